package org.lectern.app.security;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.app.settings.JsonObject;
import org.lectern.app.settings.SettingsFile;

/**
 * What {@code key.json} says about the master key.
 *
 * @param fingerprint tells whether a key that was found is the right one
 * @param next the key that takes its place, while not everything is sealed under that one yet
 */
record KeptKey(Where where, String fingerprint, Optional<Next> next) {
    private static final int VERSION = 1;

    /** One to which nothing is to follow. */
    KeptKey(Where where, String fingerprint) {
        this(where, fingerprint, Optional.empty());
    }

    /**
     * The key that comes after.
     *
     * @param kept as it will be kept
     * @param wrapped itself, sealed under the key before it
     */
    record Next(KeptKey kept, Sealed wrapped) {}

    KeptKey with(Next coming) {
        return new KeptKey(where, fingerprint, Optional.of(coming));
    }

    /** Where it is. */
    sealed interface Where {}

    /** In the system's key store under a name. */
    record InSystem(String account) implements Where {}

    /** Here, sealed under a key that is made of a passphrase. */
    record UnderPassphrase(StretchedKey stretched, Sealed wrapped) implements Where {}

    /** Here, as it is. */
    record InFile(String key) implements Where {
        @Override
        public String toString() {
            return "(key)";
        }
    }

    static KeptKey read(Path file) throws IOException {
        JsonObject json = JsonObject.read(file);
        if (json.number("version").orElse(0) != VERSION) {
            throw json.damaged("written by another version of Lectern");
        }
        Optional<JsonObject> next = json.object("next");
        KeptKey now = read(json);
        return next.isEmpty()
                ? now
                : now.with(new Next(read(next.get()), new Sealed(next.get().needed("underTheOldOne"))));
    }

    private static KeptKey read(JsonObject json) throws IOException {
        try {
            Where where = switch (json.needed("kept")) {
                case "system" -> new InSystem(json.needed("account"));
                case "passphrase" -> new UnderPassphrase(stretched(json), new Sealed(json.needed("wrapped")));
                case "file" -> new InFile(json.needed("key"));
                default -> throw json.damaged("'kept' is not one of system, passphrase, file");
            };
            return new KeptKey(where, json.needed("fingerprint"));
        } catch (IllegalArgumentException e) {
            throw json.damaged("a value is no key");
        }
    }

    private static StretchedKey stretched(JsonObject json) throws IOException {
        JsonObject argon2 = json.object("argon2id").orElseThrow(() -> json.damaged("'argon2id' is missing"));
        return new StretchedKey(
                argon2.number("memoryKiB").orElse(0),
                argon2.number("passes").orElse(0),
                argon2.number("lanes").orElse(0),
                argon2.needed("salt"));
    }

    void write(Path file) throws IOException {
        SettingsFile.write(file, json -> {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            write(json);
            if (next.isPresent()) {
                json.writeObjectFieldStart("next");
                next.get().kept().write(json);
                json.writeStringField("underTheOldOne", next.get().wrapped().text());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json) throws IOException {
        switch (where) {
            case InSystem system -> {
                json.writeStringField("kept", "system");
                json.writeStringField("account", system.account());
            }
            case UnderPassphrase under -> {
                json.writeStringField("kept", "passphrase");
                json.writeObjectFieldStart("argon2id");
                json.writeNumberField("memoryKiB", under.stretched().memoryKib());
                json.writeNumberField("passes", under.stretched().passes());
                json.writeNumberField("lanes", under.stretched().lanes());
                json.writeStringField("salt", under.stretched().salt());
                json.writeEndObject();
                json.writeStringField("wrapped", under.wrapped().text());
            }
            case InFile inFile -> {
                json.writeStringField("kept", "file");
                json.writeStringField("key", inFile.key());
            }
        }
        json.writeStringField("fingerprint", fingerprint);
    }

    static Optional<KeptKey> find(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
