package org.lectern.app.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/** Seals under a key that is derived from the master key, which is opened when first needed. */
public final class MasterKeyVault implements Vault {
    private static final String USE = "secrets";

    private final MasterKeys keys;

    /** A vault under the master key of a configuration folder. */
    public MasterKeyVault(MasterKeys keys) {
        this.keys = keys;
    }

    @Override
    public Sealed seal(String purpose, String secret) throws IOException {
        return AesGcm.seal(key(), purpose, secret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String open(String purpose, Sealed sealed) throws IOException {
        try {
            return new String(AesGcm.open(key(), purpose, sealed), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new IOException(
                    "A stored secret for '%s' does not open: it was sealed for another server or under another master key. Enter it again"
                            .formatted(purpose));
        }
    }

    private SecretKey key() throws IOException {
        return keys.open().derive(USE);
    }
}
