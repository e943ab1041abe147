package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** Frames that later frames refer to (ISO/IEC 18181-1 Annex F.2). */
final class References {
    private static final Plane[] NONE = new Plane[0];

    private final Plane[][] saved = {NONE, NONE, NONE, NONE};
    private final boolean[] beforeColor = new boolean[4];
    private long seed;
    private final Plane[][] lfFrames = {NONE, NONE, NONE, NONE};

    /** Counts a frame that begins: one that is shown, or one that is not. */
    void count(boolean shown) {
        seed = shown ? (seed >>> 32) + 1 << 32 : seed + 1;
    }

    /** How many frames were shown, in the upper half, and how many not shown since then. */
    long seed() {
        return seed;
    }

    void save(int slot, Plane[] planes, boolean beforeColorTransform) {
        saved[slot] = planes;
        beforeColor[slot] = beforeColorTransform;
    }

    void saveLf(int level, Plane[] planes) {
        lfFrames[level - 1] = planes;
    }

    /** The frame with the low frequencies of a frame at this level. */
    Plane[] lfFrame(int level) throws CodecException {
        return existing(lfFrames[level & 3]);
    }

    /** A frame to take patches from: one that was saved before its colours were transformed. */
    Plane[] patchSource(int slot) throws CodecException {
        if (!beforeColor[slot]) {
            throw new CodecException("JPEG XL: A patch refers to a frame whose colours are transformed", -1);
        }
        return existing(saved[slot]);
    }

    /** What lies below a frame; nothing where the slot is empty. */
    Plane[] canvas(int slot) throws CodecException {
        if (saved[slot].length > 0 && beforeColor[slot]) {
            throw new CodecException("JPEG XL: A frame is blended with one whose colours are not transformed", -1);
        }
        return saved[slot];
    }

    private static Plane[] existing(Plane[] planes) throws CodecException {
        if (planes.length == 0) {
            throw new CodecException("JPEG XL: A frame refers to one that does not exist", -1);
        }
        return planes;
    }
}
