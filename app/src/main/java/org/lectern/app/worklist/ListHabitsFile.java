package org.lectern.app.worklist;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lectern.app.retrieval.query.BodyRegion;
import org.lectern.app.settings.JsonObject;
import org.lectern.app.settings.SettingsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader's habits as {@code list.json} in the configuration folder, as secret as the archive. A file that cannot be understood means the initial
 * ones; one that cannot be written is logged: neither keeps anyone from reading images. One thread only.
 */
public final class ListHabitsFile {
    private static final Logger LOG = LoggerFactory.getLogger(ListHabitsFile.class);

    private final Path file;
    private ListHabits habits;

    /** The habits kept in a file. */
    public ListHabitsFile(Path file) {
        this.file = file;
        this.habits = read();
    }

    /** As they are now. */
    public ListHabits habits() {
        return habits;
    }

    /** Changes and keeps them. */
    public void change(UnaryOperator<ListHabits> change) {
        ListHabits changed = change.apply(habits);
        if (changed.equals(habits)) {
            return;
        }
        habits = changed;
        try {
            SettingsFile.write(file, this::write);
        } catch (IOException e) {
            LOG.warn("the list's habits could not be written", e);
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("asksAfterPause", habits.asksAfterPause());
        scope(json, habits.scope());
        json.writeArrayFieldStart("columns");
        for (Columns.Place place : habits.columns().places()) {
            json.writeStartObject();
            json.writeStringField("column", place.column().name());
            json.writeNumberField("width", Math.round(place.widthPx()));
            json.writeBooleanField("shown", place.isShown());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("sort", habits.columns().sort().by().name());
        json.writeBooleanField("descending", habits.columns().sort().isDescending());
        json.writeArrayFieldStart("saved");
        for (SavedSearch search : habits.saved()) {
            json.writeStartObject();
            json.writeStringField("name", search.name());
            json.writeStringField("text", search.question().text());
            json.writeStringField("period", search.question().period().name());
            json.writeStringField("modality", search.question().modality());
            json.writeStringField(
                    "region", search.question().region().map(Enum::name).orElse(""));
            scope(json, search.question().scope());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void scope(JsonGenerator json, Scope scope) throws IOException {
        json.writeBooleanField("everywhere", scope.isAll());
        json.writeArrayFieldStart("archives");
        for (String name : scope.names().stream().sorted().toList()) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private ListHabits read() {
        try {
            JsonObject json = JsonObject.read(file);
            List<SavedSearch> saved = new ArrayList<>();
            for (JsonObject search : json.objects("saved")) {
                saved.add(new SavedSearch(search.needed("name"), question(search)));
            }
            Columns.Sort sort = new Columns.Sort(
                    Columns.column(json.text("sort").orElse("")).orElse(Column.WHEN), json.truth("descending"));
            return new ListHabits(new Columns(places(json), sort), saved, scope(json), json.truth("asksAfterPause"));
        } catch (NoSuchFileException first) {
            return ListHabits.INITIAL;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "the list's habits could not be read; the initial ones hold ({})",
                    e.getClass().getSimpleName());
            return ListHabits.INITIAL;
        }
    }

    private static List<Columns.Place> places(JsonObject json) throws IOException {
        List<Columns.Place> places = new ArrayList<>();
        for (JsonObject place : json.objects("columns")) {
            Optional<Column> column = Columns.column(place.text("column").orElse(""));
            if (column.isPresent()) {
                places.add(new Columns.Place(column.get(), place.number("width").orElse(0), place.truth("shown")));
            }
        }
        return places;
    }

    private static ListQuestion question(JsonObject json) throws IOException {
        String region = json.text("region").orElse("");
        return new ListQuestion(
                json.text("text").orElse(""),
                Period.named(json.text("period").orElse("")).orElse(Period.ANY),
                json.text("modality").orElse(""),
                Arrays.stream(BodyRegion.values())
                        .filter(known -> known.name().equals(region))
                        .findFirst(),
                scope(json));
    }

    private static Scope scope(JsonObject json) throws IOException {
        return json.truth("everywhere") ? Scope.EVERYWHERE : new Scope(false, Set.copyOf(json.texts("archives")));
    }
}
