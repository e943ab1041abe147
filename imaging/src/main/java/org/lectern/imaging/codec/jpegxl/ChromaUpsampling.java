package org.lectern.imaging.codec.jpegxl;

/** Doubles sub-sampled chroma, three quarters of the nearer sample and one of the farther (ISO/IEC 18181-1 K.1). */
final class ChromaUpsampling {
    private ChromaUpsampling() {}

    static Plane widen(Plane narrow, int width) {
        Plane wide = new Plane(width, narrow.height());
        for (int y = 0; y < narrow.height(); y++) {
            for (int x = 0; x < width; x++) {
                int near = x / 2;
                int far = near + ((x & 1) == 0 ? -1 : 1);
                wide.set(x, y, 0.75f * narrow.get(near, y) + 0.25f * narrow.mirrored(far, y));
            }
        }
        return wide;
    }

    static Plane heighten(Plane low, int height) {
        Plane high = new Plane(low.width(), height);
        for (int y = 0; y < height; y++) {
            int near = y / 2;
            int far = near + ((y & 1) == 0 ? -1 : 1);
            for (int x = 0; x < low.width(); x++) {
                high.set(x, y, 0.75f * low.get(x, near) + 0.25f * low.mirrored(x, far));
            }
        }
        return high;
    }
}
