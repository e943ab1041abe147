package org.lectern.imaging.codec.jpeg2000;

/** Moves a decoded code-block to its place: region-of-interest shift (T.800 H.1) and dequantization (E.1). */
final class BlockStore {
    private final Plane plane;
    private final int roiShift;

    BlockStore(Plane plane, int roiShift) {
        this.plane = plane;
        this.roiShift = roiShift;
    }

    void store(BlockDecoder decoder, CodeBlock block, Subband band) {
        int[] data = decoder.data();
        int stride = decoder.stride();
        if (roiShift > 0) {
            unshift(data, stride, block);
        }
        int target = block.top * plane.area().width() + block.left;
        for (int y = 0; y < block.height; y++, target += plane.area().width()) {
            if (plane.reversible()) {
                int[] ints = plane.ints();
                for (int x = 0, from = y * stride; x < block.width; x++) {
                    ints[target + x] = data[from + x] / 2;
                }
            } else {
                float[] floats = plane.floats();
                float half = band.step / 2;
                for (int x = 0, from = y * stride; x < block.width; x++) {
                    floats[target + x] = data[from + x] * half;
                }
            }
        }
    }

    /** What reaches 2^shift belongs to the region and was scaled up. */
    private void unshift(int[] data, int stride, CodeBlock block) {
        for (int y = 0; y < block.height; y++) {
            for (int x = 0, at = y * stride; x < block.width; x++, at++) {
                int magnitude = Math.abs(data[at]);
                if (roiShift < 31 && magnitude >> 1 >= 1 << roiShift) {
                    data[at] = data[at] < 0 ? -(magnitude >> roiShift) : magnitude >> roiShift;
                }
            }
        }
    }
}
