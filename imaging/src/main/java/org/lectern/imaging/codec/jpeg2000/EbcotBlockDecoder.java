package org.lectern.imaging.codec.jpeg2000;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * The code-blocks of Part 1: bit-plane coding passes (T.800 Annex D) over an arithmetic decoder (Annex C).
 *
 * <p>One integer of flags describes a column of four samples. Bits 0-17 are the significance of the 3 × 6 samples around
 * it, row by row, so that a shift by three per row brings the neighbourhood of that row to bits 0-8. The signs of rows
 * -1 to 4 lie in bits 18, 19, 22, 25, 28 and 31; for row j, bit 20 + 3j says "refined before", bit 21 + 3j "coded in
 * this bit-plane".
 *
 * <p>Decoded values are in halves of the least step, so that a value whose lower bit-planes are missing lies in the
 * middle of its interval.
 *
 * <p>The arithmetic decoder keeps, in place of its registers A and C, the distance to the next event:
 * D = min(C, A - 0x8000), both in units of 2^-16. While D stays positive after Qe is taken off, the symbol is the more
 * probable one and nothing needs to be renormalised; A and C follow from D by constant offsets.
 */
final class EbcotBlockDecoder implements BlockDecoder {
    /** First pass that selective arithmetic coding bypass leaves raw, T.800 table D.9. */
    static final int FIRST_BYPASS_PASS = 10;

    private static final int MAX_PLANES = 30;
    private static final int SIGNIFICANT = 1 << 4;
    private static final int NEIGHBOURS = 0x1EF;
    private static final int REFINED = 1 << 20;
    private static final int CODED = 1 << 21;
    private static final int ALL_CODED = 0x49200000;
    private static final int ALL_SIGNIFICANT = 0x2490;
    private static final int QE = 0xFFFF0000;

    private final int[] contexts = new int[EbcotTables.CONTEXTS];
    private int[] flags = {};
    private int[] data = {};
    private byte[] input = {};
    private byte[] significance = {};
    private int width;
    private int height;
    private int stride;
    private boolean causal;

    private int position;
    private int bitsLeft;
    private int interval;
    private int offsetA;
    private int offsetC;
    private int rawByte;

    @Override
    public int[] data() {
        return data;
    }

    @Override
    public int stride() {
        return width;
    }

    @Override
    public void decode(byte[] frame, CodeBlock block, ComponentStyle style, Subband band, int planes)
            throws CodecException {
        int used = planes - block.missingPlanes;
        if (used > MAX_PLANES || block.passes > 3 * used - 2) {
            throw new CodecException(
                    "A code-block has %d passes in %d bit-planes".formatted(block.passes, used),
                    block.pieces[CodeBlock.PIECE - 2]);
        }
        prepare(block, style, band);
        int pass = 0;
        int piece = 0;
        while (piece < block.pieceCount) {
            int segment = block.pieces[piece * CodeBlock.PIECE];
            int passes = 0;
            int length = 0;
            int from = piece;
            for (; piece < block.pieceCount && block.pieces[piece * CodeBlock.PIECE] == segment; piece++) {
                passes += block.pieces[piece * CodeBlock.PIECE + 1];
                length += block.pieces[piece * CodeBlock.PIECE + 3];
            }
            BlockDecoder.gather(frame, block, from, piece, input);
            input[length] = (byte) 0xFF;
            input[length + 1] = (byte) 0xFF;
            boolean raw = isRaw(pass, style);
            if (raw) {
                startRaw();
            } else {
                start();
            }
            for (int end = pass + passes; pass < end; pass++) {
                decodePass(pass, used - 1 - (pass + 2) / 3, raw, style, block);
            }
        }
    }

    private static boolean isRaw(int pass, ComponentStyle style) {
        return style.has(ComponentStyle.BYPASS) && pass >= FIRST_BYPASS_PASS && pass % 3 != 0;
    }

