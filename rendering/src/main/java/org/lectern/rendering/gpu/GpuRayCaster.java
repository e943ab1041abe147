package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2GL3;
import com.jogamp.opengl.GL3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.cpu.KnownVolume;
import org.lectern.rendering.cpu.ReferenceRayCaster;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/**
 * Pictures of volumes by the graphics processor in single precision, at the samples of its twins. Integers are
 * interpolated by the hardware's filter; floating-point volumes, and bricks with padding in or beside them, from eight
 * texels with their weights. A picture is drawn in bands, each a call of its own, so that none takes the driver long and
 * other pictures come in between.
 *
 * <p>The first picture of a volume looks through all of it once for empty space. A volume that does not fit the device is
 * drawn from blocks of voxels: {@link #note} says so.
 */
public final class GpuRayCaster implements RayCaster {
    private static final int MOST_PIXELS_A_SIDE = 4096;

    private final GpuDevice device;
    private final GpuDevice.Facts facts;
    private final Parallel parallel;
    private final boolean skips;
    private final Map<Volume, KnownVolume> known = Collections.synchronizedMap(new WeakHashMap<>());
    private final Pace pace = new Pace();
    private final Canvas canvas = new Canvas(GL.GL_RGBA8, GL.GL_BGRA, GL2GL3.GL_UNSIGNED_INT_8_8_8_8_REV);
    private Optional<RayShader> shader = Optional.empty();
    private IntBuffer read = IntBuffer.allocate(0);

    /**
     * A ray caster on a device.
     *
     * @param parallel looks for empty space
     */
    public GpuRayCaster(GpuDevice device, Parallel parallel) {
        this(device, parallel, true);
    }

    GpuRayCaster(GpuDevice device, Parallel parallel, boolean skips) {
        this.device = device;
        this.facts = device.facts();
        this.parallel = parallel;
        this.skips = skips;
    }

    @Override
    public String name() {
        return "gpu";
    }

    /** Why a volume is drawn more coarsely than it is, for the screen; empty where it is not. */
    public Optional<String> note(Volume volume, VolumeLook look) {
        try {
            return Reduction.of(volume, look.labels(), facts).note();
        } catch (GpuException e) {
            return Optional.empty(); // it is not drawn here at all
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws GpuException when the device cannot
     */
    @Override
    public void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
        ReferenceRayCaster.requireRoom(volume, view, look, argb);
        RayScene scene = scene(volume, view, look);
        int samples = scene.rays().count();
        Pace.Picture picture = pace.begin();
        for (int left = 0; left < view.width(); left += MOST_PIXELS_A_SIDE) {
            int width = Math.min(MOST_PIXELS_A_SIDE, view.width() - left);
            int rows;
            for (int top = 0; top < view.height(); top += rows) {
                rows = picture.rows((double) width * samples, Math.min(MOST_PIXELS_A_SIDE, view.height() - top));
                Band band = new Band(left, top, width, rows);
                long nanos = device.call((gl, volumes) -> {
                    canvas.begin(gl, band.width, band.height); // before textures are bound for drawing
                    RayShader ready = prepared(gl, volumes, scene);
                    long begin = System.nanoTime();
                    ready.draw(gl, left(band, view), top(band, view));
                    copy(gl, band, argb, view.width());
                    return System.nanoTime() - begin;
                });
                picture.took((double) width * rows * samples, nanos);
            }
        }
        picture.end();
    }

    /** A part of a picture. */
    private record Band(int left, int top, int width, int height) {}

    private RayScene scene(Volume volume, ReslicePlane view, VolumeLook look) {
        Reduction reduction = Reduction.of(volume, look.labels(), facts);
        KnownVolume seen = known.computeIfAbsent(volume, unseen -> new KnownVolume(unseen, parallel));
        return new RayScene(volume, view, look, seen.bricks(), seen.space(look, parallel), reduction.factor(), skips);
    }

    private RayShader prepared(GL3 gl, VolumeTextures volumes, RayScene scene) {
        RayShader ready = shader.orElseGet(() -> new RayShader(gl));
        shader = Optional.of(ready);
        ready.prepare(gl, volumes, scene);
        return ready;
    }

    /** Its first column, from the middle of the picture. */
    private static double left(Band band, ReslicePlane view) {
        return band.left - (view.width() - 1) / 2.0;
    }

    private static double top(Band band, ReslicePlane view) {
        return band.top - (view.height() - 1) / 2.0;
    }

    private void copy(GL3 gl, Band band, int[] argb, int stride) {
        int pixels = band.width * band.height;
        if (read.capacity() < pixels) {
            read = ByteBuffer.allocateDirect(pixels * Integer.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asIntBuffer();
        }
        canvas.read(gl, read.clear());
        for (int row = 0; row < band.height; row++) {
            read.get(row * band.width, argb, (band.top + row) * stride + band.left, band.width);
        }
    }
}
