package org.lectern.app.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.archive.Eviction;

class EvictionWordsTest {
    @Test
    void whatLeftTheArchiveIsCountedAndNothingIsSaidOfNothing() {
        assertEquals(List.of(), Wording.eviction(Eviction.NOTHING));
        assertEquals(List.of("1 study was given up (28 MB)"), Wording.eviction(new Eviction(1, 133, 28_000_000, 0)));
        assertEquals(
                List.of("2 studies were given up (3.0 MB)", "1.5 GB more than the limit stay: nothing else may go"),
                Wording.eviction(new Eviction(2, 20, 3_000_000, 1_500_000_000)));
    }
}
