package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.samples.Sample;

/** What a reader waits for in a viewport: the first image of an exam, paging through it, and drawing alone. */
final class ViewBenchmark implements Benchmark {
    private static final int SIZE = 1024;
    private static final int MAMMOGRAM_WIDTH = 1200;
    private static final int MAMMOGRAM_HEIGHT = 1400;
    private static final int REPEATS = 20;

    @Override
    public String name() {
        return "view";
    }

    @Override
    public String description() {
        return "first image of a 400-slice CT in the archive, paging through it, drawing a CT and a mammogram";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        bench.sample(Sample.CT_COORDINATES);
        Path folder = bench.scratch("archive");
        BenchExam.imported(folder, bench.sampleFolder(Sample.CT_COORDINATES), bench.threads());
        int[] target = new int[SIZE * SIZE];
        try (LocalArchive archive = LocalArchive.open(folder)) {
            double first = bench.seconds(() -> {
                try (BenchExam exam = BenchExam.first(archive, bench.threads())) {
                    exam.paint(exam.initial(), target, SIZE, SIZE);
                }
            });
            double paging = bench.seconds(() -> page(archive, bench, target));
            double cold;
            try (BenchExam exam = BenchExam.first(archive, bench.threads())) {
                cold = exam.count();
            }
            return List.of(
                    Figure.alone("first image, 400-slice CT in the archive", first * 1000, "ms", false),
                    Figure.alone(
                            "paging, exam opened, every slice decoded and painted", cold / paging, "frames/s", true),
                    drawing(bench, Sample.CT_CHEST, "drawing, CT 512² to 1024²", SIZE, SIZE),
                    drawing(
                            bench,
                            Sample.MAMMOGRAPHY,
                            "drawing, mammogram 3328×2560 to 1200×1400",
                            MAMMOGRAM_WIDTH,
                            MAMMOGRAM_HEIGHT));
        }
    }

    /** In order and none left out, as the wheel does it. */
    private static void page(LocalArchive archive, Bench bench, int[] target) throws IOException {
        try (BenchExam exam = BenchExam.first(archive, bench.threads())) {
            for (int position = 0; position < exam.count(); position++) {
                exam.expect(position);
                exam.paint(position, target, SIZE, SIZE);
            }
        }
    }

    private static Figure drawing(Bench bench, Sample sample, String what, int width, int height) throws IOException {
        int[] target = new int[width * height];
        try (BenchExam exam = BenchExam.of(bench.sample(sample).subList(0, 1), bench.threads())) {
            double seconds = bench.seconds(() -> {
                for (int n = 0; n < REPEATS; n++) {
                    exam.paint(0, target, width, height);
                }
            });
            return Figure.alone(what, seconds / REPEATS * 1000, "ms", false);
        }
    }
}
