package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.grayscale.Voi;

/**
 * A way to show values with a name, on a number key: a window in modality units where these mean the same everywhere
 * (Hounsfield units, SUV as g/ml), else what the object offers followed by changes to the first of these.
 */
public record WindowPreset(String name, VoiChoice choice) {
    private static final int KEYS = 9;

    private static final List<WindowPreset> CT = List.of(
            window("Soft tissue", 40, 400),
            window("Lung", -600, 1500),
            window("Bone", 500, 2000),
            window("Brain", 40, 80),
            window("Abdomen", 60, 350),
            window("Mediastinum", 50, 350),
            window("Liver", 90, 150),
            window("Subdural", 75, 215),
            window("Angiography", 300, 700));

    private static final List<WindowPreset> SUV =
            List.of(window("SUV 0 to 5", 2.5, 5), window("SUV 0 to 10", 5, 10), window("SUV 0 to 20", 10, 20));

    /**
     * The presets of what a viewport shows, for the keys 1 to 9 in this order.
     *
     * @param modality Modality (0008,0060)
     * @param painted what was painted: the unit of its values and what the object offers
     */
    public static List<WindowPreset> of(String modality, Painted painted) {
        if (modality.equals("CT")) {
            return CT;
        }
        if (modality.equals("PT") && painted.unit().equals("GML")) {
            return SUV;
        }
        List<WindowPreset> presets = new ArrayList<>();
        for (int i = 0; i < Math.min(painted.options().size(), KEYS); i++) {
            String name = CornerText.window(LayerLook.INITIAL, painted.options().get(i));
            presets.add(new WindowPreset(name, new VoiChoice.Stored(i)));
        }
        base(painted).ifPresent(base -> presets.addAll(changes(modality, base)));
        return List.copyOf(presets.subList(0, Math.min(presets.size(), KEYS)));
    }

    /** Those of a viewport. */
    public static List<WindowPreset> of(Viewport viewport) {
        return of(viewport.content().map(ViewportContent::modality).orElse(""), viewport.painted());
    }

    private static Optional<Voi.Window> base(Painted painted) {
        return painted.options().stream()
                .findFirst()
                .filter(Voi.Window.class::isInstance)
                .map(Voi.Window.class::cast);
    }

    /** Counts (PT, NM) start at zero and differ in where they end; other values differ in contrast and brightness. */
    private static List<WindowPreset> changes(String modality, Voi.Window base) {
        if (modality.equals("PT") || modality.equals("NM")) {
            double end = Math.max(base.center() + base.width() / 2, base.width() / 100);
            return List.of(
                    fromZero("0 to half", end / 2),
                    fromZero("0 to a quarter", end / 4),
                    fromZero("0 to twice", end * 2));
        }
        double quarter = base.width() / 4;
        return List.of(
                changed("More contrast", base, 0, 0.6),
                changed("Less contrast", base, 0, 1.6),
                changed("Brighter", base, -quarter, 1),
                changed("Darker", base, quarter, 1));
    }

    private static WindowPreset fromZero(String name, double end) {
        return window(name, end / 2, end);
    }

    private static WindowPreset changed(String name, Voi.Window base, double shift, double factor) {
        Voi.Window window = base.at(base.center() + shift, base.width() * factor);
        return new WindowPreset(name, new VoiChoice.Window(window, name.toLowerCase(java.util.Locale.ROOT)));
    }

    private static WindowPreset window(String name, double center, double width) {
        return new WindowPreset(name, VoiChoice.window(center, width, name));
    }
}
