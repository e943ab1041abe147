package org.lectern.app.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StudyFolder;
import org.lectern.rendering.cpu.TiledReslicer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;
import org.lectern.samples.Sample;

/** From the files of a 400-slice series to a volume, and oblique planes through it. */
final class VolumeBenchmark implements Benchmark {
    private static final int SIZE = 1024;
    private static final double SPACING_MM = 0.35;
    private static final int THREADS = 2;

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public String description() {
        return "400-slice CT to a volume, and oblique planes of 1024 × 1024 through it, two threads";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        bench.sample(Sample.CT_COORDINATES);
        Path folder = bench.sampleFolder(Sample.CT_COORDINATES);
        Optional<double[]> vtk = vtk(bench, folder);
        Parallel parallel = Parallel.on(bench.threads().pool(), THREADS);
        VolumeLoader loader = new VolumeLoader(parallel, VolumeMemory.UNLIMITED);
        List<Figure> figures = new ArrayList<>();
        double loading = bench.seconds(() -> loader.load(displaySet(folder, parallel), VolumeLoader.Progress.IGNORED)
                .close());
        figures.add(figure("series to volume, 400 slices", loading * 1000, vtk.map(seconds -> seconds[0] * 1000)));
        long before = ProcessMemory.residentBytes();
        try (Volume volume = loader.load(displaySet(folder, parallel), VolumeLoader.Progress.IGNORED)) {
            long pixelBytes = volume.grid().voxels() * volume.type().bytes();
            figures.add(Figure.alone(
                    "resident memory of the volume / its pixel data",
                    (ProcessMemory.residentBytes() - before) / (double) pixelBytes,
                    "×",
                    false));
            TiledReslicer reslicer = new TiledReslicer(parallel);
            ReslicePlane plane = oblique(volume);
            float[] picture = new float[SIZE * SIZE];
            double thin = bench.seconds(repeated(10, () -> reslicer.reslice(volume, plane, Slab.THIN, picture))) / 10;
            figures.add(figure("oblique reslice 1024²", thin * 1000, vtk.map(seconds -> seconds[1] * 1000)));
            Slab slab = new Slab(20, Slab.Blend.MAX);
            double thick = bench.seconds(() -> reslicer.reslice(volume, plane, slab, picture));
            figures.add(Figure.alone("oblique slab 20 mm, maximum, 1024²", thick * 1000, "ms", false));
        }
        return figures;
    }

    private static DisplaySet displaySet(Path folder, Parallel parallel) throws IOException {
        return StudyFolder.read(folder, parallel).tree().displaySets().getFirst();
    }

    private static ReslicePlane oblique(Volume volume) {
        Vector3 right = new Vector3(0.82, 0.5, 0.28).unit();
        Vector3 down = right.cross(new Vector3(0.3, -0.2, 0.9)).unit();
        return new ReslicePlane(volume.grid().centre(), right, down, SPACING_MM, SIZE, SIZE);
    }

    private static Bench.Work repeated(int times, Runnable work) {
        return () -> {
            for (int n = 0; n < times; n++) {
                work.run();
            }
        };
    }

    private static Figure figure(String what, double milliseconds, Optional<Double> vtk) {
        return new Figure(what, milliseconds, "ms", false, vtk.map(value -> new Figure.Peer("VTK", value)));
    }

    /** VTK's seconds for loading and reslicing, where Debian's python3-vtk9 is installed. */
    private static Optional<double[]> vtk(Bench bench, Path series) throws IOException {
        Path script = bench.scratch("vtk").resolve("vtk_peer.py");
        try (InputStream source =
                Objects.requireNonNull(VolumeBenchmark.class.getResourceAsStream("vtk_peer.py"), "vtk_peer.py")) {
            Files.copy(source, script);
        }
        Path output = script.resolveSibling("figures");
        Process process = new ProcessBuilder("/usr/bin/python3", script.toString(), series.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        String[] numbers =
                Files.readString(output, StandardCharsets.UTF_8).strip().split(" ");
        return Optional.of(
                Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray());
    }
}
