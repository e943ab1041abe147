package org.lectern.app.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The one random key of 256 bits that all others are derived from. It has no text. */
public final class MasterKey {
    /** Its length in bytes. */
    static final int BYTES = 32;

    private final byte[] key;

    MasterKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("A master key has %d bytes".formatted(BYTES));
        }
        this.key = key.clone();
    }

    static MasterKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new MasterKey(bytes);
    }

    static MasterKey ofText(String base64) {
        return new MasterKey(Base64.getDecoder().decode(base64));
    }

    String text() {
        return Base64.getEncoder().encodeToString(key);
    }

    byte[] bytes() {
        return key.clone();
    }

    /** A key of 256 bits for AES, of its own for each use (HKDF, RFC 5869). */
    public SecretKey derive(String use) {
        return new SecretKeySpec(expand("lectern " + use), "AES");
    }

    /** Tells keys apart without telling anything about them. */
    String fingerprint() {
        return HexFormat.of().formatHex(expand("lectern fingerprint"), 0, 8);
    }

    private byte[] expand(String info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(key)
                            .thenExpand(info.getBytes(java.nio.charset.StandardCharsets.UTF_8), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    @Override
    public String toString() {
        return "(master key)";
    }
}
