package org.lectern.app.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/** Seals under a key that is derived from the master key, which is opened when first needed. */
public final class MasterKeyVault implements Vault {
    private static final String USE = "secrets";

    private final Source source;

    /** Where the master key comes from. */
    private interface Source {
        MasterKey open() throws IOException;
    }

    private MasterKeyVault(Source source) {
        this.source = source;
    }

    /** A vault under the master key of a configuration folder. */
    public MasterKeyVault(MasterKeys keys) {
        this(keys::open);
    }

    /** A vault under one master key. */
    public static MasterKeyVault under(MasterKey key) {
        return new MasterKeyVault(() -> key);
    }

    /** A secret under another master key; what the old one does not open is under the other already, or was broken before. */
    public static Sealed resealed(String purpose, Sealed secret, MasterKey old, MasterKey fresh) {
        try {
            byte[] opened = AesGcm.open(old.derive(USE), purpose, secret);
            return AesGcm.seal(fresh.derive(USE), purpose, opened);
        } catch (AEADBadTagException e) {
            return secret;
        }
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
        return source.open().derive(USE);
    }
}
