package org.lectern.imaging.codec.jpeg2000;

import java.util.Arrays;

/**
 * A code-block and what the packets brought of it: codeword segments, each of some passes, in pieces.
 *
 * <p>A piece is four integers: number of its segment, passes, position in the frame, length.
 */
final class CodeBlock {
    static final int PIECE = 4;

    /** Place in the tile component's coefficients. */
    final int left;

    final int top;
    final int width;
    final int height;

    /** Bit-planes that are missing from the top, T.800 B.10.5. */
    int missingPlanes;

    int passes;
    int lengthBits = 3;
    int segments;

    /** Passes that the last segment holds and may hold. */
    int segmentPasses;

    int segmentLimit;

    int[] pieces = {};
    int pieceCount;

    CodeBlock(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
    }

    boolean isIncluded() {
        return passes > 0;
    }

    void addPiece(int segmentNumber, int passCount, int position, int length) {
        int at = pieceCount * PIECE;
        if (at == pieces.length) {
            pieces = Arrays.copyOf(pieces, Math.max(PIECE, at * 2));
        }
        pieces[at] = segmentNumber;
        pieces[at + 1] = passCount;
        pieces[at + 2] = position;
        pieces[at + 3] = length;
        pieceCount++;
    }

    /** Bytes of all segments. */
    int length() {
        int total = 0;
        for (int i = 0; i < pieceCount; i++) {
            total += pieces[i * PIECE + 3];
        }
        return total;
    }
}
