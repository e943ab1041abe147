package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.grayscale.Voi;

class WindowPresetTest {
    @Test
    void hounsfieldUnitsHaveTheSameWindowsEverywhere() {
        assertEquals("Lung", WindowPreset.of("CT", Painted.PLAIN).get(1).name());
    }

    @Test
    void otherImagesOfferTheirOwnWindowsFirstAndThenChangesToTheFirst() {
        List<WindowPreset> presets = WindowPreset.of("MR", painted("", Voi.Window.of(200, 400), Voi.Window.of(90, 80)));
        assertEquals(new VoiChoice.Stored(1), presets.get(1).choice());
        assertEquals("More contrast", presets.get(2).name());
        assertEquals(240, window(presets.get(2)).width());
        assertEquals(100, window(presets.get(4)).center()); // brighter
    }

    @Test
    void activityIsNotTakenForUptake() {
        Voi first = Voi.Window.of(15_000, 30_000);
        assertEquals(
                7_500,
                window(WindowPreset.of("PT", painted("BQML", first)).get(1)).center());
        assertEquals(
                5,
                window(WindowPreset.of("PT", painted("GML", first)).getFirst()).width());
    }

    @Test
    void whatTheReaderChoseIsNeverTheStartOfTheNextChange() {
        Painted chosen =
                new Painted(Optional.of(Voi.Window.of(1, 2)), List.of(Voi.Window.of(200, 400)), "", List.of(), false);
        assertEquals(240, window(WindowPreset.of("MR", chosen).get(1)).width());
    }

    private static Painted painted(String unit, Voi... options) {
        return new Painted(Optional.of(options[0]), List.of(options), unit, List.of(), false);
    }

    private static Voi.Window window(WindowPreset preset) {
        return ((VoiChoice.Window) preset.choice()).window();
    }
}