    private void prepare(CodeBlock block, ComponentStyle style, Subband band) {
        width = block.width;
        height = block.height;
        stride = width + 2;
        causal = style.has(ComponentStyle.CAUSAL);
        significance = EbcotTables.significance(band.kind);
        int flagCount = stride * ((height + 3 >> 2) + 2);
        if (flags.length < flagCount) {
            flags = new int[flagCount];
        } else {
            Arrays.fill(flags, 0, flagCount, 0);
        }
        if (data.length < width * height) {
            data = new int[width * height];
        } else {
            Arrays.fill(data, 0, width * height, 0);
        }
        int length = block.length() + 2;
        if (input.length < length) {
            input = new byte[Math.max(length, 8192)];
        }
        resetContexts();
    }

    private void resetContexts() {
        Arrays.fill(contexts, EbcotTables.state(0, 0));
        contexts[0] = EbcotTables.state(4, 0);
        contexts[EbcotTables.RUN_CONTEXT] = EbcotTables.state(3, 0);
        contexts[EbcotTables.UNIFORM_CONTEXT] = EbcotTables.state(46, 0);
    }

    private void decodePass(int pass, int plane, boolean raw, ComponentStyle style, CodeBlock block)
            throws CodecException {
        switch (pass % 3) {
            case 0 -> {
                cleanup(plane);
                if (style.has(ComponentStyle.SEGMENTATION) && segmentationSymbol() != 0xA) {
                    throw new CodecException(
                            "A code-block's segmentation symbol is wrong", block.pieces[CodeBlock.PIECE - 2]);
                }
            }
            case 1 -> {
                if (raw) {
                    rawSignificance(plane);
                } else {
                    significancePropagation(plane);
                }
            }
            default -> {
                if (raw) {
                    rawRefinement(plane);
                } else {
                    refinement(plane);
                }
            }
        }
        if (style.has(ComponentStyle.RESET)) {
            resetContexts();
        }
    }

    private int segmentationSymbol() {
        int symbol = 0;
        for (int i = 0; i < 4; i++) {
            symbol = symbol << 1 | decide(EbcotTables.UNIFORM_CONTEXT);
        }
        return symbol;
    }

