package org.lectern.imaging.codec.jpeg2000;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * The code-blocks of High-Throughput JPEG 2000, T.814 clause 7: a cleanup pass over quads of 2 × 2 samples, and up to
 * two refinement passes.
 *
 * <p>First the variable-length codes of all quads are read: which samples are significant and how the exponent bound
 * grows; then the magnitudes and signs.
 */
final class HtBlockDecoder implements BlockDecoder {
    private static final int MAX_BITS = 30;

    private final HtBits codes = new HtBits();
    private final HtBits magnitudes = new HtBits();
    private final HtRuns runs = new HtRuns();
    private final HtRefinement refinement = new HtRefinement();
    private byte[] input = new byte[8192];
    private int[] data = {};
    private int[] quads = {};
    private int[] exponents = {};
    private int quadsAcross;
    private int quadsDown;
    private int quadStride;

    @Override
    public int[] data() {
        return data;
    }

    @Override
    public int stride() {
        return 2 * quadsAcross;
    }

    @Override
    public void decode(byte[] frame, CodeBlock block, ComponentStyle style, Subband band, int planes)
            throws CodecException {
        prepare(block);
        int cleanup = lastCleanup(block);
        if (cleanup < 0) {
            return;
        }
        int[] pieces = block.pieces;
        int place = pieces[cleanup * CodeBlock.PIECE + 2];
        int length = pieces[cleanup * CodeBlock.PIECE + 3];
        int lowest = planes - 1 - block.missingPlanes - pieces[cleanup * CodeBlock.PIECE] / 2;
        if (lowest < 0 || lowest > MAX_BITS) {
            throw new CodecException("A code-block ends %d bit-planes too low".formatted(-lowest), place);
        }
        int passes = 0;
        for (int i = cleanup + 1; i < block.pieceCount; i++) {
            passes += pieces[i * CodeBlock.PIECE + 1];
        }
        gather(frame, block, cleanup);
        if (length < 2) {
            throw new CodecException("A cleanup segment has %d bytes".formatted(length), place);
        }
        int suffix = (input[length - 1] & 0xFF) << 4 | input[length - 2] & 0xF;
        if (suffix < 2 || suffix > length || suffix > 4079) {
            throw new CodecException("A cleanup segment's Scup is %d of %d".formatted(suffix, length), place);
        }
        runs.start(input, length - suffix, length - 1);
        codes.backwards(input, length - suffix, length - 1, true);
        magnitudes.forwards(input, 0, length - suffix, 0xFF);
        readQuads();
        if (!readMagnitudes(lowest)) {
            throw new CodecException("A code-block's magnitudes are too large", place);
        }
        if (passes > 0 && lowest > 0) {
            int end = block.length() - before(block, cleanup);
            refinement.decode(input, length, end, block, lowest, data, stride());
            refinement.propagate(style.has(ComponentStyle.CAUSAL));
            if (passes > 1) {
                refinement.refine();
            }
        }
    }

    private void prepare(CodeBlock block) {
        quadsAcross = block.width + 1 >> 1;
        quadsDown = block.height + 1 >> 1;
        quadStride = quadsAcross + 4;
        int samples = 4 * quadsAcross * quadsDown;
        if (data.length < samples) {
            data = new int[samples];
        } else {
            Arrays.fill(data, 0, samples, 0);
        }
        int count = quadStride * (quadsDown + 1);
        if (quads.length < count) {
            quads = new int[count];
        } else {
            Arrays.fill(quads, 0, count, 0);
        }
        if (exponents.length < quadsAcross + 2) {
            exponents = new int[quadsAcross + 2];
        } else {
            Arrays.fill(exponents, 0);
        }
    }

    /** The piece that holds the last cleanup pass with any bytes, or -1. */
    private static int lastCleanup(CodeBlock block) {
        for (int i = block.pieceCount - 1; i >= 0; i--) {
            if (block.pieces[i * CodeBlock.PIECE] % 2 == 0 && block.pieces[i * CodeBlock.PIECE + 3] > 0) {
                return i;
            }
        }
        return -1;
    }

    private static int before(CodeBlock block, int cleanup) {
        int before = 0;
        for (int i = 0; i < cleanup; i++) {
            before += block.pieces[i * CodeBlock.PIECE + 3];
        }
        return before;
    }

    private void gather(byte[] frame, CodeBlock block, int from) {
        int length = block.length();
        if (input.length < length) {
            input = new byte[length];
        }
        BlockDecoder.gather(frame, block, from, block.pieceCount, input);
    }

