package org.lectern.app.annotation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.lectern.rendering.view.Point2;

/**
 * Marks as one JSON file a study. A file is written beside the old one, forced to the disk and moved over it, so that a
 * crash leaves either the old marks or the new ones. A file that cannot be understood is set aside, not overwritten.
 */
public final class JsonAnnotationStore implements AnnotationStore {
    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path folder;
    private final UnaryOperator<String> naming;

    /** Keeps the files in a folder, made when first needed. */
    public JsonAnnotationStore(Path folder) {
        this(folder, name -> name);
    }

    /**
     * Keeps the files in a folder.
     *
     * @param naming the name under which a file lies there, since a study's UID tells something too
     */
    public JsonAnnotationStore(Path folder, UnaryOperator<String> naming) {
        this.folder = folder;
        this.naming = naming;
    }

    @Override
    public List<Annotation> load(String studyInstanceUid) throws IOException {
        Path file = file(name(studyInstanceUid));
        if (!Files.exists(file)) {
            return List.of();
        }
        try (JsonParser parser = JSON.createParser(Files.newInputStream(file))) {
            return readAll(parser);
        } catch (IOException | IllegalArgumentException damaged) {
            Path aside = setAside(file, name(studyInstanceUid));
            throw new IOException(
                    "The marks of this study could not be read (%s) and were set aside as %s"
                            .formatted(reason(damaged), aside.getFileName()),
                    damaged);
        }
    }

    @Override
    public void save(String studyInstanceUid, List<Annotation> annotations) throws IOException {
        Files.createDirectories(folder);
        Path file = file(name(studyInstanceUid));
        Path fresh = file(name(studyInstanceUid) + ".new");
        try {
            try (JsonGenerator json =
                    JSON.createGenerator(Files.newOutputStream(fresh), com.fasterxml.jackson.core.JsonEncoding.UTF8)) {
                write(json, annotations);
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh); // there only when it could not be finished
        }
    }

    /** Under a name that nothing has yet, so that marks set aside earlier stay too. */
    private Path setAside(Path file, String name) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = file(name + ".aside-" + n);
            if (!Files.exists(aside)) {
                return Files.move(file, aside);
            }
        }
    }

    private Path file(String name) {
        return folder.resolve(naming.apply(name));
    }

    private static String reason(Exception damaged) {
        return damaged instanceof NewerVersionException ? "written by a newer version of Lectern" : "damaged";
    }

    /** The file is of a version that this program does not know. */
    private static final class NewerVersionException extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static String name(String studyInstanceUid) {
        String name = studyInstanceUid.replaceAll("[^0-9A-Za-z.]", "_");
        if (name.isBlank() || name.startsWith(".") || name.length() > 128) {
            name = "study-" + Integer.toHexString(studyInstanceUid.hashCode());
        }
        return name + ".json";
    }

    private static void write(JsonGenerator json, List<Annotation> annotations) throws IOException {
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("version", VERSION);
        json.writeArrayFieldStart("annotations");
        for (Annotation annotation : annotations) {
            json.writeStartObject();
            json.writeStringField("id", annotation.id().toString());
            json.writeStringField("kind", annotation.kind().name());
            json.writeStringField("sopInstanceUid", annotation.frame().sopInstanceUid());
            json.writeNumberField("frame", annotation.frame().frame());
            json.writeArrayFieldStart("points");
            for (Point2 point : annotation.points()) {
                write(json, point);
            }
            json.writeEndArray();
            json.writeStringField("text", annotation.text());
            if (annotation.labelAt().isPresent()) {
                json.writeFieldName("labelAt");
                write(json, annotation.labelAt().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Point2 point) throws IOException {
        json.writeStartArray();
        json.writeNumber(point.x());
        json.writeNumber(point.y());
        json.writeEndArray();
    }

    private static List<Annotation> readAll(JsonParser parser) throws IOException {
        List<Annotation> annotations = new ArrayList<>();
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("version") && parser.getIntValue() > VERSION) {
                throw new NewerVersionException();
            } else if (field.equals("annotations")) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    annotations.add(readOne(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
        return annotations;
    }

    private static Annotation readOne(JsonParser parser) throws IOException {
        String id = "";
        String kind = "";
        String uid = "";
        int frame = 0;
        String text = "";
        List<Point2> points = new ArrayList<>();
        Optional<Point2> labelAt = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = parser.getText();
                case "kind" -> kind = parser.getText();
                case "sopInstanceUid" -> uid = parser.getText();
                case "frame" -> frame = parser.getIntValue();
                case "text" -> text = parser.getText();
                case "points" -> {
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        points.add(readPoint(parser));
                    }
                }
                case "labelAt" -> labelAt = Optional.of(readPoint(parser));
                default -> parser.skipChildren();
            }
        }
        return new Annotation(UUID.fromString(id), Kind.valueOf(kind), new FrameKey(uid, frame), points, text, labelAt);
    }

    private static Point2 readPoint(JsonParser parser) throws IOException {
        parser.nextToken();
        double x = parser.getDoubleValue();
        parser.nextToken();
        double y = parser.getDoubleValue();
        expect(parser.nextToken(), JsonToken.END_ARRAY);
        return new Point2(x, y);
    }

    private static void expect(JsonToken actual, JsonToken wanted) throws IOException {
        if (actual != wanted) {
            throw new IOException("%s instead of %s".formatted(actual, wanted));
        }
    }
}
