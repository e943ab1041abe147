package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;
import org.lectern.app.reading.VolumeRenderers;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.mpr.OrthogonalPlanes;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
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

/** {@code lectern reslice}: a plane through a series, in patient millimetres. */
@Command(
        name = "reslice",
        mixinStandardHelpOptions = true,
        description = "Draws a plane through a series: FILE.raw takes float32 little-endian in modality units, NaN"
                + " outside; FILE.png the default window.")
final class ResliceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|UID",
            description = "A folder with the series, or the UID of a study or series in the archive.")
    private String folder;

    @Option(names = "--series", paramLabel = "UID", description = "Which series; else the largest that forms a volume.")
    private @Nullable String series;

    @Option(names = "--plane", paramLabel = "PLANE", description = "axial, coronal or sagittal.")
    private @Nullable String plane;

    @Option(names = "--centre", paramLabel = "x,y,z", description = "The middle of the picture, patient mm (LPS).")
    private @Nullable String centre;

    @Option(names = "--right", paramLabel = "x,y,z", description = "Unit vector along which columns are counted.")
    private @Nullable String right;

    @Option(names = "--down", paramLabel = "x,y,z", description = "Unit vector along which rows are counted.")
    private @Nullable String down;

    @Option(names = "--spacing", paramLabel = "MM", description = "Pixel spacing; else the volume's finest.")
    private @Nullable Double spacingMm;

    @Option(names = "--size", paramLabel = "WxH", description = "Pixels; else as many as the volume needs.")
    private @Nullable String size;

    @Option(names = "--slab", paramLabel = "MM", description = "Thickness; else a single plane.")
    private double slabMm;

    @Option(names = "--blend", paramLabel = "mean|max|min", description = "What a slab shows (default: mean).")
    private String blend = "mean";

    @Option(names = "--renderer", paramLabel = "cpu|gpu", description = "What draws (default: cpu).")
    private String renderer = "cpu";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "FILE.raw or FILE.png.")
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
                ReslicePlane place = request.place(volume.grid());
                float[] picture = new float[place.width() * place.height()];
                try (VolumeRenderers reslicer = new VolumeRenderers(parallel)) {
                    if (renderer.equals("gpu")) {
                        reslicer.find(VolumeRenderers.Wish.GPU, threads.graphics(), Optional.empty());
                    }
                    reslicer.reslice(volume, place, request.slab, picture);
                    say("drawn by the %s renderer (%s): %d × %d pixels of %.3f mm"
                            .formatted(
                                    reslicer.name(),
                                    reslicer.status(),
                                    place.width(),
                                    place.height(),
                                    place.spacingMm()));
                }
                ReslicedPicture.write(
                        picture, place, set.frames().get(set.frames().size() / 2), out);
            }
        }
        return ExitCode.OK;
    }

    /** The checked wishes. */
    private record Request(
            @Nullable MprPlane plane,
            @Nullable Vector3 centre,
            @Nullable Vector3 right,
            @Nullable Vector3 down,
            @Nullable Double spacingMm,
            @Nullable PictureSize size,
            Slab slab) {

        ReslicePlane place(Grid grid) {
            double spacing = spacingMm == null ? grid.finestSpacingMm() : spacingMm;
            Vector3 middle = centre == null ? grid.centre() : centre;
            if (right != null && down != null) {
                PictureSize pixels = size == null ? new PictureSize(512, 512) : size;
                return new ReslicePlane(middle, right, down, spacing, pixels.width(), pixels.height());
            }
            MprPlane along = plane == null ? MprPlane.AXIAL : plane;
            ReslicePlane whole = OrthogonalPlanes.through(grid, along, middle, spacing);
            if (centre != null) {
                whole = new ReslicePlane(middle, whole.right(), whole.down(), spacing, whole.width(), whole.height());
            }
            return size == null ? whole : whole.sized(spacing, size.width(), size.height());
        }
    }

    private Request request() {
        if ((plane == null) == (right == null && down == null)) {
            throw usage("say either --plane or --centre, --right and --down");
        }
        if (plane == null && (right == null || down == null || centre == null)) {
            throw usage("--centre, --right and --down belong together");
        }
        if (spacingMm != null && !(spacingMm > 0 && spacingMm < 1e6)) {
            throw usage("--spacing takes millimetres above 0");
        }
        if (!(slabMm >= 0 && slabMm < 1e6)) {
            throw usage("--slab takes millimetres from 0");
        }
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".raw") && !name.endsWith(".png")) {
            throw usage("--out ends in .raw or .png");
        }
        if (!renderer.equals("gpu") && !renderer.equals("cpu")) {
            throw usage("--renderer takes cpu or gpu");
        }
        Request request = new Request(
                plane == null ? null : choice(MprPlane.class, "--plane", plane),
                vector("--centre", centre),
                unit("--right", right),
                unit("--down", down),
                spacingMm,
                parsedSize(),
                new Slab(slabMm, choice(Slab.Blend.class, "--blend", blend)));
        if (request.right != null && request.down != null && Math.abs(request.right.dot(request.down)) > 1e-3) {
            throw usage("--right and --down are not square to each other");
        }
        return request;
    }

    private <E extends Enum<E>> E choice(Class<E> type, String option, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw usage(option + " does not know " + text);
    }

    private @Nullable Vector3 unit(String option, @Nullable String text) {
        Vector3 vector = vector(option, text);
        if (vector != null && !(Math.abs(vector.length() - 1) < 1e-3)) {
            throw usage(option + " takes a vector of length 1");
        }
        return vector;
    }

    private @Nullable Vector3 vector(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(",", -1);
        try {
            if (parts.length == 3) {
                Vector3 vector = new Vector3(
                        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                if (vector.isFinite()) {
                    return vector;
                }
            }
        } catch (NumberFormatException e) {
            throw usage(option + " takes three numbers, such as 0,0,1");
        }
        throw usage(option + " takes three numbers, such as 0,0,1");
    }

    private @Nullable PictureSize parsedSize() {
        try {
            return size == null ? null : PictureSize.parse("--size", size);
        } catch (IllegalArgumentException e) {
            throw usage(Failures.explain(e));
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
