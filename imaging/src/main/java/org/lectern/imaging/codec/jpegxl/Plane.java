package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** A plane of samples, 1 the nominal maximum; its rows may be longer than it is wide. */
final class Plane {
    private final int width;
    private final int height;
    private final int stride;
    private final float[] data;

    Plane(int width, int height) {
        this(width, height, width, height);
    }

    /** A plane with room for whole blocks. */
    Plane(int width, int height, int stride, int rows) {
        this(width, height, stride, new float[Math.multiplyExact(stride, rows)]);
    }

    private Plane(int width, int height, int stride, float[] data) {
        this.width = width;
        this.height = height;
        this.stride = stride;
        this.data = data;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int stride() {
        return stride;
    }

    float[] data() {
        return data;
    }

    float get(int x, int y) {
        return data[y * stride + x];
    }

    void set(int x, int y, float value) {
        data[y * stride + x] = value;
    }

    /** The sample here, or beyond the border its mirror image. */
    float mirrored(int x, int y) {
        return data[mirror(y, height) * stride + mirror(x, width)];
    }

    static int mirror(int position, int size) {
        int mirrored = position;
        while (mirrored < 0 || mirrored >= size) {
            mirrored = mirrored < 0 ? -mirrored - 1 : 2 * size - 1 - mirrored;
        }
        return mirrored;
    }

    Plane copy() {
        return new Plane(width, height, stride, data.clone());
    }

    /** The integers of a channel, scaled. */
    static Plane of(Channel channel, float factor) {
        Plane plane = new Plane(channel.width(), channel.height());
        int[] from = channel.data();
        for (int i = 0; i < from.length; i++) {
            plane.data[i] = from[i] * factor;
        }
        return plane;
    }

    /** Refuses a plane that has another size than the others. */
    void require(int expectedWidth, int expectedHeight) throws CodecException {
        if (width != expectedWidth || height != expectedHeight) {
            throw new CodecException("JPEG XL: The channels of a frame differ in size", -1);
        }
    }
}
