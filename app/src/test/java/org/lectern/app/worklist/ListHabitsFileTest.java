package org.lectern.app.worklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.query.BodyRegion;

class ListHabitsFileTest {
    @TempDir
    Path folder;

    @Test
    void columnsKeptSearchesAndWhereToLookAreThereTheNextTime() {
        ListHabitsFile file = new ListHabitsFile(folder.resolve("list.json"));
        ListQuestion question = new ListQuestion(
                "müller", Period.TODAY, "CT", Optional.of(BodyRegion.HEAD), new Scope(false, Set.of("north")));
        file.change(kept -> kept.with(new SavedSearch("Emergency", question))
                .withScope(Scope.EVERYWHERE)
                .withAsksAfterPause(false)
                .withColumns(new Columns(
                        List.of(new Columns.Place(Column.EXAM, 333, true), new Columns.Place(Column.ID, 90, false)),
                        new Columns.Sort(Column.PATIENT, false))));
        ListHabits read = new ListHabitsFile(folder.resolve("list.json")).habits();
        assertEquals(file.habits(), read);
        assertEquals(
                new Columns.Place(Column.EXAM, 333, true),
                read.columns().places().getFirst());
        assertEquals(Column.values().length, read.columns().places().size());
        assertEquals(question, read.saved().getFirst().question());
    }

    @Test
    void aFileThatIsNoneMeansTheInitialHabits() throws Exception {
        Files.writeString(folder.resolve("list.json"), "{\"saved\": [{\"name\": \"\"}]}");
        assertEquals(ListHabits.INITIAL, new ListHabitsFile(folder.resolve("list.json")).habits());
    }

    @Test
    void thePatientsNameCannotBeHidden() {
        Columns columns = Columns.INITIAL.with(Column.PATIENT, false);
        assertTrue(columns.places().stream().anyMatch(place -> place.column() == Column.PATIENT && place.isShown()));
        assertFalse(Columns.INITIAL.with(Column.SIZE, false).places().stream()
                .anyMatch(place -> place.column() == Column.SIZE && place.isShown()));
    }

    @Test
    void choosingEveryArchiveOneByOneIsEverywhere() {
        List<String> all = List.of("north", "south");
        Scope one = Scope.HERE.with("north", true, all);
        assertEquals("Also north", one.words(all));
        assertEquals(Scope.EVERYWHERE, one.with("south", true, all));
        assertEquals("Also south", Scope.EVERYWHERE.with("north", false, all).words(all));
        assertEquals("This computer", Scope.HERE.words(all));
    }
}
