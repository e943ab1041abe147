package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** In which order the coefficients of varblocks are coded in a pass (ISO/IEC 18181-1 Annex I.3.2). */
final class CoefficientOrder {
    private final int[][] orders = new int[3 * Varblock.ORDERS][0];

    static CoefficientOrder read(BitReader in) throws CodecException {
        CoefficientOrder result = new CoefficientOrder();
        int used = in.u32(0x5F, 0, 0x13, 0, 0, 0, 0, 13);
        if (used == 0) {
            return result;
        }
        EntropyReader reader = new EntropyReader(in, EntropyCode.read(in, 8), 0);
        for (int order = 0; order < Varblock.ORDERS; order++) {
            if ((used >> order & 1) != 0) {
                int[] natural = natural(Varblock.withOrder(order));
                for (int c = 0; c < 3; c++) {
                    int[] permutation = Permutation.read(in, reader, natural.length, natural.length / 64);
                    for (int i = 0; i < permutation.length; i++) {
                        permutation[i] = natural[permutation[i]];
                    }
                    result.orders[3 * order + c] = permutation;
                }
            }
        }
        reader.finish();
        return result;
    }

    /** Positions of coefficients, in rows of the long side. */
    int[] of(int order, int channel) {
        int index = 3 * order + channel;
        if (orders[index].length == 0) {
            orders[index] = natural(Varblock.withOrder(order));
        }
        return orders[index];
    }

    /** Low frequencies first, then in zigzag over the square of the long side, rows left out. */
    private static int[] natural(Varblock block) {
        int wide = block.longSide();
        int high = block.shortSide();
        int side = 8 * wide;
        int step = wide / high;
        int[] order = new int[side * 8 * high];
        int next = wide * high;
        for (int diagonal = 0; diagonal < 2 * side - 1; diagonal++) {
            int first = Math.max(0, diagonal - side + 1);
            int last = Math.min(diagonal, side - 1);
            for (int i = first; i <= last; i++) {
                boolean odd = (diagonal & 1) != 0;
                int x = odd ? diagonal - i : i;
                int y = odd ? i : diagonal - i;
                if (y % step != 0) {
                    continue;
                }
                y /= step;
                boolean low = x < wide && y < high;
                order[low ? y * wide + x : next++] = y * side + x;
            }
        }
        return order;
    }
}
