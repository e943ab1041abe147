package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

class VolumePresetsTest {
    @Test
    void theUsualLooksAreThere() {
        List<String> names =
                VolumePresets.all().stream().map(VolumePreset::name).toList();
        assertTrue(names.containsAll(List.of("bone", "angio", "lung", "soft-tissue", "skin", "mr-angio", "pet")));
        assertEquals(names.size(), names.stream().distinct().count());
        assertTrue(VolumePresets.named("marzipan").isEmpty());
    }

    /** The command {@code volume} takes it where none is named. */
    @Test
    void theFirstPresetOfAModalityShowsWhatMostOftenIsWanted() {
        assertEquals(
                List.of("bone", "mr-surface", "pet"),
                Stream.of("CT", "MR", "PT")
                        .map(modality -> VolumePresets.all().stream()
                                .filter(preset -> preset.modality().equals(modality))
                                .findFirst()
                                .orElseThrow()
                                .name())
                        .toList());
    }

    @Test
    void whatAPresetShowsIsWhatItIsNamedAfter() {
        VolumeLook bone = VolumePresets.named("bone").orElseThrow().look();
        assertTrue(bone.matter().isTransparent(-2000, 150)); // blood, organs, fat, air
        assertTrue(bone.matter().at(700).opacityPerMm() > 0.5);
        VolumeLook lung = VolumePresets.named("lung").orElseThrow().look();
        assertTrue(lung.matter().at(-800).opacityPerMm() > 0);
        assertTrue(lung.matter().isTransparent(-200, 3000));
        VolumeLook skin = VolumePresets.named("skin").orElseThrow().look();
        assertTrue(skin.matter().at(-100).opacityPerMm() > 0.5);
        assertTrue(skin.matter().isTransparent(-3000, -600));
        assertEquals(Mode.MIP, VolumePresets.named("pet").orElseThrow().look().mode());
    }

    @Test
    void aPresetWithoutUnitIsStretchedOverTheValuesOfTheVolume() throws IOException {
        // 0 … 999 once each, doubled: the 1st percentile is 20, the 99.8th 1996, but for the width of a part
        try (Volume volume = Phantoms.volume(
                Phantoms.unitGrid(10, 10, 10),
                SampleType.INT16,
                new ModalityScale(2, 0),
                OptionalInt.empty(),
                (i, j, k) -> i + 10 * j + 100 * k)) {
            VolumeHistogram histogram = VolumeHistogram.of(volume, Parallel.SEQUENTIAL);
            VolumePreset preset = VolumePresets.named("mr-angio").orElseThrow();
            VolumeLook look = preset.look(histogram);
            for (int i = 0; i < look.matter().points().size(); i++) {
                double part = preset.look().matter().points().get(i).value();
                assertEquals(20 + part * 1976, look.matter().points().get(i).value(), 5);
            }
            assertEquals(
                    preset.look().lighting().fullGradientPerMm() * 1976,
                    look.lighting().fullGradientPerMm(),
                    1);
        }
    }

    @Test
    void aMistakeInTheTextIsToldWithItsLine() {
        String wrong = "preset a | A | CT | HU | composite\npoint 0 ffffff 0\npoint 10 ffffff 1.5\n";
        assertTrue(assertThrows(IllegalArgumentException.class, () -> PresetText.parse(wrong))
                .getMessage()
                .startsWith("line 3: point 10"));
        assertThrows(IllegalArgumentException.class, () -> PresetText.parse("pony 1"));
    }
}
