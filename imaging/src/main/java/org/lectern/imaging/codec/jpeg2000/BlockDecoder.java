package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/** Decodes one code-block at a time into signed coefficients; keeps its scratch memory, so one per thread. */
interface BlockDecoder {
    /**
     * Decodes a block.
     *
     * @param planes bit-planes of the sub-band, missing ones and the region-of-interest shift included
     */
    void decode(byte[] frame, CodeBlock block, ComponentStyle style, Subband band, int planes) throws CodecException;

    /** The coefficients of the last block, in halves of the quantizer step. */
    int[] data();

    /** Distance of two rows in {@link #data}. */
    int stride();

    /** Copies the bytes of pieces {@code from} to {@code to - 1} end to end. */
    static void gather(byte[] frame, CodeBlock block, int from, int to, byte[] target) {
        int done = 0;
        for (int i = from; i < to; i++) {
            int length = block.pieces[i * CodeBlock.PIECE + 3];
            System.arraycopy(frame, block.pieces[i * CodeBlock.PIECE + 2], target, done, length);
            done += length;
        }
    }
}
