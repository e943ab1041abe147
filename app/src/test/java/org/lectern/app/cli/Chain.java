package org.lectern.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.lectern.app.document.PdfPages;
import org.lectern.app.document.WaveformSheet;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.document.EncapsulatedDocument;
import org.lectern.imaging.grayscale.OverlayPlane;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomJson;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.presentation.PresentationState;
import org.lectern.imaging.report.StructuredReport;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.StudyTree;
import org.lectern.imaging.waveform.WaveformGroup;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;

/** Everything that the product does with one file, from its first byte to the picture. */
final class Chain {
    private static final int MOST_FRAMES = 3;

    private final Path file;
    private final Path png;
    private final List<Instance> companions;
    private final StringBuilder verdict = new StringBuilder();

    /** The companions are whole slices of the series that the made files belong to. */
    Chain(Path file, Path png, List<Instance> companions) {
        this.file = file;
        this.png = png;
        this.companions = companions;
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What became of it, in words. Nothing but an {@link IOException} of a step is caught. */
    String verdict() {
        step("header", () -> verdict.append(DicomFile.readHeader(file).dataSet().size()));
        step("whole", () -> whole(DicomFile.read(file)));
        return verdict.toString();
    }

    private void step(String name, Step step) {
        verdict.append(name).append(':');
        try {
            step.run();
        } catch (IOException refused) {
            verdict.append(refused.getMessage());
        }
        verdict.append('\n');
    }

    private void whole(DicomFile read) throws IOException {
        DataSet object = read.dataSet();
        verdict.append(read.findings()).append(object.size()).append('\n');
        step("json", () -> {
            CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32C());
            DicomJson.write(object, sum);
            DicomJson.dump(object, sum);
            verdict.append(sum.getChecksum().getValue());
        });
        PrintWriter text = new PrintWriter(Writer.nullWriter());
        new DataSetText(text, true).print(read);
        new DataSetText(text, false).print(read);
        step("tree", () -> tree(Instance.of(read)));
        step(
                "report",
                () -> StructuredReport.of(object)
                        .ifPresent(report -> verdict.append(report.lines().hashCode())));
        step("waveform", () -> {
            for (WaveformGroup group : WaveformGroup.of(object)) {
                WaveformSheet sheet = WaveformSheet.of(group, 25, 10);
                verdict.append(sheet.widthMm())
                        .append(' ')
                        .append(sheet.traces().size());
                sheet.traces().forEach(trace -> verdict.append(trace.channel().range()[1]));
            }
        });
        step("document", () -> document(object));
        step("state", () -> {
            try {
                PresentationState state = PresentationState.of(object);
                verdict.append(state.findings())
                        .append(state.annotationsFor("1.2.3.1", 0).size());
                picture(DicomFile.read(companions.getFirst().file()), 1, state);
            } catch (PresentationState.NotOneException e) {
                verdict.append(e.getMessage());
            }
        });
        step("image", () -> images(read));
    }

    private void tree(Instance instance) throws IOException {
        List<Instance> all = new ArrayList<>(companions);
        all.add(instance);
        for (DisplaySet set : StudyTree.of(all).displaySets()) {
            verdict.append(set.kind())
                    .append(set.frames().size())
                    .append(set.findings())
                    .append(set.stack());
            for (Frame frame : set.frames().subList(0, Math.min(9, set.frames().size()))) {
                frame.attributes();
            }
            if (set.isVolumeEligible()) {
                step("volume", () -> {
                    try (Volume volume = new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED)
                            .load(set, VolumeLoader.Progress.IGNORED)) {
                        verdict.append(volume.grid()).append(volume.findings());
                    }
                });
            }
        }
    }

    private static void document(DataSet object) throws IOException {
        var document = EncapsulatedDocument.of(object);
        if (document.isPresent() && document.get().isPdf()) {
            try (PdfPages pages = PdfPages.open(document.get().read())) {
                pages.render(0, 60);
            }
        } else if (document.isPresent()) {
            document.get().read();
        }
    }

    private void images(DicomFile read) throws IOException {
        OverlayPlane.of(read.dataSet(), new ArrayList<>());
        if (!ImagePixels.present(read.dataSet())) {
            return;
        }
        int frames;
        try (ImagePixels pixels = ImagePixels.of(read)) {
            frames = pixels.frameCount();
            verdict.append(pixels.layout()).append(pixels.findings());
        }
        for (int number = 1; number <= Math.min(MOST_FRAMES, frames); number++) {
            int frame = number;
            step("frame " + number, () -> picture(read, frame, null));
        }
        if (frames > MOST_FRAMES) {
            step("last", () -> picture(read, frames, null));
        }
    }

    private void picture(DicomFile read, int number, @org.jspecify.annotations.Nullable PresentationState state)
            throws IOException {
        try (FramePicture picture = FramePicture.open(read, number)) {
            picture.apply(state);
            picture.write(new int[] {40, 30}, png);
            CRC32C sum = new CRC32C();
            sum.update(Files.readAllBytes(png));
            verdict.append(picture.remarks()).append(sum.getValue());
        }
    }
}
