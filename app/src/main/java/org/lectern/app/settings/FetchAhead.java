package org.lectern.app.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is fetched before a reader asks for it.
 *
 * @param priors at most so many earlier exams of the exam that is open
 * @param next so many of the next exams of the list
 */
public record FetchAhead(boolean isOn, int priors, int next) {
    /** Before anything was changed. */
    public static final FetchAhead INITIAL = new FetchAhead(true, 3, 3);

    private static final int MOST = 100;

    /** Refuses nonsense. */
    public FetchAhead {
        if (priors < 0 || priors > MOST || next < 0 || next > MOST) {
            throw new IllegalArgumentException("Exams fetched ahead are 0 to " + MOST);
        }
    }

    /** Reads {@code fetch-ahead.json} of a configuration folder. */
    public static FetchAhead read(Path folder) throws IOException {
        Path file = file(folder);
        try {
            JsonObject json = JsonObject.read(file);
            return new FetchAhead(
                    json.truth("on"),
                    json.number("priors").orElse(INITIAL.priors()),
                    json.number("next").orElse(INITIAL.next()));
        } catch (NoSuchFileException first) {
            return INITIAL;
        } catch (JsonObject.DamagedException | IllegalArgumentException e) {
            throw new IOException("%s cannot be understood (%s). Set it again".formatted(file, e.getMessage()), e);
        }
    }

    /** Writes it into the configuration folder. */
    public void save(Path folder) throws IOException {
        SettingsFile.write(file(folder), json -> {
            json.writeStartObject();
            json.writeBooleanField("on", isOn);
            json.writeNumberField("priors", priors);
            json.writeNumberField("next", next);
            json.writeEndObject();
        });
    }

    private static Path file(Path folder) {
        return folder.resolve("fetch-ahead.json");
    }
}
