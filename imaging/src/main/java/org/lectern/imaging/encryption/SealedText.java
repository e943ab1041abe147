package org.lectern.imaging.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Single values sealed with AES-256-GCM, as text: Base64 of nonce, cipher text and tag. Safe for several threads.
 *
 * <p>{@link #seal} takes a random nonce: equal values look different. {@link #sealEqual} takes the HMAC-SHA-256 of the value
 * as nonce: equal values look equal and can be looked up; nothing else is told about them.
 */
public final class SealedText {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKey key;
    private final SecretKey equalKey;
    private final SecretKey nonceKey;
    private final SecureRandom random = new SecureRandom();

    /** Values under keys derived from a data key. */
    public SealedText(SecretKey dataKey) {
        this.key = derive(dataKey, "AES", "lectern sealed text");
        this.equalKey = derive(dataKey, "AES", "lectern sealed equal text");
        this.nonceKey = derive(dataKey, "HmacSHA256", "lectern sealed equal text nonce");
    }

    private static SecretKey derive(SecretKey dataKey, String algorithm, String use) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(dataKey)
                                    .thenExpand(use.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }

    /** Seals a value; each time differently. */
    public String seal(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(key, nonce, text);
    }

    /** Seals a value so that it can be compared. */
    public String sealEqual(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(nonceKey);
            byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return seal(equalKey, Arrays.copyOf(digest, NONCE_BYTES), text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HMAC-SHA-256", e);
        }
    }

    private static String seal(SecretKey key, byte[] nonce, String text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + plain.length + TAG_BITS / 8);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return Base64.getEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a value could not be encrypted", e);
        }
    }

    /**
     * What {@link #seal} was given.
     *
     * @throws SealBrokenException when it is damaged or of another key
     */
    public String open(String sealed) throws SealBrokenException {
        return open(key, sealed);
    }

    /**
     * What {@link #sealEqual} was given.
     *
     * @throws SealBrokenException when it is damaged or of another key
     */
    public String openEqual(String sealed) throws SealBrokenException {
        return open(equalKey, sealed);
    }

    private static String open(SecretKey key, String sealed) throws SealBrokenException {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, Arrays.copyOf(bytes, NONCE_BYTES)));
            return new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealBrokenException("a value of the index does not fit");
        }
    }
}
