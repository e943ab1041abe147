package org.lectern.app.retrieval.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSearchesTest {
    @TempDir
    Path folder;

    private static final SavedSearch SEARCH = new SavedSearch(
            "Thorax der Woche",
            new SearchCriteria(
                    "thorax \"quoted\"",
                    "Müller",
                    "P*",
                    "HOSP",
                    "A1",
                    "CT",
                    Set.of(BodyRegion.CHEST),
                    Set.of("CT", "DX"),
                    DateSpan.between(Optional.of(LocalDate.of(2026, 1, 2)), Optional.empty()),
                    true),
            List.of("Nord"),
            new SortOrder(SortOrder.By.NAME, false));

    @Test
    void aSearchComesBackAsItWasSavedAndOnlyItsOwnerCanReadIt() throws Exception {
        Path file = folder.resolve("searches.json");
        SavedSearches.open(file).save(SEARCH);
        SavedSearch today =
                new SavedSearch("Heute", SearchCriteria.ALL.withDates(DateSpan.TODAY), List.of(), SortOrder.NEWEST);
        SavedSearches.open(file).save(today);
        assertEquals(List.of(SEARCH, today), SavedSearches.open(file).all());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        SavedSearches.open(file).remove("Thorax der Woche");
        assertEquals(List.of(today), SavedSearches.open(file).all());
    }

    @Test
    void aFileThatCannotBeReadIsSetAside() throws Exception {
        Path file = folder.resolve("searches.json");
        SavedSearches.open(file).save(SEARCH);
        byte[] whole = Files.readAllBytes(file);
        for (int cut : List.of(0, 10, whole.length / 2, whole.length - 3)) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            SavedSearches opened = SavedSearches.open(file);
            assertEquals(List.of(), opened.all(), "cut at " + cut);
            assertTrue(opened.notices().getFirst().contains("set aside as searches.json.aside-"));
        }
    }
}
