package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an archive as it lies beside it, in lines of text: the format with its version, the state, the random data key
 * wrapped with AES-256-GCM under a master key that is kept elsewhere, and the folders and files outside the archive that are
 * sealed with it, relative to it. Another master key means wrapping anew; the sealed files stay as they are.
 */
public final class KeyFile {
    /** How far the archive's files agree with it. */
    public enum State {
        /** All are sealed. */
        SEALED,
        /** They are being sealed; some are plain. */
        SEALING,
        /** They are being opened; some are plain. */
        OPENING
    }

    private static final String FORMAT = "Lectern archive key ";
    private static final int VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final State state;
    private final byte[] wrapped;
    private final List<String> folders;

    private KeyFile(State state, byte[] wrapped, List<String> folders) {
        this.state = state;
        this.wrapped = wrapped;
        this.folders = List.copyOf(folders);
    }

    /**
     * A new random data key.
     *
     * @param folders what else is sealed with it
     */
    public static KeyFile create(SecretKey masterKey, List<String> folders) {
        byte[] dataKey = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(dataKey);
        KeyFile made = wrap(State.SEALED, new SecretKeySpec(dataKey, "AES"), masterKey, folders);
        Arrays.fill(dataKey, (byte) 0);
        return made;
    }

    private static KeyFile wrap(State state, SecretKey dataKey, SecretKey masterKey, List<String> folders) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, masterKey, nonce);
            byte[] sealed = cipher.doFinal(dataKey.getEncoded());
            return new KeyFile(
                    state,
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array(),
                    folders);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The master key is not one for AES", e);
        }
    }

    /** The same data key under another master key. */
    public KeyFile rewrap(SecretKey masterKey, SecretKey newMasterKey) throws IOException {
        return wrap(
                state,
                dataKey(masterKey).orElseThrow(() -> new IOException("The old key does not fit")),
                newMasterKey,
                folders);
    }

    /** The same in another state. */
    public KeyFile in(State newState) {
        return new KeyFile(newState, wrapped, folders);
    }

    /** How far the archive's files agree with it. */
    public State state() {
        return state;
    }

    /** The same for more that is sealed with it. */
    public KeyFile with(List<String> more) {
        return new KeyFile(
                state,
                wrapped,
                Stream.concat(folders.stream(), more.stream()).distinct().toList());
    }

    /** The folders and files outside the archive that are sealed with it, relative to it, parts apart by {@code /}. */
    public List<String> folders() {
        return folders;
    }

    /** The data key, if the master key is the right one. */
    public Optional<SecretKey> dataKey(SecretKey masterKey) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, masterKey, Arrays.copyOf(wrapped, NONCE_BYTES));
            return Optional.of(
                    new SecretKeySpec(cipher.doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES), "AES"));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The master key is not one for AES", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey masterKey, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, masterKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((FORMAT + VERSION).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** As it is written. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(FORMAT + VERSION + "\n" + state + "\n");
        text.append(Base64.getEncoder().encodeToString(wrapped)).append('\n');
        folders.forEach(folder -> text.append(folder).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @throws IOException when it is damaged or of a newer version, in words for the user
     */
    public static KeyFile read(byte[] bytes) throws IOException {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\\R");
        if (lines.length < 3 || !lines[0].startsWith(FORMAT)) {
            throw new IOException("The key file of the archive is damaged. Put a copy of it back.");
        }
        if (!lines[0].equals(FORMAT + VERSION)) {
            throw new IOException("The key file of the archive was written by a newer Lectern. Use that version.");
        }
        try {
            byte[] wrapped = Base64.getDecoder().decode(lines[2]);
            if (wrapped.length != NONCE_BYTES + KEY_BYTES + TAG_BITS / 8) {
                throw new IllegalArgumentException("length");
            }
            return new KeyFile(State.valueOf(lines[1]), wrapped, List.of(lines).subList(3, lines.length));
        } catch (IllegalArgumentException e) {
            throw new IOException("The key file of the archive is damaged. Put a copy of it back.", e);
        }
    }
}
