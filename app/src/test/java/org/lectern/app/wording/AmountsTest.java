package org.lectern.app.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AmountsTest {
    @Test
    void countsAreSingularOrPlural() {
        assertEquals("1 image", Amounts.of(1, "image"));
        assertEquals("412 images", Amounts.of(412, "image"));
        assertEquals("2 studies", Amounts.of(2, "study"));
        assertEquals("3 series", Amounts.of(3, "series"));
    }

    @Test
    void aTransferIsNeverWholeByRounding() {
        assertEquals("99 %", Amounts.percent(999, 1000));
        assertEquals("100 %", Amounts.percent(1000, 1000));
        assertEquals("", Amounts.percent(5, 0));
    }

    @Test
    void timesHaveTheUnitThatFits() {
        assertEquals("1 s", Amounts.time(Duration.ofMillis(300)));
        assertEquals("89 s", Amounts.time(Duration.ofSeconds(89)));
        assertEquals("2 min", Amounts.time(Duration.ofSeconds(90)));
        assertEquals("2 h", Amounts.time(Duration.ofMinutes(95)));
    }

    @Test
    void ratesAreSizesEachSecond() {
        assertEquals("12 MB/s", Amounts.rate(12_000_000));
    }
}
