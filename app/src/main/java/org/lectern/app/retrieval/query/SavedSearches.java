package org.lectern.app.retrieval.query;

import com.fasterxml.jackson.core.JsonEncoding;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches by name in one JSON file that only its owner can read: what was searched for may name a patient. Written beside
 * the old file, forced to the disk and moved over it. A file that cannot be understood is set aside. Safe for several
 * threads.
 */
public final class SavedSearches {
    private static final int VERSION = 1;
    private static final long MOST_BYTES = 4 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final Map<String, SavedSearch> searches = new LinkedHashMap<>();
    private final List<String> notices = new ArrayList<>();

    private SavedSearches(Path file) {
        this.file = file;
    }

    /** Reads the file, if there is one. */
    public static SavedSearches open(Path file) throws IOException {
        SavedSearches all = new SavedSearches(file);
        if (Files.exists(file)) {
            all.read();
        }
        return all;
    }

    private synchronized void read() throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("too large");
            }
            for (SavedSearch search : SavedSearchJson.read(file)) {
                searches.put(search.name(), search);
            }
        } catch (IOException | IllegalArgumentException damaged) {
            searches.clear();
            Path aside = aside(file);
            Files.move(file, aside);
            notices.add("The saved searches could not be read and were set aside as %s".formatted(aside.getFileName()));
        }
    }

    private static Path aside(Path file) {
        for (int n = 1; ; n++) {
            Path aside = file.resolveSibling(file.getFileName() + ".aside-" + n);
            if (!Files.exists(aside)) {
                return aside;
            }
        }
    }

    /** What had to be set aside, one sentence each. */
    public synchronized List<String> notices() {
        return List.copyOf(notices);
    }

    /** All of them in the order in which they were first saved. */
    public synchronized List<SavedSearch> all() {
        return List.copyOf(searches.values());
    }

    /** Keeps a search, replacing the one of the same name. */
    public synchronized void save(SavedSearch search) throws IOException {
        Map<String, SavedSearch> changed = new LinkedHashMap<>(searches);
        changed.put(search.name(), search);
        write(changed);
    }

    /** Forgets a search. */
    public synchronized void remove(String name) throws IOException {
        Map<String, SavedSearch> changed = new LinkedHashMap<>(searches);
        changed.remove(name);
        write(changed);
    }

    private void write(Map<String, SavedSearch> changed) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (JsonGenerator json = JSON.createGenerator(fresh.toFile(), JsonEncoding.UTF8)) {
                SavedSearchJson.write(json, VERSION, List.copyOf(changed.values()));
            }
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh); // there only when it could not be finished
        }
        searches.clear();
        searches.putAll(changed);
    }

    /** The file's form. */
    private static final class SavedSearchJson {
        private SavedSearchJson() {}

        static void write(JsonGenerator json, int version, List<SavedSearch> searches) throws IOException {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("version", version);
            json.writeArrayFieldStart("searches");
            for (SavedSearch search : searches) {
                SearchCriteria criteria = search.criteria();
                json.writeStartObject();
                json.writeStringField("name", search.name());
                json.writeStringField("text", criteria.text());
                json.writeStringField("patientName", criteria.patientName());
                json.writeStringField("patientId", criteria.patientId());
                json.writeStringField("issuer", criteria.issuer());
                json.writeStringField("accession", criteria.accession());
                json.writeStringField("description", criteria.description());
                array(
                        json,
                        "bodyPart",
                        criteria.bodyPart().stream().map(Enum::name).sorted().toList());
                array(
                        json,
                        "modalities",
                        criteria.modalities().stream().sorted().toList());
                json.writeNumberField("daysBack", criteria.dates().daysBack());
                json.writeNumberField("until", criteria.dates().until());
                json.writeStringField(
                        "from", criteria.dates().from().map(Object::toString).orElse(""));
                json.writeStringField(
                        "to", criteria.dates().to().map(Object::toString).orElse(""));
                json.writeBooleanField("fuzzy", criteria.isFuzzy());
                array(json, "sites", search.sites());
                json.writeStringField("sortBy", search.order().by().name());
                json.writeBooleanField("descending", search.order().isDescending());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }

        private static void array(JsonGenerator json, String name, List<String> values) throws IOException {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }

        static List<SavedSearch> read(Path file) throws IOException {
            List<SavedSearch> searches = new ArrayList<>();
            try (JsonParser json = JSON.createParser(file.toFile())) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("no object");
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    if (field.equals("version") && json.getIntValue() > VERSION) {
                        throw new IOException("written by a newer Lectern");
                    } else if (field.equals("searches")) {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            searches.add(search(json));
                        }
                    } else {
                        json.skipChildren();
                    }
                }
                if (json.currentToken() != JsonToken.END_OBJECT) {
                    throw new IOException("cut off");
                }
            }
            return searches;
        }

        private static SavedSearch search(JsonParser json) throws IOException {
            Map<String, String> texts = new LinkedHashMap<>();
            Map<String, List<String>> lists = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    List<String> values = new ArrayList<>();
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        values.add(json.getText());
                    }
                    lists.put(field, values);
                } else {
                    texts.put(field, json.getText());
                }
            }
            return new SavedSearch(
                    texts.getOrDefault("name", ""),
                    criteria(texts, lists),
                    lists.getOrDefault("sites", List.of()),
                    new SortOrder(
                            SortOrder.By.valueOf(texts.getOrDefault("sortBy", SortOrder.By.DATE.name())),
                            Boolean.parseBoolean(texts.getOrDefault("descending", "true"))));
        }

        private static SearchCriteria criteria(Map<String, String> texts, Map<String, List<String>> lists)
                throws IOException {
            return new SearchCriteria(
                    texts.getOrDefault("text", ""),
                    texts.getOrDefault("patientName", ""),
                    texts.getOrDefault("patientId", ""),
                    texts.getOrDefault("issuer", ""),
                    texts.getOrDefault("accession", ""),
                    texts.getOrDefault("description", ""),
                    lists.getOrDefault("bodyPart", List.of()).stream()
                            .map(BodyRegion::valueOf)
                            .collect(java.util.stream.Collectors.toSet()),
                    java.util.Set.copyOf(lists.getOrDefault("modalities", List.of())),
                    dates(texts),
                    Boolean.parseBoolean(texts.getOrDefault("fuzzy", "false")));
        }

        private static DateSpan dates(Map<String, String> texts) throws IOException {
            try {
                return new DateSpan(
                        Integer.parseInt(texts.getOrDefault("daysBack", "-1")),
                        Integer.parseInt(texts.getOrDefault("until", "0")),
                        date(texts.getOrDefault("from", "")),
                        date(texts.getOrDefault("to", "")));
            } catch (java.time.DateTimeException e) {
                throw new IOException("no date", e);
            }
        }

        private static java.util.Optional<java.time.LocalDate> date(String text) {
            return text.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(java.time.LocalDate.parse(text));
        }
    }
}
