package org.lectern.app.retrieval.prefetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lectern.app.retrieval.query.BodyRegion;

/**
 * What is fetched before anybody asks for it. The defaults stand in {@code prior-rules.json}; a site puts a file of its
 * own in the same form beside the other settings.
 *
 * @param newest at most so many priors of an exam
 * @param years none that is older
 * @param images at most so many images of all priors of an exam
 * @param ahead so many of the next cases
 * @param related body regions whose images overlap, in pairs
 * @param alike modalities that are compared with each other, in groups
 */
public record PriorRules(
        int newest, int years, int images, int ahead, List<Set<BodyRegion>> related, List<Set<String>> alike) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int VERSION = 1;
    private static final int MOST = 1_000_000;

    /** Copies the lists and refuses nonsense. */
    public PriorRules {
        related = related.stream().map(Set::copyOf).toList();
        alike = alike.stream().map(Set::copyOf).toList();
        for (int number : List.of(newest, years, images, ahead)) {
            if (number < 0 || number > MOST) {
                throw new IllegalArgumentException("Rules for priors count from 0 to " + MOST);
            }
        }
    }

    /** The rules that come with the program. */
    public static PriorRules usual() {
        try (InputStream in = PriorRules.class.getResourceAsStream("prior-rules.json")) {
            if (in == null) {
                throw new IllegalStateException("prior-rules.json is missing from the program");
            }
            return read(JSON.createParser(in));
        } catch (IOException e) {
            throw new IllegalStateException("prior-rules.json cannot be read", e);
        }
    }

    /** The site's own rules, or the usual ones where it has none. */
    public static PriorRules of(Path file) throws IOException {
        if (!Files.exists(file)) {
            return usual();
        }
        try (JsonParser json = JSON.createParser(file.toFile())) {
            return read(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "The rules for priors (%s) cannot be understood: %s. Correct the file or delete it"
                            .formatted(file, reason(e)),
                    e);
        }
    }

    private static String reason(Exception e) {
        String message = e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getMessage();
        return message == null ? "damaged" : message;
    }

    /** Parts that the file leaves out are as usual. */
    private static PriorRules read(JsonParser json) throws IOException {
        int newest = 3;
        int years = 10;
        int images = 6000;
        int ahead = 3;
        List<Set<BodyRegion>> related = List.of();
        List<Set<String>> alike = List.of();
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("it does not begin with {");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "version" -> {
                    if (json.getIntValue() > VERSION) {
                        throw new IOException("a newer Lectern wrote it");
                    }
                }
                case "newest" -> newest = json.getIntValue();
                case "years" -> years = json.getIntValue();
                case "images" -> images = json.getIntValue();
                case "ahead" -> ahead = json.getIntValue();
                case "related" -> related = regions(groups(json));
                case "alike" -> alike = groups(json);
                default -> throw new IOException("nobody knows \"" + field + "\"");
            }
        }
        return new PriorRules(newest, years, images, ahead, related, alike);
    }

    private static List<Set<String>> groups(JsonParser json) throws IOException {
        List<Set<String>> groups = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            Set<String> group = new HashSet<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                group.add(json.getText());
            }
            groups.add(group);
        }
        return groups;
    }

    private static List<Set<BodyRegion>> regions(List<Set<String>> groups) {
        List<Set<BodyRegion>> regions = new ArrayList<>();
        for (Set<String> group : groups) {
            Set<BodyRegion> pair = new HashSet<>();
            group.forEach(name -> pair.add(BodyRegion.valueOf(name)));
            regions.add(pair);
        }
        return regions;
    }

    boolean isRelated(BodyRegion one, BodyRegion other) {
        return one == other
                || one == BodyRegion.WHOLE_BODY
                || other == BodyRegion.WHOLE_BODY
                || related.stream().anyMatch(pair -> pair.contains(one) && pair.contains(other));
    }

    boolean isAlike(String one, String other) {
        return one.equals(other) || alike.stream().anyMatch(group -> group.contains(one) && group.contains(other));
    }
}
