package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;
import org.lectern.app.reading.VolumeRenderers;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Clip;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Orbit;
import org.lectern.rendering.raycast.Quality;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeHistogram;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.raycast.VolumePreset;
import org.lectern.rendering.raycast.VolumePresets;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern volume}: a series as a whole, seen from around the patient. */
@Command(
        name = "volume",
        mixinStandardHelpOptions = true,
        description = "Draws a series as a volume: the patient upright, from the front at azimuth and elevation 0.")
final class VolumeCommand implements Callable<Integer> {
    private static final int MOST_PICTURES = 3600;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|UID",
            description = "A folder with the series, or the UID of a study or series in the archive.")
    private String folder;

    @Option(names = "--series", paramLabel = "UID", description = "Which series; else the largest that forms a volume.")
    private @Nullable String series;

    @Option(names = "--preset", paramLabel = "NAME", description = "The look; else one for the modality.")
    private @Nullable String preset;

    @Option(
            names = "--azimuth",
            paramLabel = "D",
            description = "Degrees: 90 from the patient's left, 180 from behind.")
    private double azimuth;

    @Option(
            names = "--elevation",
            paramLabel = "D",
            description = "Degrees: 90 from above the head, -90 from the feet.")
    private double elevation;

    @Option(names = "--size", paramLabel = "WxH", description = "Pixels (default: 1024x1024).")
    private String size = "1024x1024";

    @Option(names = "--mode", paramLabel = "MODE", description = "composite, mip or minip; else what the preset says.")
    private @Nullable String mode;

    @Option(names = "--window", paramLabel = "C,W", description = "Centre and width for mip and minip.")
    private @Nullable String window;

    @Option(
            names = "--crop",
            paramLabel = "C,C,R,R,S,S",
            description = "First and last column, row and slice kept, from 0.")
    private @Nullable String crop;

    @Option(names = "--background", paramLabel = "RRGGBB", description = "What is behind; else what the preset says.")
    private @Nullable String background;

    @Option(names = "--quality", paramLabel = "full|moving", description = "How finely (default: full).")
    private String quality = "full";

    @Option(
            names = "--turn",
            paramLabel = "N",
            description = "N pictures once around the patient, NAME-0001.png and so on.")
    private int turn;

    @Option(names = "--renderer", paramLabel = "cpu|gpu", description = "What draws (default: cpu).")
    private String renderer = "cpu";

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "FILE.png.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Request request = request();
        try (Threads threads = Threads.start()) {
            Parallel parallel = Parallel.on(threads.pool(), threads.size());
            Path meant = new FileOrUid(folder).folder(spec.commandLine().getErr());
            DisplaySet set = new StackChoice(folder, series, this::say).in(meant, parallel);
            VolumeLoader loader = new VolumeLoader(parallel, VolumeMemory.UNLIMITED);
            try (Volume volume = loader.load(set, VolumeLoader.Progress.IGNORED)) {
                volume.findings().forEach(finding -> say(finding.toString()));
                VolumePreset chosen = request.preset.orElseGet(() -> presetFor(set));
                VolumeLook look = request.look(chosen.look(VolumeHistogram.of(volume, parallel)));
                try (VolumeRenderers renderers = new VolumeRenderers(parallel)) {
                    if (renderer.equals("gpu")) {
                        renderers.find(VolumeRenderers.Wish.GPU, threads.graphics(), Optional.empty());
                    }
                    draw(volume, look, renderers, request.size);
                }
                say("preset %s (%s), mode %s"
                        .formatted(
                                chosen.name(),
                                chosen.title(),
                                look.mode().name().toLowerCase(Locale.ROOT)));
            }
        }
        return ExitCode.OK;
    }

    private void draw(Volume volume, VolumeLook look, VolumeRenderers renderers, PictureSize pixels)
            throws IOException {
        int[] argb = new int[pixels.width() * pixels.height()];
        for (int picture = 0; picture < Math.max(1, turn); picture++) {
            double around = azimuth + (turn == 0 ? 0 : 360.0 * picture / turn);
            ReslicePlane view = turn == 0
                    ? Orbit.fitted(volume.grid(), Orbit.orientation(around, elevation), pixels.width(), pixels.height())
                    : Orbit.turning(volume.grid(), around, elevation, pixels.width(), pixels.height());
            renderers.rays().cast(volume, view, look, argb);
            PngFile.write(argb, pixels.width(), pixels.height(), turn == 0 ? out : numbered(picture + 1));
            if (picture == 0) {
                say("drawn by the %s renderer (%s): %d × %d pixels of %.3f mm"
                        .formatted(
                                renderers.rays().name(),
                                renderers.status(),
                                pixels.width(),
                                pixels.height(),
                                view.spacingMm()));
                renderers.note(volume, look).ifPresent(this::say);
            }
        }
    }

    private Path numbered(int picture) {
        String name = out.toString();
        return Path.of(name.substring(0, name.length() - ".png".length()) + "-%04d.png".formatted(picture));
    }

    /** The first one made for the modality, else that for any tissue. */
    private static VolumePreset presetFor(DisplaySet set) {
        String modality =
                set.frames().getFirst().attributes().text(Tag.Modality).orElse("");
        return VolumePresets.all().stream()
                .filter(candidate -> candidate.modality().equals(modality))
                .findFirst()
                .or(() -> VolumePresets.named("mr-surface"))
                .orElseThrow();
    }

    /** The checked wishes. */
    private record Request(
            Optional<VolumePreset> preset,
            PictureSize size,
            Optional<Mode> mode,
            Optional<TransferFunction> window,
            Optional<Clip> clip,
            Optional<Rgb> background,
            Quality quality) {

        VolumeLook look(VolumeLook start) {
            VolumeLook look = start.withQuality(quality);
            look = mode.map(look::withMode).orElse(look);
            look = window.map(look::withProjection).orElse(look);
            look = clip.map(look::withClip).orElse(look);
            return background.map(look::withBackground).orElse(look);
        }
    }

    private Request request() {
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw usage("--out ends in .png");
        }
        if (!(Math.abs(azimuth) <= 3600) || !(Math.abs(elevation) <= 90)) {
            throw usage("--azimuth and --elevation take degrees; the elevation from -90 to 90");
        }
        if (turn < 0 || turn > MOST_PICTURES) {
            throw usage("--turn takes a number of pictures from 1 to " + MOST_PICTURES);
        }
        if (!renderer.equals("gpu") && !renderer.equals("cpu")) {
            throw usage("--renderer takes cpu or gpu");
        }
        return new Request(
                Optional.ofNullable(preset).map(this::namedPreset),
                parsed(
                        "--size takes width and height in pixels, such as 512x512",
                        () -> PictureSize.parse("--size", size)),
                Optional.ofNullable(mode)
                        .map(name -> parsed(
                                "--mode takes composite, mip or minip",
                                () -> Mode.valueOf(name.toUpperCase(Locale.ROOT)))),
                Optional.ofNullable(window).map(this::parsedWindow),
                Optional.ofNullable(crop).map(this::parsedCrop),
                Optional.ofNullable(background)
                        .map(hex -> parsed("--background takes a colour such as ffffff", () -> colour(hex))),
                parsedQuality());
    }

    private VolumePreset namedPreset(String name) {
        return VolumePresets.named(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> usage("--preset does not know " + name
                        + "; there are "
                        + VolumePresets.all().stream().map(VolumePreset::name).collect(Collectors.joining(", "))));
    }

    private Quality parsedQuality() {
        return switch (quality) {
            case "full" -> Quality.FULL;
            case "moving" -> Quality.MOVING;
            default -> throw usage("--quality takes full or moving");
        };
    }

    private TransferFunction parsedWindow(String text) {
        String message = "--window takes centre and width, such as 40,400";
        double[] numbers = numbers(text, 2, message);
        if (numbers[1] <= 0) {
            throw usage(message);
        }
        return parsed(message, () -> TransferFunction.window(numbers[0], numbers[1]));
    }

    private Clip parsedCrop(String text) {
        String message = "--crop takes first and last column, row and slice, such as 0,511,0,511,20,80";
        double[] n = numbers(text, 6, message);
        return parsed(
                message,
                () -> Clip.NONE.within(new Clip.Box(new Vector3(n[0], n[2], n[4]), new Vector3(n[1], n[3], n[5]))));
    }

    private double[] numbers(String text, int count, String message) {
        double[] numbers = parsed(
                message,
                () -> Arrays.stream(text.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
        if (numbers.length != count || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw usage(message);
        }
        return numbers;
    }

    private static Rgb colour(String hex) {
        if (!hex.matches("[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException(hex);
        }
        return Rgb.of(Integer.parseInt(hex, 16));
    }

    /** What is read from a wish, refused with words of ours. */
    private <T> T parsed(String message, java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw usage(message);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void say(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("lectern: " + message);
    }
}
