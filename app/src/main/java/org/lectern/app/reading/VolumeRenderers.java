package org.lectern.app.reading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.cpu.TiledRayCaster;
import org.lectern.rendering.cpu.TiledReslicer;
import org.lectern.rendering.gpu.DriverWatch;
import org.lectern.rendering.gpu.FallbackRayCaster;
import org.lectern.rendering.gpu.FallbackReslicer;
import org.lectern.rendering.gpu.GpuDevice;
import org.lectern.rendering.gpu.GpuException;
import org.lectern.rendering.gpu.GpuRayCaster;
import org.lectern.rendering.gpu.GpuReslicer;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which renderer draws planes through volumes and, by {@link #rays}, whole volumes, and why. The processor draws from the
 * first moment; a graphics processor takes over when it has been found, and gives back when it fails. Safe for several
 * threads.
 *
 * <p>Single values, such as the one under the pointer, always come from the processor: the window's thread asks for them,
 * and must not wait behind what the graphics processor draws.
 */
public final class VolumeRenderers implements Reslicer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeRenderers.class);

    private final Pair cpu;
    private final RayCaster rays = new CurrentRays();
    private final Parallel parallel;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<GpuDevice> device = Optional.empty();
    private volatile Pair current;
    private volatile Status status = new Status("CPU", "no graphics processor was asked for");

    /** What draws planes and volumes; the latter perhaps on a graphics processor. */
    private record Pair(Reslicer planes, RayCaster rays, Optional<GpuRayCaster> graphics) {}

    /** What the user wants. */
    public enum Wish {
        /** The graphics processor where there is a real one. */
        AUTO,
        /** The graphics processor, even where OpenGL is only simulated. */
        GPU,
        CPU;

        /** What {@code LECTERN_GRAPHICS} says; what it does not say in so many words is {@link #AUTO}. */
        public static Wish of(Map<String, String> environment) {
            String said = environment.getOrDefault("LECTERN_GRAPHICS", "").strip();
            return Arrays.stream(values())
                    .filter(wish -> wish.name().equalsIgnoreCase(said))
                    .findFirst()
                    .orElse(AUTO);
        }
    }

    /**
     * What draws now.
     *
     * @param name {@code CPU}, or the driver's name of the graphics processor
     * @param why in words
     */
    public record Status(String name, String why) {
        @Override
        public String toString() {
            return name + ": " + why;
        }
    }

    /** Draws on the processor. */
    public VolumeRenderers(Parallel parallel) {
        this.parallel = parallel;
        this.cpu = new Pair(new TiledReslicer(parallel), new TiledRayCaster(parallel), Optional.empty());
        this.current = cpu;
    }

    /**
     * Looks for a graphics processor, which may take a second, and draws with it from then on.
     *
     * @param thread one thread for it
     * @param mark remembers in this file whether its driver took the process down; empty: nothing is remembered
     */
    public void find(Wish wish, ExecutorService thread, Optional<Path> mark) {
        if (wish == Wish.CPU) {
            become(cpu, "CPU", "as LECTERN_GRAPHICS says");
            return;
        }
        try {
            DriverWatch watch = mark.isPresent() ? DriverWatch.in(mark.get()) : DriverWatch.forgetful();
            if (watch.crashed() && wish == Wish.AUTO) {
                become(
                        cpu,
                        "CPU",
                        "the graphics driver ended the program the last time; it is tried again at the next start");
                return;
            }
            take(GpuDevice.open(thread, OptionalLong.empty(), watch), wish);
        } catch (IOException | GpuException e) {
            become(cpu, "CPU", words(e));
        }
    }

    private void take(GpuDevice found, Wish wish) {
        GpuDevice.Facts facts = found.facts();
        if (facts.isSoftware() && wish == Wish.AUTO) {
            found.close();
            become(cpu, "CPU", "OpenGL is only simulated here (%s), which is slower".formatted(facts.name()));
            return;
        }
        device = Optional.of(found);
        GpuRayCaster caster = new GpuRayCaster(found, parallel);
        become(
                new Pair(
                        new FallbackReslicer(new GpuReslicer(found), cpu.planes, this::refused),
                        new FallbackRayCaster(caster, cpu.rays, this::refused),
                        Optional.of(caster)),
                facts.name(),
                "OpenGL %s, %d MiB for volumes".formatted(facts.version(), facts.budgetBytes() >> 20));
    }

    private void refused(GpuException refusal) {
        Optional<String> failure = device.flatMap(GpuDevice::failure);
        if (failure.isPresent()) {
            become(cpu, "CPU", "the graphics processor failed (%s)".formatted(failure.get()));
        } else if (!status.why().equals(words(refusal))) {
            status = new Status("CPU for this volume", words(refusal));
            listeners.forEach(Runnable::run);
        }
    }

    private void become(Pair renderer, String name, String why) {
        current = renderer;
        status = new Status(name, why);
        LOG.debug("volumes are drawn by {}", status);
        listeners.forEach(Runnable::run);
    }

    private static String words(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    /** What draws now, and why. */
    public Status status() {
        return status;
    }

    /** Draws whole volumes with what draws now. */
    public RayCaster rays() {
        return rays;
    }

    /** Why {@link #rays} draws a volume more coarsely than it is, for the screen; empty where it does not. */
    public Optional<String> note(Volume volume, VolumeLook look) {
        return current.graphics.flatMap(caster -> caster.note(volume, look));
    }

    /** Runs when that changes, on any thread. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public String name() {
        return current.planes.name();
    }

    @Override
    public void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture) {
        boolean isSingleValue = plane.width() == 1 && plane.height() == 1;
        (isSingleValue ? cpu : current).planes.reslice(volume, plane, slab, picture);
    }

    @Override
    public void close() {
        current = cpu;
        device.ifPresent(GpuDevice::close);
        device = Optional.empty();
    }

    private final class CurrentRays implements RayCaster {
        @Override
        public String name() {
            return current.rays.name();
        }

        @Override
        public void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
            current.rays.cast(volume, view, look, argb);
        }
    }
}
