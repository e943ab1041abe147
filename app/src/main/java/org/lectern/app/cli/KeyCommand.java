package org.lectern.app.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lectern key}: where the master key is that seals stored passwords and the encrypted archive. */
@Command(
        name = "key",
        description = "Says where the master key of stored passwords and of an encrypted archive is, or moves it.")
final class KeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "system|passphrase|file",
            description =
                    "Moves it: to the operating system's key store, under a passphrase (also to change it), into a file.")
    private @Nullable Place to;

    @Option(
            names = "--new-key",
            description = "Makes a new one and seals everything anew under it; where it was, or where --to says.")
    private boolean newKey;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        MasterKeys keys = TheNodes.open(spec.commandLine().getErr()).keys();
        Optional<Place> before = keys.place();
        Optional<Place> asked = Optional.ofNullable(to);
        if (newKey && before.isPresent()) {
            keys.renew(asked.orElse(before.get()));
        } else if (asked.isPresent()) {
            keys.move(asked.get());
        }
        Optional<Place> place = keys.place();
        output.print(
                document -> {
                    document.writeStartObject();
                    document.writeStringField(
                            "kept",
                            place.map(at -> at.name().toLowerCase(Locale.ROOT)).orElse("none"));
                    document.writeStringField("file", keys.file().toString());
                    document.writeEndObject();
                },
                out -> {
                    out.println(place.map(at -> words(at, keys))
                            .orElse("There is no master key yet; the first secret makes one"));
                });
        return 0;
    }

    private static String words(Place place, MasterKeys keys) {
        return switch (place) {
            case SYSTEM -> "The master key is in the key store of the operating system";
            case PASSPHRASE -> "The master key is in %s, sealed under a passphrase".formatted(keys.file());
            case FILE ->
                "The master key is in %s, readable for this account: no protection from who gets at the account, the disk or a backup"
                        .formatted(keys.file());
        };
    }
}
