package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL2ES2;
import com.jogamp.opengl.GL2ES3;
import com.jogamp.opengl.GL3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * Planes and slabs drawn by the graphics processor in single precision: eight texels are fetched and weighted for each
 * sample, because the filter of graphics hardware has weights of 8 bits only. Positions are counted from a voxel near the
 * middle of the picture, so that single precision suffices in large volumes.
 */
public final class GpuReslicer implements Reslicer {
    private static final int MOST_PIXELS_A_SIDE = 4096;

    private final GpuDevice device;
    private final Canvas canvas = new Canvas(GL2ES3.GL_R32F, GL2ES2.GL_RED, GL.GL_FLOAT);
    private Optional<Program> program = Optional.empty();
    private FloatBuffer read = FloatBuffer.allocate(0);

    /** A reslicer on a device. */
    public GpuReslicer(GpuDevice device) {
        this.device = device;
    }

    @Override
    public String name() {
        return "gpu";
    }

    /**
     * {@inheritDoc}
     *
     * @throws GpuException when the device cannot, such as for a volume that does not fit
     */
    @Override
    public void reslice(Volume volume, ReslicePlane plane, Slab slab, float[] picture) {
        if (picture.length < (long) plane.width() * plane.height()) {
            throw new IllegalArgumentException(
                    "%d values for a picture of %d × %d".formatted(picture.length, plane.width(), plane.height()));
        }
        device.call((gl, volumes) -> {
            VolumeTexture texture = volumes.of(gl, volume);
            for (int top = 0; top < plane.height(); top += MOST_PIXELS_A_SIDE) {
                for (int left = 0; left < plane.width(); left += MOST_PIXELS_A_SIDE) {
                    int width = Math.min(MOST_PIXELS_A_SIDE, plane.width() - left);
                    int height = Math.min(MOST_PIXELS_A_SIDE, plane.height() - top);
                    ReslicePlane tile = new ReslicePlane(
                            plane.toPatient(left + (width - 1) / 2.0, top + (height - 1) / 2.0),
                            plane.right(),
                            plane.down(),
                            plane.spacingMm(),
                            width,
                            height);
                    draw(gl, texture, volume, tile, slab);
                    copy(gl, tile, picture, top * plane.width() + left, plane.width());
                }
            }
            return picture;
        });
    }

    private void draw(GL3 gl, VolumeTexture texture, Volume volume, ReslicePlane tile, Slab slab) {
        Program shader = program.orElseGet(() -> Program.build(gl, "reslice.frag"));
        program = Optional.of(shader);
        Grid grid = volume.grid();
        Affine patientToIndex = volume.indexToPatient().inverse();
        Vector3 centre = patientToIndex.apply(tile.centre());
        Vector3 right = patientToIndex.applyToDirection(tile.right().times(tile.spacingMm()));
        Vector3 down = patientToIndex.applyToDirection(tile.down().times(tile.spacingMm()));
        int baseX = near(centre.x(), grid.columns());
        int baseY = near(centre.y(), grid.rows());
        int baseZ = near(centre.z(), grid.slices());
        int count = slab.count(grid.finestSpacingMm());
        canvas.begin(gl, tile.width(), tile.height());
        shader.use(gl);
        texture.bind(gl, 0);
        shader.set(gl, "volume", 0);
        shader.set(gl, "size", grid.columns(), grid.rows(), grid.slices());
        shader.set(gl, "base", baseX, baseY, baseZ);
        shader.set(gl, "centre", centre.minus(new Vector3(baseX, baseY, baseZ)));
        shader.set(gl, "middleColumn", (tile.width() - 1) / 2f);
        shader.set(gl, "middleRow", (tile.height() - 1) / 2f);
        shader.set(gl, "right", right);
        shader.set(gl, "down", down);
        shader.set(gl, "deep", patientToIndex.applyToDirection(tile.normal()));
        shader.set(gl, "samples", count);
        shader.set(gl, "thickness", (float) slab.thicknessMm());
        shader.set(gl, "blend", number(slab.blend()));
        shader.set(gl, "largest", texture.largest());
        shader.set(gl, "shift", texture.shift());
        shader.set(gl, "slope", (float) volume.slope());
        shader.set(gl, "intercept", (float) volume.intercept());
        shader.set(gl, "hasPadding", volume.padding().isPresent() ? 1 : 0);
        shader.set(gl, "padding", (float) volume.padding().orElse(0));
        shader.draw(gl);
    }

    private static int number(Slab.Blend blend) {
        return switch (blend) {
            case MEAN -> 0;
            case MAX -> 1;
            case MIN -> 2;
        };
    }

    private static int near(double index, int size) {
        return (int) Math.clamp(Math.rint(index), 0, size - 1.0);
    }

    private void copy(GL3 gl, ReslicePlane tile, float[] picture, int at, int stride) {
        int pixels = tile.width() * tile.height();
        if (read.capacity() < pixels) {
            read = ByteBuffer.allocateDirect(pixels * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        canvas.read(gl, read.clear());
        for (int row = 0; row < tile.height(); row++) {
            int to = at + row * stride;
            read.get(row * tile.width(), picture, to, tile.width());
            for (int i = to; i < to + tile.width(); i++) {
                picture[i] = picture[i] <= VolumeTexture.NOTHING / 2 ? Float.NaN : picture[i];
            }
        }
    }
}