    private void significancePropagation(int plane) {
        int[] f = flags;
        int[] cx = contexts;
        byte[] table = significance;
        int d = interval;
        for (int y = 0, row = stride + 1; y < height; y += 4, row += stride) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int v = f[row + x];
                if (v == 0) {
                    continue;
                }
                for (int j = 0; j < rows; j++) {
                    int s = v >>> 3 * j;
                    if ((s & (SIGNIFICANT | CODED)) == 0 && (s & NEIGHBOURS) != 0) {
                        int k = table[s & NEIGHBOURS];
                        int state = cx[k];
                        int bit = state & 1;
                        d -= state & QE;
                        if (d < 0) {
                            bit = exchange(k, d);
                            d = interval;
                        }
                        if (bit != 0) {
                            interval = d;
                            v = significant(row + x, v, j, (y + j) * width + x, 3 << plane);
                            d = interval;
                        }
                        v |= CODED << 3 * j;
                    }
                }
                f[row + x] = v;
            }
        }
        interval = d;
    }

    private void refinement(int plane) {
        int[] f = flags;
        int[] cx = contexts;
        int d = interval;
        int half = 1 << plane;
        for (int y = 0, row = stride + 1; y < height; y += 4, row += stride) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int v = f[row + x];
                if ((v & ALL_SIGNIFICANT) == 0) {
                    continue;
                }
                for (int j = 0; j < rows; j++) {
                    int s = v >>> 3 * j;
                    if ((s & (SIGNIFICANT | CODED)) == SIGNIFICANT) {
                        int k = refinementContext(s);
                        int state = cx[k];
                        int bit = state & 1;
                        d -= state & QE;
                        if (d < 0) {
                            bit = exchange(k, d);
                            d = interval;
                        }
                        refine((y + j) * width + x, bit == 0 ? -half : half);
                        v |= REFINED << 3 * j;
                    }
                }
                f[row + x] = v;
            }
        }
        interval = d;
    }

    private static int refinementContext(int s) {
        if ((s & REFINED) != 0) {
            return EbcotTables.REFINEMENT_CONTEXT + 2;
        }
        return (s & NEIGHBOURS) != 0 ? EbcotTables.REFINEMENT_CONTEXT + 1 : EbcotTables.REFINEMENT_CONTEXT;
    }

    private void refine(int at, int change) {
        int value = data[at];
        data[at] = value < 0 ? value - change : value + change;
    }

    private void cleanup(int plane) {
        int[] f = flags;
        int[] cx = contexts;
        byte[] table = significance;
        int d = interval;
        for (int y = 0, row = stride + 1; y < height; y += 4, row += stride) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int v = f[row + x];
                int j = 0;
                boolean found = false;
                if (v == 0 && rows == 4) {
                    int state = cx[EbcotTables.RUN_CONTEXT];
                    int bit = state & 1;
                    d -= state & QE;
                    if (d < 0) {
                        bit = exchange(EbcotTables.RUN_CONTEXT, d);
                        d = interval;
                    }
                    if (bit == 0) {
                        continue;
                    }
                    interval = d;
                    j = decide(EbcotTables.UNIFORM_CONTEXT) << 1;
                    j |= decide(EbcotTables.UNIFORM_CONTEXT);
                    d = interval;
                    found = true;
                }
                for (; j < rows; j++) {
                    int s = v >>> 3 * j;
                    if ((s & (SIGNIFICANT | CODED)) == 0) {
                        int bit = 1;
                        if (!found) {
                            int k = table[s & NEIGHBOURS];
                            int state = cx[k];
                            bit = state & 1;
                            d -= state & QE;
                            if (d < 0) {
                                bit = exchange(k, d);
                                d = interval;
                            }
                        }
                        found = false;
                        if (bit != 0) {
                            interval = d;
                            v = significant(row + x, v, j, (y + j) * width + x, 3 << plane);
                            d = interval;
                        }
                    }
                }
                f[row + x] = v & ~ALL_CODED;
            }
        }
        interval = d;
    }

    /** Decodes the sign of a sample that becomes significant and answers its column's flags. */
    private int significant(int p, int v, int j, int at, int magnitude) {
        int s = v >>> 3 * j;
        int north = j == 0 ? v >>> 18 & 1 : v >>> 16 + 3 * j & 1;
        int south = v >>> 22 + 3 * j & 1;
        int west = flags[p - 1] >>> 19 + 3 * j & 1;
        int east = flags[p + 1] >>> 19 + 3 * j & 1;
        int entry = EbcotTables.sign()[s & 0xAA | north | west << 2 | east << 4 | south << 6];
        int negative = decide(entry & 31) ^ entry >> 7 & 1;
        return mark(p, v, j, at, negative, magnitude);
    }

    private int mark(int p, int v, int j, int at, int negative, int magnitude) {
        int[] f = flags;
        data[at] = negative == 0 ? magnitude : -magnitude;
        int shift = 3 * j;
        f[p - 1] |= 1 << 5 + shift;
        f[p + 1] |= 1 << 3 + shift;
        if (j == 0 && !causal) {
            f[p - stride] |= 1 << 16 | negative << 31;
            f[p - stride - 1] |= 1 << 17;
            f[p - stride + 1] |= 1 << 15;
        }
        if (j == 3) {
            f[p + stride] |= 1 << 1 | negative << 18;
            f[p + stride - 1] |= 1 << 2;
            f[p + stride + 1] |= 1;
        }
        return v | (SIGNIFICANT | negative << 19) << shift;
    }

    private void rawSignificance(int plane) {
        for (int y = 0, row = stride + 1; y < height; y += 4, row += stride) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int v = flags[row + x];
                for (int j = 0; j < rows && v != 0; j++) {
                    int s = v >>> 3 * j;
                    if ((s & (SIGNIFICANT | CODED)) == 0 && (s & NEIGHBOURS) != 0) {
                        if (rawBit() != 0) {
                            v = mark(row + x, v, j, (y + j) * width + x, rawBit(), 3 << plane);
                        }
                        v |= CODED << 3 * j;
                    }
                }
                flags[row + x] = v;
            }
        }
    }

    private void rawRefinement(int plane) {
        int half = 1 << plane;
        for (int y = 0, row = stride + 1; y < height; y += 4, row += stride) {
            int rows = Math.min(4, height - y);
            for (int x = 0; x < width; x++) {
                int v = flags[row + x];
                for (int j = 0; j < rows && v != 0; j++) {
                    if ((v >>> 3 * j & (SIGNIFICANT | CODED)) == SIGNIFICANT) {
                        refine((y + j) * width + x, rawBit() == 0 ? -half : half);
                        v |= REFINED << 3 * j;
                    }
                }
                flags[row + x] = v;
            }
        }
    }

    private void startRaw() {
        position = 0;
        bitsLeft = 0;
        rawByte = 0;
    }

    /** T.800 D.6: a bit of a raw segment; the two FF bytes behind it never end. */
    private int rawBit() {
        if (bitsLeft == 0) {
            bitsLeft = rawByte == 0xFF ? 7 : 8;
            int next = input[position] & 0xFF;
            boolean atEnd = next == 0xFF && (input[position + 1] & 0xFF) > 0x8F;
            rawByte = next;
            if (atEnd) {
                bitsLeft = 8;
            } else {
                position++;
            }
        }
        bitsLeft--;
        return rawByte >> bitsLeft & 1;
    }

    /** INITDEC, T.800 C.3.5. */
    private void start() {
        position = 0;
        int c = (input[0] & 0xFF) << 16;
        c = byteIn(c) << 7;
        bitsLeft -= 7;
        setInterval(0x8000, c);
    }

    /** BYTEIN, T.800 C.3.4: answers the register with the next byte added. */
    private int byteIn(int c) {
        int next = input[position + 1] & 0xFF;
        if (input[position] == (byte) 0xFF) {
            if (next > 0x8F) {
                bitsLeft = 8;
                return c + 0xFF00;
            }
            position++;
            bitsLeft = 7;
            return c + (next << 9);
        }
        position++;
        bitsLeft = 8;
        return c + (next << 8);
    }

    private void setInterval(int a, int c) {
        int relative = a - 0x8000 << 16;
        interval = c < 0 ? relative : Math.min(relative, c);
        offsetA = relative - interval;
        offsetC = c - interval;
    }

    private int decide(int k) {
        int state = contexts[k];
        int d = interval - (state & QE);
        if (d < 0) {
            return exchange(k, d);
        }
        interval = d;
        return state & 1;
    }

    /** The rest of DECODE where D has become negative: exchange and renormalisation, T.800 C.3.2 and C.3.3. */
    private int exchange(int k, int d) {
        int state = contexts[k];
        int qe = state & QE;
        int a = (d + offsetA >> 16) + 0x8000;
        int c = d + offsetC;
        int q = qe >>> 16;
        boolean lower = Integer.compareUnsigned(c + qe, qe) < 0;
        boolean mps = lower == a < q;
        if (lower) {
            c += qe;
            a = q;
        }
        contexts[k] = (mps ? EbcotTables.afterMps() : EbcotTables.afterLps())[state & 0xFFFF];
        int shift = Integer.numberOfLeadingZeros(a) - 16;
        a <<= shift;
        while (shift > 0) {
            if (bitsLeft == 0) {
                c = byteIn(c);
            }
            int step = Math.min(shift, bitsLeft);
            c <<= step;
            bitsLeft -= step;
            shift -= step;
        }
        setInterval(a, c);
        return mps ? state & 1 : ~state & 1;
    }
}
