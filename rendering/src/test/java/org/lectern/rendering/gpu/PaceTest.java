package org.lectern.rendering.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final double ROW = 1000 * 500;
    private static final int ALL = 1 << 30;

    /** On a device that draws so many samples a second, whatever it is asked; answers the longest draw in seconds. */
    private static double picture(Pace pace, int rows, double samplesPerSecond) {
        Pace.Picture picture = pace.begin();
        double longest = 0;
        for (int row = 0; row < rows; ) {
            int now = picture.rows(ROW, rows - row);
            double seconds = now * ROW / samplesPerSecond;
            picture.took(now * ROW, (long) (seconds * 1e9));
            longest = Math.max(longest, seconds);
            row += now;
        }
        picture.end();
        return longest;
    }

    @Test
    void theFirstDrawSuitsSimulatedOpenGlAndLaterOnesTheDevice() {
        Pace pace = new Pace();
        assertEquals(4, pace.begin().rows(ROW, ALL)); // 2e6 samples
        for (int turn = 0; turn < 20; turn++) {
            assertTrue(picture(pace, 2000, 5e9) <= 0.5, "turn " + turn);
        }
        assertEquals(1000, pace.begin().rows(ROW, ALL)); // 0.1 s of 5e9
        assertTrue(picture(pace, 2000, 1e9) <= 0.5, "it has become slower");
        assertEquals(200, pace.begin().rows(ROW, ALL));
    }

    /** Half of the picture is air: what comes below takes a hundred times as long. */
    @Test
    void airAboveDoesNotMakeTheBandBelowTakeSeconds() {
        Pace pace = new Pace();
        for (int turn = 0; turn < 10; turn++) {
            Pace.Picture picture = pace.begin();
            for (int row = 0; row < 2000; ) {
                int now = picture.rows(ROW, 2000 - row);
                double seconds = now * ROW / (row < 1000 ? 1e10 : 1e8);
                assertTrue(seconds <= 0.5, seconds + " s at row " + row + " of picture " + turn);
                picture.took(now * ROW, (long) (seconds * 1e9));
                row += now;
            }
            picture.end();
        }
    }

    @Test
    void manySmallPicturesProveNothing() {
        Pace pace = new Pace();
        for (int turn = 0; turn < 1000; turn++) {
            picture(pace, 1, 1e12);
        }
        assertEquals(4, pace.begin().rows(ROW, ALL));
    }

    @Test
    void aRowIsTheLeastThatIsDrawn() {
        assertEquals(1, new Pace().begin().rows(1e12, ALL));
    }
}
