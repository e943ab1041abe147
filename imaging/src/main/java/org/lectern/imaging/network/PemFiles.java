package org.lectern.imaging.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.lectern.imaging.network.NetworkException.Problem;

/** Certificates and keys out of PEM files (RFC 7468) and key stores. */
final class PemFiles {
    private static final long LONGEST_FILE = 4 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] RSA_ALGORITHM = { // SEQUENCE { rsaEncryption, NULL } (RFC 3447 appendix A.1)
        0x30, 0x0D, 0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private PemFiles() {}

    static KeyStore trustStore(Path file) throws NetworkException {
        try {
            KeyStore store = empty();
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(file, "certificates", e);
        }
    }

    static KeyStore identity(Path certificates, Path key, char[] password, char[] inMemory) throws NetworkException {
        List<Certificate> chain;
        try {
            chain = certificates(certificates);
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(certificates, "certificates", e);
        }
        try {
            KeyStore store = empty();
            store.setKeyEntry("identity", privateKey(key, password), inMemory, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(key, "a private key", e);
        }
    }

    static KeyStore keyStore(Path file, char[] password) throws NetworkException {
        try {
            check(file);
            return KeyStore.getInstance(file.toFile(), password);
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable(file, "a key store, or the password is wrong", e);
        }
    }

    private static NetworkException unreadable(Path file, String what, Exception cause) {
        return new NetworkException(
                Problem.TLS,
                "%s cannot be read as %s".formatted(file, what),
                "Name a readable file in PEM or PKCS #12.",
                cause);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }

    private static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
            throw new IOException("No file, or more than " + LONGEST_FILE + " bytes");
        }
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        Matcher blocks = blocks(file);
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                InputStream der = new ByteArrayInputStream(bytes(blocks));
                certificates.add(factory.generateCertificate(der));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException("No certificate inside");
        }
        return certificates;
    }

    private static Matcher blocks(Path file) throws IOException {
        check(file);
        return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static PrivateKey privateKey(Path file, char[] password) throws GeneralSecurityException, IOException {
        Matcher blocks = blocks(file);
        while (blocks.find()) {
            byte[] der = bytes(blocks);
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(der);
                }
                case "RSA PRIVATE KEY" -> {
                    return pkcs8(wrapped(der));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return pkcs8(decrypted(der, password));
                }
                default -> {} // parameters, certificates
            }
        }
        throw new IOException("No private key in PKCS #8 or PKCS #1 inside; openssl pkcs8 -topk8 converts others");
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        InvalidKeySpecException refused = new InvalidKeySpecException("Neither RSA nor elliptic curves");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                refused.addSuppressed(e);
            }
        }
        throw refused;
    }

    private static byte[] decrypted(byte[] der, char[] password) throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // PBES2 names its algorithms in the parameters (RFC 8018)
        String algorithm = "PBES2".equals(info.getAlgName()) || "1.2.840.113549.1.5.13".equals(info.getAlgName())
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        Key key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
        return info.getKeySpec(cipher).getEncoded();
    }

    /** PKCS #1 inside PKCS #8 (RFC 5208 section 5): version 0, the algorithm, the key as an octet string. */
    private static byte[] wrapped(byte[] pkcs1) throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.write(new byte[] {0x02, 0x01, 0x00});
        inner.write(RSA_ALGORITHM);
        put(inner, 0x04, pkcs1);
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        put(outer, 0x30, inner.toByteArray());
        return outer.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int tag, byte[] value) throws IOException {
        out.write(tag);
        if (value.length < 0x80) {
            out.write(value.length);
        } else {
            out.write(0x83);
            out.write(value.length >> 16);
            out.write(value.length >> 8);
            out.write(value.length);
        }
        out.write(value);
    }
}
