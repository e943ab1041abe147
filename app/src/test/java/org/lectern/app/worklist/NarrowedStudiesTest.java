package org.lectern.app.worklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.archive.PatientEntry;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

class NarrowedStudiesTest {
    private final List<String> asked = new ArrayList<>();
    private List<StudyEntry> there = List.of(
            study(1, "Müller^Anna", "CT chest", "2026-03-01"),
            study(2, "MUELLER^Bernd", "MR knee", "2026-03-02"),
            study(3, "Smith^Ann", "CT knee", "2025-12-24"));
    private int changes;
    private final NarrowedStudies studies = new NarrowedStudies(this::answer, () -> changes);

    private List<StudyEntry> answer(StudyQuery query) {
        asked.add(query.text());
        return there;
    }

    private static StudyEntry study(long id, String name, String description, String date) {
        return new StudyEntry(
                id,
                "1.2." + id,
                new PatientEntry(name, "P" + id, "", Optional.empty(), ""),
                Optional.of(LocalDate.parse(date)),
                Optional.empty(),
                "A" + id,
                description,
                List.of("CT"),
                1,
                1,
                1,
                Instant.EPOCH,
                List.of());
    }

    private List<Long> ask(StudyQuery query) throws IOException {
        return studies.studies(query).stream().map(StudyEntry::id).toList();
    }

    private List<Long> ask(String words) throws IOException {
        return ask(StudyQuery.of(words));
    }

    @Test
    void moreWordsAreLookedForInWhatWasFound() throws IOException {
        assertEquals(List.of(1L, 2L, 3L), ask(""));
        assertEquals(List.of(1L, 2L), ask("muell"));
        assertEquals(List.of(1L), ask("anna MÜLLER"));
        assertEquals(List.of(2L, 3L), ask("knee"));
        assertEquals(List.of(3L), ask("knee 2025-12"));
        assertEquals(List.of(1L), ask("20260301"));
        assertEquals(List.of(3L), ask("p3 a3"));
        assertEquals(List.of(), ask("nobody"));
        assertEquals(List.of(""), asked);
        assertEquals(List.of(there.get(2)), studies.withUid("1.2.3"));
    }

    @Test
    void theArchiveIsAskedWhenItHasChanged() throws IOException {
        ask("");
        changes++;
        there = there.subList(0, 1);
        assertEquals(List.of(1L), ask("a"));
        assertEquals(List.of("", "a"), asked);
        assertEquals(List.of(), studies.withUid("1.2.3"));
    }

    @Test
    void theArchiveIsAskedForWhatMayNotBeInTheLastAnswer() throws IOException {
        ask("ann");
        ask("anna");
        ask("an");
        ask(StudyQuery.of("an").withModalities(Set.of("CT")));
        assertEquals(List.of("ann", "an", "an"), asked);
    }

    @Test
    void anAnswerThatWasCutIsNotTheWholeAnswer() throws IOException {
        StudyQuery few = new StudyQuery("", "", "", "", "", Set.of(), Optional.empty(), Optional.empty(), there.size());
        ask(few);
        ask(new StudyQuery("ann", "", "", "", "", Set.of(), Optional.empty(), Optional.empty(), there.size()));
        assertEquals(List.of("", "ann"), asked);
    }
}
