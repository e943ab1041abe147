package org.lectern.app.security;

import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a passphrase becomes a key: Argon2id (RFC 9106).
 *
 * @param memoryKib memory that a guess costs
 * @param passes passes over it
 * @param lanes lanes of it
 * @param salt random, Base64
 */
record StretchedKey(int memoryKib, int passes, int lanes, String salt) {
    private static final int SALT_BYTES = 16;
    private static final int MOST_MEMORY_KIB = 1 << 18;
    private static final int MOST_WORK = 16;

    /** Refuses parameters that only a damaged or hostile file holds. */
    StretchedKey {
        if (memoryKib < 8 * lanes
                || memoryKib > MOST_MEMORY_KIB
                || passes < 1
                || passes > MOST_WORK
                || lanes < 1
                || lanes > MOST_WORK
                || Base64.getDecoder().decode(salt).length != SALT_BYTES) {
            throw new IllegalArgumentException("the parameters of the passphrase are out of range");
        }
    }

    /** The second choice that RFC 9106 section 4 recommends: 64 MiB, three passes, four lanes. */
    static StretchedKey fresh() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new StretchedKey(1 << 16, 3, 4, Base64.getEncoder().encodeToString(salt));
    }

    SecretKey of(char[] passphrase) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(Base64.getDecoder().decode(salt))
                .build());
        byte[] key = new byte[MasterKey.BYTES];
        argon2.generateBytes(passphrase, key);
        return new SecretKeySpec(key, "AES");
    }
}
