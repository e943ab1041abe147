package org.lectern.imaging.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals and opens the chunks of one file with AES-256-GCM (NIST SP 800-38D) by the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015): the nonce of a chunk is seven zeros, its number in four bytes, and 1 for the last
 * chunk, 0 for others; the header is authenticated with each. Chunks cannot be swapped, left out, cut off or appended
 * unseen. For one thread.
 */
final class ChunkCipher {
    private static final int TAG_BITS = 8 * SealedHeader.TAG_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int NUMBER_AT = 7;

    private final Cipher cipher;
    private final SecretKey key;
    private final byte[] header;

    ChunkCipher(SealedHeader header, SecretKey dataKey) {
        this.header = header.bytes();
        this.key = header.fileKey(dataKey);
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES in Galois/Counter mode", e);
        }
    }

    void seal(long number, boolean last, ByteBuffer plain, ByteBuffer sealed) {
        try {
            start(Cipher.ENCRYPT_MODE, number, last);
            cipher.doFinal(plain, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk could not be encrypted", e);
        }
    }

    void open(long number, boolean last, ByteBuffer sealed, ByteBuffer plain) throws SealBrokenException {
        try {
            start(Cipher.DECRYPT_MODE, number, last);
            cipher.doFinal(sealed, plain);
        } catch (AEADBadTagException e) {
            throw new SealBrokenException("the seal of chunk %d does not fit".formatted(number));
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException("chunk %d cannot be decrypted".formatted(number));
        }
    }

    private void start(int mode, long number, boolean last) throws GeneralSecurityException {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a file has at most 2^32 chunks");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(nonce, NUMBER_AT, 4).putInt((int) number);
        nonce[NONCE_BYTES - 1] = (byte) (last ? 1 : 0);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
    }
}
