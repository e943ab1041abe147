package org.lectern.imaging.grayscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

class VoiTest {
    private final List<Finding> findings = new ArrayList<>();

    private static Voi.Window linear(double center, double width) {
        return new Voi.Window(center, width, Voi.Function.LINEAR, "");
    }

    /** PS3.3 C.11.2.1.2.1, note 3: the examples with c = 2048, w = 4096 and c = 2048, w = 1. */
    @Test
    void linearFollowsTheExamplesOfTheStandard() {
        Voi.Window whole = linear(2048, 4096);
        assertEquals(0, whole.apply(0));
        assertEquals(1, whole.apply(4095));
        assertEquals(2048.0 / 4095, whole.apply(2048), 1e-15);
        Voi.Window step = linear(2048, 1);
        assertEquals(0, step.apply(2047));
        assertEquals(1, step.apply(2048));
        Voi.Window hundred = linear(0, 100); // x = −50 is ymin, x = +49 is ymax, −0.5 the middle
        assertEquals(0, hundred.apply(-50));
        assertEquals(1, hundred.apply(49));
        assertEquals(0.5, hundred.apply(-0.5));
        assertEquals((0 + 0.5) / 99 + 0.5, hundred.apply(0), 1e-15);
    }

    @Test
    void aWindowSpansWhateverValuesAFrameCanHave() {
        double[][] ranges = {
            {0, 0},
            {1e39, 1e39},
            {1e300, 1e300},
            {-1e308, 1e308},
            {0, Double.MAX_VALUE},
            {-1e308, Double.POSITIVE_INFINITY}
        };
        for (double[] range : ranges) {
            Voi.Window window = Voi.Window.spanning(range[0], range[1], "");
            assertTrue(window.width() > 0 && Double.isFinite(window.width()));
            assertTrue(window.apply(range[0]) <= window.apply(range[1]));
        }
    }

    @Test
    void exactReachesItsEndsHalfAWidthFromTheCentre() {
        Voi.Window window = new Voi.Window(0, 100, Voi.Function.LINEAR_EXACT, "");
        assertEquals(0, window.apply(-50));
        assertEquals(0.5, window.apply(0));
        assertEquals(0.99, window.apply(49), 1e-15);
        assertEquals(1, window.apply(50));
        assertEquals(0.5, new Voi.Window(0.25, 1e-3, Voi.Function.LINEAR_EXACT, "").apply(0.25));
    }

    @Test
    void sigmoidIsHalfAtTheCentreAndFollowsItsFormula() {
        Voi.Window window = new Voi.Window(100, 40, Voi.Function.SIGMOID, "");
        assertEquals(0.5, window.apply(100));
        assertEquals(1 / (1 + Math.exp(-2)), window.apply(120), 1e-15);
        assertEquals(1 / (1 + Math.exp(2)), window.apply(80), 1e-15);
    }

    @Test
    void impossibleWidthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> linear(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Voi.Window(0, 0, Voi.Function.LINEAR_EXACT, ""));
        assertThrows(IllegalArgumentException.class, () -> linear(Double.NaN, 10));
    }

    @Test
    void everyWindowAndTableIsOfferedWithItsExplanation() {
        DataSet lut = DataSet.builder()
                .number(Tag.LUTDescriptor, org.lectern.imaging.dictionary.VR.US, 4, 10, 8)
                .text(Tag.LUTExplanation, "HARDER")
                .number(Tag.LUTData, org.lectern.imaging.dictionary.VR.US, 0, 64, 128, 255)
                .build();
        DataSet image = DataSet.builder()
                .text(Tag.WindowCenter, "40", "-600")
                .text(Tag.WindowWidth, "400", "1500")
                .text(Tag.WindowCenterWidthExplanation, "ABDOMEN", "LUNG")
                .items(Tag.VOILUTSequence, lut)
                .build();
        List<Voi> vois = Voi.read(image, true, findings);
        assertEquals(
                List.of("ABDOMEN", "LUNG", "HARDER"),
                vois.stream().map(Voi::explanation).toList());
        assertEquals(0, vois.get(2).apply(-100));
        assertEquals(64 / 255.0, vois.get(2).apply(11));
        assertEquals(1, vois.get(2).apply(99));
        assertTrue(findings.isEmpty());
    }

    @Test
    void senselessWindowsBecomeFindings() {
        DataSet image = DataSet.builder()
                .text(Tag.WindowCenter, "0", "1", "2")
                .text(Tag.WindowWidth, "0", "0.5")
                .build();
        List<Voi> vois = Voi.read(image, false, findings);
        assertEquals(List.of(new Voi.Window(1, 0.5, Voi.Function.LINEAR_EXACT, "")), vois);
        assertEquals(3, findings.size());
    }
}
