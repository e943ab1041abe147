package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The first {@value #BYTES} bytes of a sealed file: {@code LECSEAL1}, the binary logarithm of the chunk size, seven zeros,
 * a random salt of 32 bytes.
 *
 * <p>Each file has a key of its own, HKDF-SHA256 (RFC 5869) of the data key with the salt and the whole header as info, so
 * that no two files share a nonce and no byte of a header can be changed.
 */
final class SealedHeader {
    static final int BYTES = 48;
    static final int TAG_BYTES = 16;

    private static final byte[] MAGIC = "LECSEAL1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_LOG = 16;
    private static final int SMALLEST_LOG = 10;
    private static final int LARGEST_LOG = 24;
    private static final int KEY_BYTES = 32;

    private final byte[] bytes;

    private SealedHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    static SealedHeader random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return of(java.util.Arrays.copyOfRange(bytes, 16, BYTES));
    }

    /** A header with a known salt of 32 bytes. */
    static SealedHeader of(byte[] salt) {
        byte[] bytes = new byte[BYTES];
        System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
        bytes[MAGIC.length] = CHUNK_LOG;
        System.arraycopy(salt, 0, bytes, 16, 32);
        return new SealedHeader(bytes);
    }

    static SealedHeader read(FileChannel file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(BYTES);
        int read = 0;
        while (head.hasRemaining() && read >= 0) {
            read = file.read(head, head.position());
        }
        byte[] bytes = head.array();
        int log = bytes[MAGIC.length];
        if (head.hasRemaining()
                || !java.util.Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || log < SMALLEST_LOG
                || log > LARGEST_LOG) {
            throw new SealBrokenException("it does not begin like one of the archive's encrypted files");
        }
        return new SealedHeader(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    int chunkBytes() {
        return 1 << bytes[MAGIC.length];
    }

    SecretKey fileKey(SecretKey dataKey) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(dataKey)
                                    .addSalt(java.util.Arrays.copyOfRange(bytes, 16, BYTES))
                                    .thenExpand(bytes, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 has HKDF", e);
        }
    }

    /** The size of what a sealed file of so many bytes holds, with the usual chunk size. */
    static long plainSize(long sealedBytes) {
        return plainSize(sealedBytes, 1 << CHUNK_LOG);
    }

    static long plainSize(long sealedBytes, int chunkBytes) {
        long body = sealedBytes - BYTES;
        if (body < TAG_BYTES) {
            return 0;
        }
        long chunks = (body + chunkBytes + TAG_BYTES - 1) / (chunkBytes + TAG_BYTES);
        return Math.max(0, body - chunks * TAG_BYTES);
    }
}
