package org.lectern.imaging.codec.jpegxl;

import java.util.List;
import org.lectern.imaging.codec.CodecException;

/** Reversible colour transform of three channels (ISO/IEC 18181-1 Annex H.6.3). */
record ColorRotation(int begin, int permutation, int type) implements Transform {
    private static final int[][] ORDER = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {1, 0, 2}, {2, 1, 0}};

    static ColorRotation read(BitReader in) throws CodecException {
        int begin = Transform.begin(in);
        int kind = in.u32(6, 0, 0, 2, 2, 4, 10, 6);
        if (kind >= 42) {
            throw in.error("Colour transform %d of a modular image is not defined".formatted(kind));
        }
        return new ColorRotation(begin, kind / 7, kind % 7);
    }

    @Override
    public void announce(BitReader in, ModularImage image) throws CodecException {
        List<Channel> channels = image.channels();
        if (begin + 3 > channels.size()
                || !channels.get(begin).hasSizeOf(channels.get(begin + 1))
                || !channels.get(begin).hasSizeOf(channels.get(begin + 2))) {
            throw in.error("A colour transform needs three channels of one size");
        }
    }

    @Override
    public void undo(ModularImage image) {
        List<Channel> channels = image.channels();
        Channel[] three = {channels.get(begin), channels.get(begin + 1), channels.get(begin + 2)};
        if (type == 6) {
            undoYcocg(three[0].data(), three[1].data(), three[2].data());
        } else if (type != 0) {
            undoSums(three[0].data(), three[1].data(), three[2].data());
        }
        for (int i = 0; i < 3; i++) {
            channels.set(begin + ORDER[permutation][i], three[i]);
        }
    }

    private static void undoYcocg(int[] first, int[] second, int[] third) {
        for (int i = 0; i < first.length; i++) {
            int middle = first[i] - (third[i] >> 1);
            int low = middle - (second[i] >> 1);
            first[i] = low + second[i];
            second[i] = third[i] + middle;
            third[i] = low;
        }
    }

    private void undoSums(int[] first, int[] second, int[] third) {
        boolean third1 = (type & 1) != 0;
        int second1 = type >> 1;
        for (int i = 0; i < first.length; i++) {
            int base = first[i];
            if (third1) {
                third[i] += base;
            }
            if (second1 == 1) {
                second[i] += base;
            } else if (second1 == 2) {
                second[i] += base + third[i] >> 1;
            }
        }
    }
}
