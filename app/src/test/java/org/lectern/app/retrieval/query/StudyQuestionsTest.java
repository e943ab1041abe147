package org.lectern.app.retrieval.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

class StudyQuestionsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static List<DataSet> keys(SearchCriteria criteria) {
        return StudyQuestions.of(criteria, TODAY, 100).stream()
                .map(RemoteArchive.Query::keys)
                .toList();
    }

    private static SearchCriteria name(String name) {
        return new SearchCriteria("", name, "", "", "", "", Set.of(), Set.of(), DateSpan.ANY, false);
    }

    private static StudyAnswer answer(String name, String id, Optional<LocalDate> date, List<String> modalities) {
        return new StudyAnswer(
                "north",
                "1.2",
                id,
                "",
                name,
                Optional.empty(),
                "",
                date,
                Optional.empty(),
                "ACC1",
                "CT Thorax mit KM",
                "",
                modalities,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    @Test
    void allAsksOnceWithoutMatchingKeysInUtf8() {
        DataSet keys = keys(SearchCriteria.ALL).getFirst();
        assertEquals(1, keys(SearchCriteria.ALL).size());
        assertEquals(Optional.of("ISO_IR 192"), keys.text(Tag.SpecificCharacterSet));
        assertTrue(keys.contains(Tag.StudyInstanceUID));
        assertEquals(Optional.empty(), keys.text(Tag.StudyInstanceUID));
        assertEquals(Optional.empty(), keys.text(Tag.PatientName));
    }

    @Test
    void aNameIsAskedForByItsLongestWordWithLettersThatHaveTwoSpellingsLeftOpen() {
        assertEquals(Optional.of("*M*ller*"), keys(name("Jo Müller")).getFirst().text(Tag.PatientName));
        assertEquals(Optional.of("*山田*"), keys(name("山田")).getFirst().text(Tag.PatientName));
        assertEquals(Optional.of("*Mei?r*"), keys(name("Mei?r*")).getFirst().text(Tag.PatientName));
    }

    @Test
    void anIdIsAskedForAsItIs() {
        DataSet keys = keys(SearchCriteria.ofPatient("P\\1", "HOSP")).getFirst();
        assertEquals(List.of("P 1"), keys.texts(Tag.PatientID));
        assertEquals(Optional.empty(), keys.text(Tag.IssuerOfPatientID));
    }

    @Test
    void freeWordsAreAskedForInOneAttributeAfterTheOther() {
        List<DataSet> asked = keys(SearchCriteria.of("meier thorax"));
        assertEquals(4, asked.size());
        assertEquals(Optional.of("*thorax*"), asked.get(0).text(Tag.PatientName));
        assertEquals(Optional.of("*thorax*"), asked.get(1).text(Tag.PatientID));
        assertEquals(Optional.of("*thorax*"), asked.get(2).text(Tag.AccessionNumber));
        assertEquals(Optional.of("*thorax*"), asked.get(3).text(Tag.StudyDescription));
    }

    @Test
    void datesAreRanges() {
        assertEquals("20260302-", DateSpan.TODAY.range(TODAY));
        assertEquals("20260301", DateSpan.YESTERDAY.range(TODAY));
        assertEquals("20260223-", DateSpan.lastDays(7).range(TODAY));
        assertEquals(
                "-20251231",
                DateSpan.between(Optional.empty(), Optional.of(LocalDate.of(2025, 12, 31)))
                        .range(TODAY));
        assertEquals("", DateSpan.ANY.range(TODAY));
    }

    @Test
    void eachOfSeveralModalitiesIsAskedForByItself() {
        List<DataSet> asked = keys(SearchCriteria.ALL.withModalities(Set.of("CT", "MR")));
        assertEquals(2, asked.size());
        assertEquals(
                Set.of("CT", "MR"),
                Set.of(
                        asked.get(0).text(Tag.ModalitiesInStudy).orElseThrow(),
                        asked.get(1).text(Tag.ModalitiesInStudy).orElseThrow()));
    }

    @Test
    void anArchiveThatIgnoresKeysIsFilteredHere() {
        StudyFilter filter = new StudyFilter(
                new SearchCriteria(
                        "thorax", "muller", "p*", "", "", "", Set.of(), Set.of("CT"), DateSpan.lastDays(7), false),
                TODAY);
        Optional<LocalDate> recent = Optional.of(TODAY.minusDays(3));
        assertTrue(filter.accepts(answer("Müller^Jo", "P1", recent, List.of("CT"))));
        assertTrue(filter.accepts(answer("Müller^Jo", "P1", recent, List.of())));
        assertFalse(filter.accepts(answer("Meier^Jo", "P1", recent, List.of("CT"))));
        assertFalse(filter.accepts(answer("Müller^Jo", "X1", recent, List.of("CT"))));
        assertFalse(filter.accepts(answer("Müller^Jo", "P1", recent, List.of("MR"))));
        assertFalse(filter.accepts(answer("Müller^Jo", "P1", Optional.of(TODAY.minusDays(8)), List.of("CT"))));
        assertFalse(filter.accepts(answer("Müller^Jo", "P1", Optional.empty(), List.of("CT"))));
    }

    @Test
    void soundAlikesOfAFuzzySearchAreKept() {
        SearchCriteria fuzzy = new SearchCriteria("", "Maier", "", "", "", "", Set.of(), Set.of(), DateSpan.ANY, true);
        assertTrue(new StudyFilter(fuzzy, TODAY).accepts(answer("Meyer^Jo", "P1", Optional.empty(), List.of())));
    }

    @Test
    void bodyRegionsAreReadFromCodesAndFromWordsInEnglishAndGerman() {
        assertEquals(Set.of(BodyRegion.CHEST), BodyRegion.of("CHEST", ""));
        assertEquals(Set.of(BodyRegion.CHEST, BodyRegion.ABDOMEN), BodyRegion.of("", "CT Thorax/Abdomen nativ"));
        assertEquals(Set.of(BodyRegion.HEAD), BodyRegion.of("", "MRT Schädel"));
        assertEquals(Set.of(BodyRegion.SPINE), BodyRegion.of("LSPINE", "LWS in 2 Ebenen"));
        assertEquals(Set.of(BodyRegion.WHOLE_BODY), BodyRegion.of("", "PET whole body"));
        assertEquals(Set.of(BodyRegion.BREAST), BodyRegion.of("BREAST", "Mammographie beidseits"));
        assertEquals(Set.of(), BodyRegion.of("", "Verlaufskontrolle"));
    }
}
