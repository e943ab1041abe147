package org.lectern.app.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lectern.app.settings.Preferences.Bounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The preferences as {@code preferences.json} in the configuration folder. A file that cannot be read means the initial
 * preferences; one that cannot be written is logged: neither keeps anyone from reading images. One thread only.
 */
public final class PreferencesFile {
    private static final Logger LOG = LoggerFactory.getLogger(PreferencesFile.class);
    private static final long MOST_BYTES = 65_536;

    private final Path file;
    private final JsonFactory json = new JsonFactory();
    private Preferences preferences;

    /** The preferences kept in a folder. */
    public PreferencesFile(Path folder) {
        this.file = folder.resolve("preferences.json");
        this.preferences = read();
    }

    /** As they are now. */
    public Preferences preferences() {
        return preferences;
    }

    /** Changes them, until {@link #save} only in memory. */
    public void change(UnaryOperator<Preferences> change) {
        preferences = change.apply(preferences);
    }

    /** Writes them: beside the file first, so that a crash leaves the old one or the new one. */
    public void save() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path beside = file.resolveSibling("preferences.json.new");
            try (JsonGenerator out = json.createGenerator(Files.newOutputStream(beside))) {
                write(out.useDefaultPrettyPrinter());
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("preferences could not be written", e);
        }
    }

    private void write(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("textScale", preferences.textScale());
        if (preferences.window().isPresent()) {
            Bounds bounds = preferences.window().get();
            out.writeNumberField("windowX", bounds.x());
            out.writeNumberField("windowY", bounds.y());
            out.writeNumberField("windowWidth", bounds.width());
            out.writeNumberField("windowHeight", bounds.height());
            out.writeBooleanField("windowMaximised", bounds.maximised());
        }
        out.writeEndObject();
    }

    private Preferences read() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("larger than preferences can be");
            }
            try (JsonParser in = json.createParser(Files.newInputStream(file))) {
                return read(in);
            }
        } catch (NoSuchFileException first) {
            return Preferences.INITIAL;
        } catch (IOException e) {
            LOG.warn("preferences could not be read; the initial ones hold", e);
            return Preferences.INITIAL;
        }
    }

    private static Preferences read(JsonParser in) throws IOException {
        double scale = 1;
        double[] place = {Double.NaN, Double.NaN, 0, 0};
        boolean maximised = false;
        in.nextToken();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            boolean number = value != null && value.isNumeric();
            switch (name) {
                case "textScale" -> scale = number ? in.getDoubleValue() : 1;
                case "windowX" -> place[0] = number ? in.getDoubleValue() : Double.NaN;
                case "windowY" -> place[1] = number ? in.getDoubleValue() : Double.NaN;
                case "windowWidth" -> place[2] = number ? in.getDoubleValue() : 0;
                case "windowHeight" -> place[3] = number ? in.getDoubleValue() : 0;
                case "windowMaximised" -> maximised = value == JsonToken.VALUE_TRUE;
                default -> in.skipChildren(); // from a newer version
            }
        }
        Bounds bounds = new Bounds(place[0], place[1], place[2], place[3], maximised);
        return new Preferences(Optional.of(bounds).filter(Bounds::isUsable), scale);
    }
}