    /** T.814 7.3.5: quads in pairs; of each its table entry in the lower half and its u in the upper. */
    private void readQuads() {
        int position = 0;
        int[] q = quads;
        for (int y = 0; y < quadsDown; y++) {
            boolean first = y == 0;
            int[] table = first ? HtVlcTables.firstRow() : HtVlcTables.otherRows();
            int[] uvlc = first ? HtUvlc.firstRow() : HtUvlc.otherRows();
            int row = (y + 1) * quadStride;
            int up = row - quadStride;
            int left = 0;
            for (int x = 0; x < quadsAcross; x += 2) {
                long bits = codes.at(position);
                int context = first
                        ? firstContext(left)
                        : context(left, x == 0 ? 0 : q[up + x - 1], q[up + x], q[up + x + 1]);
                int t0 = entry(table, context, bits);
                int used = t0 & 7;
                int t1 = 0;
                if (x + 1 < quadsAcross) {
                    context = first ? firstContext(t0) : context(t0, q[up + x], q[up + x + 1], q[up + x + 2]);
                    t1 = entry(table, context, bits >>> used);
                    used += t1 & 7;
                }
                left = t1;
                int mode = t0 >> 3 & 1 | t1 >> 2 & 2;
                if (first && mode == 3 && runs.event()) {
                    mode = HtUvlc.BOTH_LARGE;
                }
                bits >>>= used;
                int u = uvlc[mode << 6 | (int) bits & 63];
                bits >>>= u & 7;
                int suffix = u >> 3 & 15;
                int suffix0 = u >> 7 & 7;
                int u0 = (u >> 10 & 15) + ((int) bits & (1 << suffix0) - 1);
                int u1 = (u >> 14 & 15) + ((int) (bits >>> suffix0) & (1 << suffix - suffix0) - 1);
                q[row + x] = t0 | u0 << 16;
                q[row + x + 1] = t1 | u1 << 16;
                position += used + (u & 7) + suffix;
            }
        }
    }

    /** An all-zero neighbourhood leaves it to the run-length coder whether a code word follows. */
    private int entry(int[] table, int context, long bits) {
        if (context == 0 && !runs.event()) {
            return 0;
        }
        return table[context << 7 | (int) bits & 127];
    }

    /** Context of the first row from the quad to the left; samples 0 to 3 are bits 4 to 7 of an entry. */
    private static int firstContext(int left) {
        return left >> 4 & 1 | left >> 5 & 7;
    }

    private static int context(int left, int upLeft, int up, int upRight) {
        int north = upLeft >> 7 | up >> 5;
        int west = left >> 6 | left >> 7;
        int northEast = up >> 7 | upRight >> 5;
        return north & 1 | (west & 1) << 1 | (northEast & 1) << 2;
    }

    /** T.814 7.3.7 and 7.3.8; answers whether all magnitudes fit. */
    private boolean readMagnitudes(int lowest) {
        int position = 0;
        int[] above = exponents;
        int[] out = data;
        int limit = MAX_BITS - lowest;
        int down = 2 * quadsAcross;
        for (int y = 0; y < quadsDown; y++) {
            int previous = 0;
            int target = 2 * y * down;
            int row = (y + 1) * quadStride;
            for (int x = 0; x < quadsAcross; x++, target += 2) {
                int quad = quads[row + x];
                int rho = quad >> 4 & 15;
                int bound = quad >>> 16;
                if (y > 0) {
                    boolean several = (rho & rho - 1) != 0;
                    bound += several ? 31 - Integer.numberOfLeadingZeros(above[x] | above[x + 1] | 2) : 1;
                }
                int lowerLeft = 0;
                int lowerRight = 0;
                if (rho != 0) {
                    if (bound > limit) {
                        return false;
                    }
                    for (int n = 0; n < 4; n++) {
                        if ((rho >> n & 1) != 0) {
                            int m = bound - (quad >> 12 + n & 1);
                            int bits = (int) magnitudes.at(position);
                            position += m;
                            int v = bits & (1 << m) - 1 | (quad >> 8 + n & 1) << m | 1;
                            int value = v + 2 << lowest;
                            out[target + (n & 1) * down + (n >> 1)] = (bits & 1) != 0 ? -value : value;
                            if (n == 1) {
                                lowerLeft = v;
                            } else if (n == 3) {
                                lowerRight = v;
                            }
                        }
                    }
                }
                above[x] = previous | lowerLeft;
                previous = lowerRight;
            }
            above[quadsAcross] = previous;
        }
        return true;
    }
}
