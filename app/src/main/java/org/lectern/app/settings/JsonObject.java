package org.lectern.app.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An object out of a settings file that somebody may have edited by hand, and where it stands there. Names that are not
 * asked for are passed over: they may be from a newer version.
 */
public final class JsonObject {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(65_536)
                    .maxNumberLength(40)
                    .build())
            .build();

    private final int line;
    private final Map<String, Object> fields;

    private JsonObject(int line, Map<String, Object> fields) {
        this.line = line;
        this.fields = fields;
    }

    /** Not what the file should hold; the message names the line. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        /** Damaged at a line, counted from 1. */
        public DamagedException(int line, String what) {
            super("line %d: %s".formatted(line, what));
        }
    }

    /**
     * Reads a file that holds one object.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws DamagedException when it holds something else
     */
    public static JsonObject read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new DamagedException(1, "larger than settings can be");
        }
        byte[] bytes = Files.readAllBytes(file);
        try (JsonParser in = JSON.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new DamagedException(1, "not a JSON object");
            }
            JsonObject object = object(in);
            if (in.nextToken() != null) {
                throw new DamagedException(in.currentLocation().getLineNr(), "something behind the end");
            }
            return object;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new DamagedException(line, "not JSON"); // the parser's words may quote the file
        }
    }

    private static JsonObject object(JsonParser in) throws IOException {
        int line = in.currentTokenLocation().getLineNr();
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            value(in).ifPresent(value -> fields.put(name, value));
        }
        return new JsonObject(line, fields);
    }

    private static Optional<Object> value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> Optional.of(object(in));
            case START_ARRAY -> Optional.of(list(in));
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case VALUE_NULL -> Optional.empty();
            default -> Optional.of(in.getText());
        };
    }

    private static List<Object> list(JsonParser in) throws IOException {
        List<Object> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            value(in).ifPresent(values::add);
        }
        return values;
    }

    /** The line of the file at which it starts, from 1. */
    public int line() {
        return line;
    }

    /** A complaint about this object. */
    public DamagedException damaged(String what) {
        return new DamagedException(line, what);
    }

    /** A text or number as text. */
    public Optional<String> text(String name) throws DamagedException {
        return of(name, String.class, "a text");
    }

    /** A text that has to be there. */
    public String needed(String name) throws DamagedException {
        return text(name).orElseThrow(() -> damaged("'%s' is missing".formatted(name)));
    }

    /** A whole number. */
    public OptionalInt number(String name) throws DamagedException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw damaged("'%s' is no whole number".formatted(name));
        }
    }

    /** A truth value. */
    public boolean truth(String name) throws DamagedException {
        return of(name, Boolean.class, "true or false").orElse(false);
    }

    /** An object within. */
    public Optional<JsonObject> object(String name) throws DamagedException {
        return of(name, JsonObject.class, "an object");
    }

    /** Objects within. */
    public List<JsonObject> objects(String name) throws DamagedException {
        return all(name, JsonObject.class, "a list of objects");
    }

    /** Texts within. */
    public List<String> texts(String name) throws DamagedException {
        return all(name, String.class, "a list of texts");
    }

    private <T> List<T> all(String name, Class<T> type, String kind) throws DamagedException {
        List<T> found = new ArrayList<>();
        for (Object value : of(name, List.class, kind).orElse(List.of())) {
            if (!type.isInstance(value)) {
                throw damaged("'%s' is not %s".formatted(name, kind));
            }
            found.add(type.cast(value));
        }
        return found;
    }

    private <T> Optional<T> of(String name, Class<T> type, String kind) throws DamagedException {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw damaged("'%s' is not %s".formatted(name, kind));
        }
        return Optional.of(type.cast(value));
    }
}
