package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.codec.CodecException;

/** FrameHeader (ISO/IEC 18181-1 Annex F.2). */
final class FrameHeader {
    static final int REGULAR = 0;
    static final int LF_FRAME = 1;
    static final int REFERENCE_ONLY = 2;
    static final int SKIP_PROGRESSIVE = 3;
    static final int NOISE = 1;
    static final int PATCHES = 2;
    static final int SPLINES = 16;
    static final int USE_LF_FRAME = 32;
    static final int SKIP_LF_SMOOTHING = 128;

    /** How a frame joins what is below it. */
    record Blending(int mode, int alphaChannel, boolean clamp, int source) {
        static final int REPLACE = 0;
        static final Blending PLAIN = new Blending(REPLACE, 0, false, 0);
    }

    /** Passes: by how many bits each is shifted, and which resolution is complete after which pass. */
    record Passes(int[] shifts, int[] downsampling, int[] lastPass) {}

    final int type;
    final boolean modular;
    final long flags;
    final boolean ycbcr;
    /** By how much each channel is smaller than the image, as logarithms. */
    final int[] horizontalShift = new int[3];

    final int[] verticalShift = new int[3];
    final int upsampling;
    final int[] extraUpsampling;
    final int groupDimension;
    final int xScale;
    final int bScale;
    final Passes passes;
    final int lfLevel;
    int x0;
    int y0;
    /** Size in the image, before it is divided by upsampling. */
    int fullWidth;

    int fullHeight;
    final Blending blending;
    final boolean isLast;
    final int saveAsReference;
    final boolean saveBeforeColor;
    final RestorationFilter filter;

