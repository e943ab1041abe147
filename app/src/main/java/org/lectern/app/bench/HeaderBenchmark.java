package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.samples.Sample;

/** Header parse of thousands of files, as an import does it. */
final class HeaderBenchmark implements Benchmark {
    private static final int TINY_FILES = 2000;

    @Override
    public String name() {
        return "header";
    }

    @Override
    public String description() {
        return "headers parsed a second: tiny files and CT slices";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        Path tiny = bench.scratch("tiny");
        List<Path> tinyFiles = writeTiny(tiny);
        List<Path> slices = bench.sample(Sample.CT_CHEST);
        return List.of(
                figure(bench, "header, tiny files", tinyFiles, tiny),
                figure(bench, "header, CT slices", slices, bench.sampleFolder(Sample.CT_CHEST)));
    }

    /** Thousands of objects without pixels. */
    static List<Path> writeTiny(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int n = 0; n < TINY_FILES; n++) {
            Path file = folder.resolve("F%05d.dcm".formatted(n));
            new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(small(n), file);
            files.add(file);
        }
        return files;
    }

    private static Figure figure(Bench bench, String what, List<Path> files, Path folder) throws IOException {
        double seconds = bench.seconds(() -> {
            for (Path file : files) {
                DicomFile.readHeader(file);
            }
        });
        OptionalDouble peer = bench.peerSeconds("dcmdump", "-q", "-M", "+sd", "+r", folder.toString());
        return new Figure(
                what,
                files.size() / seconds,
                "files/s",
                true,
                peer.isPresent()
                        ? Optional.of(new Figure.Peer("dcmdump -M", files.size() / peer.getAsDouble()))
                        : Optional.empty());
    }

    private static DataSet small(int n) {
        return DataSet.builder()
                .text(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                .text(Tag.SOPInstanceUID, "2.25.4711." + n)
                .text(Tag.StudyInstanceUID, "2.25.4711.0." + n / 100)
                .text(Tag.SeriesInstanceUID, "2.25.4711.1." + n / 10)
                .text(Tag.PatientName, "BENCH^Number " + n)
                .text(Tag.PatientID, "B" + n / 100)
                .text(Tag.Modality, "OT")
                .text(Tag.StudyDate, "20260101")
                .text(Tag.StudyDescription, "Benchmark")
                .number(Tag.InstanceNumber, n)
                .build();
    }
}
