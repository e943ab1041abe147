package org.lectern.app.reading;

import java.util.List;

/**
 * A window with a name, on a number key.
 *
 * @param center in modality units
 * @param width in modality units
 */
public record WindowPreset(String name, double center, double width) {
    private static final List<WindowPreset> CT = List.of(
            new WindowPreset("Soft tissue", 40, 400),
            new WindowPreset("Lung", -600, 1500),
            new WindowPreset("Bone", 500, 2000),
            new WindowPreset("Brain", 40, 80),
            new WindowPreset("Abdomen", 60, 350),
            new WindowPreset("Mediastinum", 50, 350),
            new WindowPreset("Liver", 90, 150),
            new WindowPreset("Subdural", 75, 215),
            new WindowPreset("Angiography", 300, 700));

    /** The presets of a modality, for the keys 1 to 9 in this order. */
    public static List<WindowPreset> of(String modality) {
        return switch (modality) {
            case "CT" -> CT;
            case "PT" ->
                List.of(
                        new WindowPreset("0 to 5", 2.5, 5),
                        new WindowPreset("0 to 10", 5, 10),
                        new WindowPreset("0 to 20", 10, 20));
            default -> List.of();
        };
    }

    /** As a choice for a viewport. */
    public VoiChoice.Window choice() {
        return VoiChoice.window(center, width, name);
    }
}
