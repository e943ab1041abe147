package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** Permutations coded as Lehmer codes (ISO/IEC 18181-1 Annex C.3.2). */
final class Permutation {
    private Permutation() {}

    /** Reads a permutation of this many things, of which the first few stay where they are. */
    static int[] read(BitReader in, EntropyReader reader, int size, int fixed) throws CodecException {
        int end = reader.read(context(size), size - fixed, "The length of a permutation");
        int[] lehmer = new int[size];
        for (int i = fixed; i < fixed + end; i++) {
            lehmer[i] = reader.read(context(i > fixed ? lehmer[i - 1] : 0));
            if (lehmer[i] < 0 || lehmer[i] >= size - i) {
                throw in.error("A permutation is impossible");
            }
        }
        return decode(lehmer);
    }

    private static int context(int value) {
        return Math.min(7, BitReader.bitsFor(value + 1));
    }

    /** Each entry takes the n-th of what is left, found in a tree of counts. */
    private static int[] decode(int[] lehmer) {
        int leaves = Math.max(1, Integer.highestOneBit(Math.max(1, 2 * lehmer.length - 1)));
        int[] left = new int[2 * leaves];
        for (int i = 0; i < lehmer.length; i++) {
            left[leaves + i] = 1;
        }
        for (int i = leaves - 1; i > 0; i--) {
            left[i] = left[2 * i] + left[2 * i + 1];
        }
        int[] permutation = new int[lehmer.length];
        for (int i = 0; i < lehmer.length; i++) {
            int rest = lehmer[i];
            int node = 1;
            left[1]--;
            while (node < leaves) {
                node *= 2;
                if (rest >= left[node]) {
                    rest -= left[node++];
                }
                left[node]--;
            }
            permutation[i] = node - leaves;
        }
        return permutation;
    }
}
