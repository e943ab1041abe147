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
import java.util.OptionalLong;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.study.StudyFolder;
import org.lectern.rendering.cpu.TiledRayCaster;
import org.lectern.rendering.gpu.DriverWatch;
import org.lectern.rendering.gpu.GpuDevice;
import org.lectern.rendering.gpu.GpuException;
import org.lectern.rendering.gpu.GpuRayCaster;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Orbit;
import org.lectern.rendering.raycast.Quality;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.raycast.VolumePresets;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;
import org.lectern.samples.Sample;

/**
 * Pictures of a turning volume by rays on the processor, beside VTK's ray caster for processors; and on the graphics
 * processor where there is one, by its name.
 */
final class RayBenchmark implements Benchmark {
    private static final int LARGE = 1024;
    private static final int SMALL = 512;

    /** VTK's milliseconds, in the order in which its script prints them. */
    private record VtkTimes(double oneThread, double twoThreads, double maximum, double moving, double first) {
        static Optional<VtkTimes> parse(String printed) {
            double[] n = Arrays.stream(printed.strip().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return n.length == 5 ? Optional.of(new VtkTimes(n[0], n[1], n[2], n[3], n[4])) : Optional.empty();
        }
    }

    @Override
    public String name() {
        return "raycast";
    }

    @Override
    public String description() {
        return "CT chest as a turning volume, preset bone; on the graphics processor too where OpenGL is there";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        bench.sample(Sample.CT_CHEST);
        Path folder = bench.sampleFolder(Sample.CT_CHEST);
        Parallel two = Parallel.on(bench.threads().pool(), 2);
        VolumeLook bone = VolumePresets.named("bone").orElseThrow().look();
        List<Figure> figures = new ArrayList<>();
        VolumeLoader loader = new VolumeLoader(two, VolumeMemory.UNLIMITED);
        try (Volume volume = loader.load(
                StudyFolder.read(folder, two).tree().displaySets().getFirst(), VolumeLoader.Progress.IGNORED)) {
            Optional<VtkTimes> vtk = vtk(bench, folder, volume, bone);
            long start = System.nanoTime();
            new Turn(volume, new TiledRayCaster(two), bone, LARGE).next();
            figures.add(figure(
                    "first picture 1024², 2 threads", (System.nanoTime() - start) / 1e6, vtk.map(VtkTimes::first)));
            TiledRayCaster parallel = new TiledRayCaster(two);
            VolumeLook moving = bone.withQuality(Quality.MOVING);
            VolumeLook highest = bone.withMode(Mode.MIP);
            figures.add(figure(
                    "full 1024², 1 thread",
                    milliseconds(bench, new Turn(volume, new TiledRayCaster(Parallel.SEQUENTIAL), bone, LARGE)),
                    vtk.map(VtkTimes::oneThread)));
            figures.add(figure(
                    "full 1024², 2 threads",
                    milliseconds(bench, new Turn(volume, parallel, bone, LARGE)),
                    vtk.map(VtkTimes::twoThreads)));
            figures.add(figure(
                    "maximum intensity 1024², 2 threads",
                    milliseconds(bench, new Turn(volume, parallel, highest, LARGE)),
                    vtk.map(VtkTimes::maximum)));
            figures.add(figure(
                    "moving 512², 2 threads",
                    milliseconds(bench, new Turn(volume, parallel, moving, SMALL)),
                    vtk.map(VtkTimes::moving)));
            figures.add(Figure.alone(
                    "moving 512², 1 thread",
                    milliseconds(bench, new Turn(volume, new TiledRayCaster(Parallel.SEQUENTIAL), moving, SMALL)),
                    "ms",
                    false));
            figures.addAll(onGraphics(bench, volume, bone));
        }
        return figures;
    }

    /** Simulated OpenGL draws small pictures only: a large one takes it seconds. */
    private static List<Figure> onGraphics(Bench bench, Volume volume, VolumeLook bone) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (GpuDevice device =
                GpuDevice.open(bench.threads().graphics(), OptionalLong.empty(), DriverWatch.forgetful())) {
            GpuRayCaster caster = new GpuRayCaster(device, Parallel.SEQUENTIAL);
            int size = device.facts().isSoftware() ? SMALL : LARGE;
            String where = " %d², %s".formatted(size, device.facts().name());
            new Turn(volume, caster, bone, size).next();
            figures.add(figure("full" + where, milliseconds(bench, new Turn(volume, caster, bone, size))));
            figures.add(figure(
                    "maximum intensity" + where,
                    milliseconds(bench, new Turn(volume, caster, bone.withMode(Mode.MIP), size))));
            figures.add(figure(
                    "moving" + where,
                    milliseconds(bench, new Turn(volume, caster, bone.withQuality(Quality.MOVING), size))));
        } catch (GpuException e) {
            return figures; // no display, or no OpenGL on it
        }
        return figures;
    }

    private static Figure figure(String what, double milliseconds) {
        return figure(what, milliseconds, Optional.empty());
    }

    private static double milliseconds(Bench bench, Turn turn) throws IOException {
        return bench.seconds(turn::next) * 1000;
    }

    private static Figure figure(String what, double milliseconds, Optional<Double> vtk) {
        return new Figure(
                "ray casting, " + what, milliseconds, "ms", false, vtk.map(value -> new Figure.Peer("VTK", value)));
    }

    /** A turn around the patient, 3° a picture. */
    private static final class Turn {
        private final Volume volume;
        private final RayCaster caster;
        private final VolumeLook look;
        private final int size;
        private final int[] argb;
        private double azimuth = 30;

        Turn(Volume volume, RayCaster caster, VolumeLook look, int size) {
            this.volume = volume;
            this.caster = caster;
            this.look = look;
            this.size = size;
            this.argb = new int[size * size];
        }

        void next() {
            azimuth += 3;
            ReslicePlane view = Orbit.turning(volume.grid(), azimuth, 20, size, size);
            caster.cast(volume, view, look, argb);
        }
    }

    /** VTK's milliseconds, where Debian's python3-vtk9 is installed, and a display or xvfb-run. */
    private static Optional<VtkTimes> vtk(Bench bench, Path series, Volume volume, VolumeLook look) throws IOException {
        Path script = bench.scratch("vtk").resolve("vtk_rays_peer.py");
        try (InputStream source =
                Objects.requireNonNull(RayBenchmark.class.getResourceAsStream("vtk_rays_peer.py"), script.toString())) {
            Files.copy(source, script);
        }
        List<String> command = new ArrayList<>();
        if (bench.isInstalled("xvfb-run")) {
            command.addAll(List.of("xvfb-run", "-a"));
        }
        double finest = volume.grid().finestSpacingMm();
        command.addAll(List.of(
                "/usr/bin/python3",
                script.toString(),
                series.toString(),
                Double.toString(Quality.FULL.stepPerSpacing() * finest),
                Double.toString(Quality.MOVING.stepPerSpacing() * finest)));
        look.matter().points().forEach(point -> {
            Rgb colour = point.colour();
            command.add("%s:%s:%s:%s:%s"
                    .formatted(point.value(), point.opacityPerMm(), colour.red(), colour.green(), colour.blue()));
        });
        Path output = script.resolveSibling("figures");
        Process process = new ProcessBuilder(command)
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
        return VtkTimes.parse(Files.readString(output, StandardCharsets.UTF_8));
    }
}