    FrameHeader(BitReader in, ImageHeader image) throws CodecException {
        boolean plain = in.bool();
        int extras = image.extraChannels().size();
        type = plain ? REGULAR : in.bits(2);
        modular = !plain && in.bool();
        flags = plain ? 0 : in.u64();
        ycbcr = !plain && !image.xyb() && in.bool();
        boolean ownLf = (flags & USE_LF_FRAME) == 0;
        if (ycbcr && ownLf) {
            subsampling(in);
        }
        upsampling = !plain && ownLf ? 1 << in.bits(2) : 1;
        extraUpsampling = new int[extras];
        for (int i = 0; i < extras; i++) {
            extraUpsampling[i] = !plain && ownLf ? 1 << in.bits(2) : 1;
        }
        groupDimension = modular ? 128 << in.bits(2) : 256;
        boolean scaled = image.xyb() && !modular;
        xScale = !scaled ? 2 : plain ? 3 : in.bits(3);
        bScale = !scaled || plain ? 2 : in.bits(3);
        passes = plain || type == REFERENCE_ONLY ? onePass() : passes(in);
        lfLevel = type == LF_FRAME ? 1 + in.bits(2) : 0;
        fullWidth = image.width();
        fullHeight = image.height();
        if (!plain && type != LF_FRAME && in.bool()) {
            crop(in);
        }
        boolean normal = type == REGULAR || type == SKIP_PROGRESSIVE;
        boolean whole = !normal || coversAll(image);
        blending = plain || !normal ? Blending.PLAIN : blending(in, extras, whole);
        for (int i = 0; i < extras && !plain && normal; i++) {
            blending(in, extras, whole);
        }
        isLast = plain || normal && in.bool() && type == REGULAR;
        saveAsReference = !plain && type != LF_FRAME && !isLast ? in.bits(2) : 0;
        boolean mayChoose = type == REFERENCE_ONLY || normal && !isLast && whole && blending.mode() == Blending.REPLACE;
        saveBeforeColor = type == LF_FRAME || !plain && mayChoose && in.bool();
        if (!plain) {
            ImageHeader.skipName(in);
        }
        filter = plain ? RestorationFilter.DEFAULT : RestorationFilter.read(in, modular);
        if (!plain) {
            in.skipExtensions();
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Columns that are coded. */
    int width() {
        return coded(fullWidth);
    }

    int height() {
        return coded(fullHeight);
    }

    private int coded(int full) {
        int divisor = upsampling << 3 * lfLevel;
        return (full + divisor - 1) / divisor;
    }

    boolean isSubsampled() {
        for (int c = 0; c < 3; c++) {
            if (horizontalShift[c] != 0 || verticalShift[c] != 0) {
                return true;
            }
        }
        return false;
    }

    boolean coversAll(ImageHeader image) {
        return x0 <= 0 && y0 <= 0 && (long) x0 + fullWidth >= image.width() && (long) y0 + fullHeight >= image.height();
    }

    private void subsampling(BitReader in) throws CodecException {
        int maxHorizontal = 0;
        int maxVertical = 0;
        for (int c = 0; c < 3; c++) {
            int mode = in.bits(2);
            horizontalShift[c] = mode == 1 || mode == 2 ? 1 : 0;
            verticalShift[c] = mode == 1 || mode == 3 ? 1 : 0;
            maxHorizontal = Math.max(maxHorizontal, horizontalShift[c]);
            maxVertical = Math.max(maxVertical, verticalShift[c]);
        }
        for (int c = 0; c < 3; c++) {
            horizontalShift[c] = maxHorizontal - horizontalShift[c];
            verticalShift[c] = maxVertical - verticalShift[c];
        }
        if (modular && isSubsampled()) {
            throw in.error("Sub-sampled modular frames are not supported");
        }
    }

    private static Passes onePass() {
        return new Passes(new int[1], new int[0], new int[0]);
    }

    private static Passes passes(BitReader in) throws CodecException {
        int count = in.u32(1, 0, 2, 0, 3, 0, 4, 3);
        if (count == 1) {
            return onePass();
        }
        int steps = in.u32(0, 0, 1, 0, 2, 0, 3, 1);
        if (steps > count) {
            throw in.error("There are more resolutions than passes");
        }
        int[] shifts = new int[count];
        for (int i = 0; i < count - 1; i++) {
            shifts[i] = in.bits(2);
        }
        int[] downsampling = new int[steps];
        for (int i = 0; i < steps; i++) {
            downsampling[i] = in.bits(2);
        }
        int[] last = new int[steps];
        for (int i = 0; i < steps; i++) {
            last[i] = in.u32(0, 0, 1, 0, 2, 0, 0, 3);
        }
        return new Passes(shifts, downsampling, last);
    }

    /** Least and greatest shift of the modular channels that a pass brings. */
    int[] shiftsOfPass(int pass) {
        int most = 2;
        int least = 3;
        for (int i = 0; ; i++) {
            List<Integer> steps = new ArrayList<>();
            for (int j = 0; j < passes.lastPass().length; j++) {
                if (passes.lastPass()[j] == i) {
                    steps.add(passes.downsampling()[j]);
                }
            }
            least = steps.isEmpty() ? least : steps.getLast();
            if (i == passes.shifts().length - 1) {
                least = 0;
            }
            if (i == pass) {
                return new int[] {least, most};
            }
            most = least - 1;
        }
    }

    private void crop(BitReader in) throws CodecException {
        int[] dimension = {0, 8, 256, 11, 2304, 14, 18688, 30};
        if (type != REFERENCE_ONLY) {
            x0 = BitReader.unpackSigned(in.u32(dimension));
            y0 = BitReader.unpackSigned(in.u32(dimension));
        }
        fullWidth = in.u32(dimension);
        fullHeight = in.u32(dimension);
        if (fullWidth == 0 || fullHeight == 0) {
            throw in.error("A frame is empty");
        }
    }

    private static Blending blending(BitReader in, int extras, boolean whole) throws CodecException {
        int mode = in.u32(0, 0, 1, 0, 2, 0, 3, 2);
        if (mode > 4) {
            throw in.error("Blending mode %d is not defined".formatted(mode));
        }
        boolean withAlpha = extras > 0 && (mode == 2 || mode == 3);
        int alpha = withAlpha ? in.u32(0, 0, 1, 0, 2, 0, 3, 3) : 0;
        boolean clamp = (withAlpha || mode == 4) && in.bool();
        int source = mode != Blending.REPLACE || !whole ? in.bits(2) : 0;
        return new Blending(mode, alpha, clamp, source);
    }
}
