package org.lectern.imaging.codec.jpeg2000;

/** The reversible 5/3 wavelet, T.800 F.3.8.1. */
final class Wavelet53 extends Wavelet {
    private final int[] data;

    Wavelet53(int[] data) {
        this.data = data;
    }

    @Override
    void rows(int from, int to, int stride, int width, int low, int odd) {
        int high = width - low;
        int[] l = new int[low + 2];
        int[] h = new int[high + 2];
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
        int[] strip = new int[height * STRIP];
        for (int y = 0; y < height; y++) {
            int row = y < low ? 2 * y + odd : 2 * (y - low) + 1 - odd;
            System.arraycopy(data, y * stride + left, strip, row * STRIP, count);
        }
        liftRows(strip, height, odd);
        for (int y = 0; y < height; y++) {
            System.arraycopy(strip, y * STRIP, data, y * stride + left, count);
        }
    }

    /** A single high-pass sample is halved (T.800 F.3.6). */
    private void single(int at, int count, int odd) {
        for (int i = at; i < at + count; i++) {
            data[i] >>= odd;
        }
    }

    /** Samples from index 1; h[i + odd - 1] and h[i + odd] lie on either side of l[i]. */
    private static void lift(int[] l, int[] h, int low, int high, int odd) {
        h[0] = h[1];
        h[high + 1] = h[high];
        for (int i = 1; i <= low; i++) {
            l[i] -= h[i - 1 + odd] + h[i + odd] + 2 >> 2;
        }
        l[0] = l[1];
        l[low + 1] = l[low];
        int shift = 1 - odd;
        for (int i = 1; i <= high; i++) {
            h[i] += l[i - 1 + shift] + l[i + shift] >> 1;
        }
    }

    private static void liftRows(int[] s, int height, int odd) {
        for (int y = odd; y < height; y += 2) {
            int before = (y == 0 ? 1 : y - 1) * STRIP;
            int after = (y == height - 1 ? y - 1 : y + 1) * STRIP;
            int at = y * STRIP;
            for (int i = 0; i < STRIP; i++) {
                s[at + i] -= s[before + i] + s[after + i] + 2 >> 2;
            }
        }
        for (int y = 1 - odd; y < height; y += 2) {
            int before = (y == 0 ? 1 : y - 1) * STRIP;
            int after = (y == height - 1 ? y - 1 : y + 1) * STRIP;
            int at = y * STRIP;
            for (int i = 0; i < STRIP; i++) {
                s[at + i] += s[before + i] + s[after + i] >> 1;
            }
        }
    }
}
