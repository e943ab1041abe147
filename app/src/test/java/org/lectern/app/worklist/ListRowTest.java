package org.lectern.app.worklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.imaging.archive.PatientEntry;
import org.lectern.imaging.archive.StudyEntry;

class ListRowTest {
    private static StudyAnswer answer(String site, String issuer, int images) {
        return new StudyAnswer(
                site,
                "1.2",
                "A",
                issuer,
                "Alpha^Anna",
                Optional.empty(),
                "F",
                Optional.of(LocalDate.of(2026, 11, 1)),
                Optional.empty(),
                "",
                "CT chest",
                "",
                List.of("CT"),
                OptionalInt.of(1),
                images < 0 ? OptionalInt.empty() : OptionalInt.of(images));
    }

    private static ListRow row(int here, int... there) {
        List<StudyAnswer> answers = new ArrayList<>();
        Optional<StudyEntry> entry = Optional.empty();
        if (here > 0) {
            answers.add(answer(Site.HERE, "", here));
            entry = Optional.of(new StudyEntry(
                    7,
                    "1.2",
                    new PatientEntry("Alpha^Anna", "A", "", Optional.empty(), "F"),
                    Optional.of(LocalDate.of(2026, 11, 1)),
                    Optional.empty(),
                    "",
                    "CT chest",
                    List.of("CT"),
                    1,
                    here,
                    1000,
                    Instant.EPOCH,
                    List.of()));
        }
        for (int i = 0; i < there.length; i++) {
            answers.add(answer(i == 0 ? "north" : "south", "", there[i]));
        }
        return new ListRow(new StudyRow(1, answers.getFirst(), answers, Set.of()), entry);
    }

    @Test
    void imagesSayHowManyAreHereAndHowManyElsewhere() {
        assertEquals("412", row(412).images());
        assertEquals("412 ✓", row(412, 412).images());
        assertEquals("96 of 412", row(96, 400, 412).images());
        assertEquals("412", row(0, 412).images());
        assertEquals("?", row(0, -1).images());
        assertEquals("96", row(96, -1).images());
    }

    @Test
    void whereItIsNamesEachPlaceOnce() {
        assertEquals("here · north · south", row(1, 1, 1).where());
        assertEquals("north", row(0, 1).where());
    }

    @Test
    void theStateIsHerePartlyHereOrHowItArrives() {
        assertEquals("here", row(412, 412).state(Optional.empty()));
        assertEquals("partly here", row(96, 412).state(Optional.empty()));
        assertEquals("not here", row(0, 412).state(Optional.empty()));
        assertEquals(
                "arriving 96 %", row(0, 412).state(Optional.of(new Arriving(Arriving.Phase.ACTIVE, 399, 412, ""))));
        assertEquals(
                "failed: no answer",
                row(0, 412).state(Optional.of(new Arriving(Arriving.Phase.FAILED, 0, 412, "no answer"))));
    }

    @Test
    void aRowIsTheSameOneWhenItsIssuerBecomesKnownButNeverAnotherPatients() {
        ListRow row = row(0, 412);
        assertTrue(row.is(new ListRow.Key("1.2", "A", "HOSPITAL")));
        assertFalse(row.is(new ListRow.Key("1.2", "B", "")));
        assertFalse(row.is(new ListRow.Key("1.3", "A", "")));
    }

    @Test
    void nothingThatIsLoggedNamesThePatient() {
        assertFalse(row(1, 1).toString().contains("Alpha"));
        assertFalse(row(1, 1).key().toString().contains("A,"));
    }
}
