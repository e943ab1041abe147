package org.lectern.app.security;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key stores that java-keyring reaches: Secret Service (GNOME, KDE), macOS Keychain, Windows Credential Manager. */
final class Keyrings implements SystemKeyStore {
    private static final Logger LOG = LoggerFactory.getLogger(Keyrings.class);
    private static final String SERVICE = "org.lectern";

    private final Keyring keyring;

    private Keyrings(Keyring keyring) {
        this.keyring = keyring;
    }

    static Optional<SystemKeyStore> open() {
        try {
            return Optional.of(new Keyrings(Keyring.create()));
        } catch (BackendNotSupportedException | RuntimeException | LinkageError e) {
            LOG.info(
                    "the operating system offers no key store: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return switch (keyring.getKeyringStorageType()) {
            case GNOME_KEYRING, KWALLET -> "Secret Service";
            case OSX_KEYCHAIN -> "macOS Keychain";
            case WINDOWS_CREDENTIAL_STORE -> "Windows Credential Manager";
            default -> "key store of the system";
        };
    }

    @Override
    public Optional<String> get(String account) throws IOException {
        try {
            return Optional.ofNullable(keyring.getPassword(SERVICE, account));
        } catch (PasswordAccessException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            throw locked(e);
        }
    }

    @Override
    public void put(String account, String secret) throws IOException {
        try {
            keyring.setPassword(SERVICE, account, secret);
        } catch (PasswordAccessException | RuntimeException e) {
            throw locked(e);
        }
    }

    @Override
    public void remove(String account) throws IOException {
        try {
            keyring.deletePassword(SERVICE, account);
        } catch (PasswordAccessException | RuntimeException e) {
            throw locked(e);
        }
    }

    private IOException locked(Exception e) {
        return new IOException(
                "The %s did not let us in. Unlock it (sign in on the desktop) and try again".formatted(name()), e);
    }
}
