package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.presentation.PresentationState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One frame through the whole pipeline into a PNG. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Draws one frame through the whole grayscale pipeline into a PNG.")
final class RenderCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|UID", description = "A DICOM image, or the SOP Instance UID of one in the archive.")
    private String file;

    @Option(names = "--frame", paramLabel = "N", description = "Which frame, from 1.")
    private int frame = 1;

    @Option(names = "--window", paramLabel = "C,W", description = "Window centre and width in modality units.")
    private @Nullable String window;

    @Option(names = "--voi", paramLabel = "N", description = "The object's own, from 1: windows first, then LUTs.")
    private @Nullable Integer voi;

    @Option(names = "--list-voi", description = "Lists the object's windows and VOI LUTs instead of drawing.")
    private boolean listVoi;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "Fits the picture into so many pixels; else one image pixel per pixel.")
    private @Nullable String size;

    @Option(names = "--presentation", paramLabel = "PR.dcm|UID", description = "A presentation state to apply.")
    private @Nullable String presentation;

    @Option(names = "--invert", description = "The negative.")
    private boolean invert;

    @Option(names = "--no-overlays", description = "Leaves overlays and shutters out.")
    private boolean noOverlays;

    @Option(names = "--out", paramLabel = "PNG", description = "The picture's file.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (window != null && voi != null) {
            throw usage("--window and --voi exclude each other");
        }
        Voi own = window == null ? null : parseWindow(window);
        int @Nullable [] target = size == null ? null : parseSize(size);
        if (out == null && !listVoi) {
            throw usage("--out says where the picture goes");
        }
        PresentationState state = presentation == null ? null : readState(new FileOrUid(presentation).file(err()));
        try (FramePicture picture = FramePicture.open(DicomFile.read(new FileOrUid(file).file(err())), frame)) {
            picture.apply(state);
            if (listVoi) {
                list(picture.vois());
                return CommandLine.ExitCode.OK;
            }
            if (own != null) {
                picture.choose(own);
            } else if (voi != null) {
                picture.choose(number(voi, picture.vois()));
            }
            picture.invert(invert);
            picture.hideLayers(noOverlays);
            if (out != null) {
                picture.write(target, out);
            }
            picture.remarks().forEach(remark -> err().println("lectern: " + remark));
        }
        return CommandLine.ExitCode.OK;
    }

    private static PresentationState readState(Path path) throws IOException {
        try {
            return PresentationState.of(DicomFile.read(path).dataSet());
        } catch (PresentationState.NotOneException e) {
            throw new IOException(path.getFileName() + " is " + e.getMessage(), e);
        }
    }

    private Voi number(int number, List<Voi> vois) {
        if (number < 1 || number > vois.size()) {
            throw usage(
                    vois.isEmpty()
                            ? "the object has no window and no VOI LUT; use --window"
                            : "--voi goes from 1 to %d; see --list-voi".formatted(vois.size()));
        }
        return vois.get(number - 1);
    }

    private void list(List<Voi> vois) {
        PrintWriter output = spec.commandLine().getOut();
        for (int i = 0; i < vois.size(); i++) {
            output.println("%d\t%s".formatted(i + 1, describe(vois.get(i))));
        }
        output.flush();
    }

    private static String describe(Voi voi) {
        return switch (voi) {
            case Voi.Window w ->
                String.format(
                        Locale.ROOT,
                        "window\t%s\t%s\t%s\t%s",
                        plain(w.center()),
                        plain(w.width()),
                        w.function(),
                        w.explanation());
            case Voi.Table t ->
                "LUT\t%d\t%d\t%d bits\t%s"
                        .formatted(
                                t.table().firstMapped(),
                                t.table().lastMapped(),
                                t.table().bits(),
                                t.explanation());
        };
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private Voi parseWindow(String text) {
        String[] parts = text.split(",", -1);
        try {
            return Voi.Window.of(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw usage("--window takes a centre and a width above 0, such as 40,400");
        }
    }

    private int[] parseSize(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("x", -1);
        try {
            int width = Integer.parseInt(parts[0]);
            int height = Integer.parseInt(parts[1]);
            if (parts.length == 2 && width > 0 && height > 0 && width <= 16384 && height <= 16384) {
                return new int[] {width, height};
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw usage("--size takes width and height in pixels, such as 800x600");
        }
        throw usage("--size takes width and height from 1 to 16384, such as 800x600");
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
