package org.lectern.app.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void namesAreWrittenFamilyFirst() {
        assertEquals("MUSTERMANN, Anna Maria", Wording.name("MUSTERMANN^Anna^Maria^Dr.^"));
        assertEquals("Yamada, Tarou  山田 太郎", Wording.name("Yamada^Tarou=山田^太郎=やまだ^たろう"));
        assertEquals("Hong", Wording.name("Hong^^"));
        assertEquals("name missing", Wording.name("^^^^"));
        assertEquals("name missing", Wording.name(""));
    }

    @Test
    void agesAreDaysThenMonthsThenYears() {
        LocalDate born = LocalDate.of(2024, 2, 29);
        assertEquals("0 d", Wording.age(born, born));
        assertEquals("59 d", Wording.age(born, born.plusDays(59)));
        assertEquals("23 mo", Wording.age(born, LocalDate.of(2026, 2, 27)));
        assertEquals("2", Wording.age(born, LocalDate.of(2026, 3, 1)));
        assertEquals("?", Wording.age(born, born.minusDays(1)));
    }

    @Test
    void sizesHaveTwoDigits() {
        assertEquals("999 B", Wording.size(999));
        assertEquals("1.2 kB", Wording.size(1_234));
        assertEquals("27 MB", Wording.size(27_400_000));
        assertEquals("3.0 GB", Wording.size(3_000_000_000L));
    }
}
