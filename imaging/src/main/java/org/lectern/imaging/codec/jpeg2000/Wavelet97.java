package org.lectern.imaging.codec.jpeg2000;

/** The irreversible 9/7 wavelet, T.800 F.3.8.2. */
final class Wavelet97 extends Wavelet {
    private static final float ALPHA = (float) -1.586134342059924;
    private static final float BETA = (float) -0.052980118572961;
    private static final float GAMMA = (float) 0.882911075530934;
    private static final float DELTA = (float) 0.443506852043971;
    private static final float K = (float) 1.230174104914001;
    private static final float INVERSE_K = (float) (1 / 1.230174104914001);

    private final float[] data;

    Wavelet97(float[] data) {
        this.data = data;
    }

    @Override
    void rows(int from, int to, int stride, int width, int low, int odd) {
        int high = width - low;
        float[] l = new float[low + 2];
        float[] h = new float[high + 2];
        for (int y = from; y < to; y++) {
            int at = y * stride;
            if (width == 1) {
                single(at, 1, odd);
                continue;
            }
            System.arraycopy(data, at, l, 1, low);
            System.arraycopy(data, at + low, h, 1, high);
            lift(l, h, low, high, odd);
            for (int i = 0; i < low; i++) {
                data[at + 2 * i + odd] = l[i + 1];
            }
            for (int i = 0; i < high; i++) {
                data[at + 2 * i + 1 - odd] = h[i + 1];
            }
        }
    }

    @Override
    void columns(int left, int count, int stride, int height, int low, int odd) {
        if (height == 1) {
            single(left, count, odd);
            return;
        }
        float[] strip = new float[height * STRIP];
        for (int y = 0; y < height; y++) {
            int row = y < low ? 2 * y + odd : 2 * (y - low) + 1 - odd;
            System.arraycopy(data, y * stride + left, strip, row * STRIP, count);
        }
        liftRows(strip, height, odd);
        for (int y = 0; y < height; y++) {
            System.arraycopy(strip, y * STRIP, data, y * stride + left, count);
        }
    }

    private void single(int at, int count, int odd) {
        for (int i = at; i < at + count; i++) {
            data[i] *= odd == 1 ? 0.5f : 1;
        }
    }

    /** Samples from index 1; h[i + odd - 1] and h[i + odd] lie on either side of l[i]. */
    private static void lift(float[] l, float[] h, int low, int high, int odd) {
        for (int i = 1; i <= low; i++) {
            l[i] *= K;
        }
        for (int i = 1; i <= high; i++) {
            h[i] *= INVERSE_K;
        }
        step(l, h, low, high, odd, DELTA);
        step(h, l, high, low, 1 - odd, GAMMA);
        step(l, h, low, high, odd, BETA);
        step(h, l, high, low, 1 - odd, ALPHA);
    }

    private static void step(float[] target, float[] other, int count, int others, int shift, float factor) {
        other[0] = other[1];
        other[others + 1] = other[others];
        for (int i = 1; i <= count; i++) {
            target[i] -= factor * (other[i - 1 + shift] + other[i + shift]);
        }
    }

    private static void liftRows(float[] s, int height, int odd) {
        for (int y = 0; y < height; y++) {
            float scale = (y & 1) == odd ? K : INVERSE_K;
            for (int i = y * STRIP; i < (y + 1) * STRIP; i++) {
                s[i] *= scale;
            }
        }
        step(s, height, odd, DELTA);
        step(s, height, 1 - odd, GAMMA);
        step(s, height, odd, BETA);
        step(s, height, 1 - odd, ALPHA);
    }

    private static void step(float[] s, int height, int start, float factor) {
        for (int y = start; y < height; y += 2) {
            int before = (y == 0 ? 1 : y - 1) * STRIP;
            int after = (y == height - 1 ? y - 1 : y + 1) * STRIP;
            int at = y * STRIP;
            for (int i = 0; i < STRIP; i++) {
                s[at + i] -= factor * (s[before + i] + s[after + i]);
            }
        }
    }
}
