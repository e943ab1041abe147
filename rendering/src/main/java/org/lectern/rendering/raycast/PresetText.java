package org.lectern.rendering.raycast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Presets from text; refuses what it does not know, with the number of the line. */
final class PresetText {
    private final List<VolumePreset> presets = new ArrayList<>();
    private final List<TransferFunction.Point> points = new ArrayList<>();
    private List<String> heading = List.of();
    private Lighting lighting = Lighting.NONE;
    private Rgb background = Rgb.BLACK;
    private Optional<TransferFunction> projection = Optional.empty();

    private PresetText() {}

    static List<VolumePreset> parse(String text) {
        PresetText parsed = new PresetText();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    parsed.take(line);
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + line, e);
                }
            }
        }
        parsed.finish();
        return List.copyOf(parsed.presets);
    }

    private void take(String line) {
        String[] words = line.split(" +", -1);
        switch (words[0]) {
            case "preset" -> {
                finish();
                heading = List.of(line.substring("preset ".length()).split(" *\\| *", -1));
            }
            case "light" ->
                lighting = new Lighting(
                        number(words[1]), number(words[2]), number(words[3]), number(words[4]), number(words[5]));
            case "window" -> projection = Optional.of(window(number(words[1]), number(words[2]), words.length > 3));
            case "background" -> background = colour(words[1]);
            case "point" ->
                points.add(new TransferFunction.Point(number(words[1]), colour(words[2]), number(words[3])));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }

    private static Rgb colour(String word) {
        return Rgb.of(Integer.parseInt(word, 16));
    }

    private static TransferFunction window(double centre, double width, boolean inverse) {
        TransferFunction window = TransferFunction.window(centre, width);
        return inverse ? window.inColours(Rgb.WHITE, Rgb.BLACK) : window;
    }

    private void finish() {
        if (heading.isEmpty()) {
            return;
        }
        VolumeLook look = VolumeLook.of(new TransferFunction(points))
                .withMode(Mode.valueOf(heading.get(4).toUpperCase(Locale.ROOT)))
                .withLighting(lighting)
                .withBackground(background);
        presets.add(new VolumePreset(
                heading.get(0),
                heading.get(1),
                heading.get(2),
                VolumePreset.Unit.valueOf(heading.get(3)),
                projection.map(look::withProjection).orElse(look)));
        points.clear();
        lighting = Lighting.NONE;
        background = Rgb.BLACK;
        projection = Optional.empty();
    }
}
