package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.samples.Sample;

/** Memory with a CT of 1,000 slices open and paged through from end to end. */
final class MemoryBenchmark implements Benchmark {
    private static final int SLICES = 1000;
    private static final int SIZE = 1024;
    private static final double STEP_MM = 0.75;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "heap and total memory with a 1,000-slice CT open and paged through";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        List<Path> files = slices(bench);
        long before = ProcessMemory.residentBytes();
        int[] target = new int[SIZE * SIZE];
        long most = 0;
        try (BenchExam exam = BenchExam.of(files, bench.threads())) {
            for (int position = 0; position < exam.count(); position++) {
                exam.expect(position);
                exam.paint(position, target, SIZE, SIZE);
                most = Math.max(most, heapBytes());
            }
            double pixels = 512.0 * 512 * 2 * exam.count();
            return List.of(
                    Figure.alone("heap at most, 1,000-slice CT", most / 1048576.0, "MiB", false),
                    Figure.alone(
                            "resident memory for the exam / its pixel data",
                            (ProcessMemory.residentBytes() - before) / pixels,
                            "×",
                            false));
        }
    }

    private static long heapBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** The coordinate phantom's slices, over and over, each a step higher. */
    private static List<Path> slices(Bench bench) throws IOException {
        List<Path> phantom = bench.sample(Sample.CT_COORDINATES);
        Path folder = bench.scratch("thousand");
        List<Path> files = new ArrayList<>();
        for (int n = 0; n < SLICES; n++) {
            DicomFile source = DicomFile.read(phantom.get(n % phantom.size()));
            DataSet slice = source.dataSet().toBuilder()
                    .text(Tag.SOPInstanceUID, "2.25.471100." + (n + 1))
                    .number(Tag.InstanceNumber, n + 1)
                    .number(Tag.ImagePositionPatient, -179, -204.4, n * STEP_MM)
                    .build();
            Path file = folder.resolve("IM%04d.dcm".formatted(n + 1));
            new DicomWriter(source.syntax()).write(slice, file);
            files.add(file);
        }
        return files;
    }
}
