package org.lectern.imaging.codec.jpegxl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** Channels as indices into a palette, which may hold differences from a prediction (ISO/IEC 18181-1 Annex H.6.4). */
record PaletteTransform(int begin, int count, int colors, int deltas, int predictor) implements Transform {
    /** The implicit differences of negative indices, times their three channels. */
    private static final short[] DELTAS = {
        0, 0, 0, 4, 4, 4, 11, 0, 0, 0, 0, -13, 0, -12, 0, -10, -10, -10, -18, -18, -18, -27, -27, -27, -18, -18, 0, 0,
        0, -32, -32, 0, 0, -37, -37, -37, 0, -32, -32, 24, 24, 45, 50, 50, 50, -45, -24, -24, -24, -45, -45, 0, -24,
        -24, -34, -34, 0, -24, 0, -24, -45, -45, -24, 64, 64, 64, -32, 0, -32, 0, -32, 0, -32, 0, 32, -24, -45, -24, 45,
        24, 45, 24, -24, -45, -45, -24, 24, 80, 80, 80, 64, 0, 0, 0, 0, -64, 0, -64, -64, -24, -24, 45, 96, 96, 96, 64,
        64, 0, 45, -24, -24, 34, -34, 0, 112, 112, 112, 24, -45, -45, 45, 45, -24, 0, -32, 32, 24, -24, 45, 0, 96, 96,
        45, -24, 24, 24, -45, -24, -24, -45, 24, 0, -64, 0, 96, 0, 0, 128, 128, 128, 64, 0, 64, 144, 144, 144, 96, 96,
        0, -36, -36, 36, 45, -24, -45, 45, -45, -24, 0, 0, -96, 0, 128, 128, 0, 96, 0, 45, 24, -45, -128, 0, 0, 24, -45,
        24, -45, 24, -45, 64, 0, -64, 64, -64, -64, 96, 0, 96, 45, -45, 24, 24, 45, -45, 64, 64, -64, 128, 128, 0, 0, 0,
        -128, -24, 45, -45
    };

    static PaletteTransform read(BitReader in) throws CodecException {
        int begin = Transform.begin(in);
        int count = in.u32(1, 0, 3, 0, 4, 0, 1, 13);
        int colors = in.u32(0, 8, 256, 10, 1280, 12, 5376, 16);
        int deltas = in.u32(0, 0, 1, 8, 257, 10, 1281, 16);
        int predictor = in.bits(4);
        if (predictor > 13) {
            throw in.error("Predictor %d is not defined".formatted(predictor));
        }
        return new PaletteTransform(begin, count, colors, deltas, predictor);
    }

    @Override
    public void announce(BitReader in, ModularImage image) throws CodecException {
        List<Channel> channels = image.channels();
        int end = begin + count;
        boolean meta = begin < image.metaChannels();
        if (end > channels.size() || meta && end > image.metaChannels()) {
            throw in.error("A palette is for channels that do not exist");
        }
        for (int i = begin + 1; i < end; i++) {
            if (!channels.get(i).hasSizeOf(channels.get(begin))) {
                throw in.error("A palette needs channels of one size");
            }
        }
        channels.subList(begin + 1, end).clear();
        channels.addFirst(new Channel(colors, count, -1, -1));
        image.setMetaChannels(image.metaChannels() + (meta ? 2 - count : 1));
    }

    @Override
    public void undo(ModularImage image) {
        List<Channel> channels = image.channels();
        Channel palette = channels.getFirst();
        Channel indices = channels.get(begin + 1);
        boolean plain = deltas == 0 && predictor == 0;
        for (int c = 0; c < count; c++) {
            Channel target =
                    new Channel(indices.width(), indices.height(), indices.horizontalShift(), indices.verticalShift());
            if (plain) {
                fill(c, palette, indices, target, image.bitDepth());
            } else {
                predict(c, palette, indices, target, image);
            }
            if (c == 0) {
                channels.set(begin + 1, target);
            } else {
                channels.add(begin + 1 + c, target);
            }
        }
        channels.removeFirst();
        image.setMetaChannels(image.metaChannels() - (begin + 1 < image.metaChannels() ? 2 - count : 1));
    }

    private void fill(int c, Channel palette, Channel indices, Channel target, int depth) {
        int[] from = indices.data();
        int[] to = target.data();
        for (int i = 0; i < to.length; i++) {
            to[i] = color(palette, from[i], c, depth);
        }
    }

    private void predict(int c, Channel palette, Channel indices, Channel target, ModularImage image) {
        int[] from = indices.data();
        int[] to = target.data();
        Predictor near = new Predictor(target);
        int width = target.width();
        @Nullable
        WeightedPredictor weighted =
                predictor == Predictor.WEIGHTED ? new WeightedPredictor(image.weighted(), width) : null;
        for (int i = 0; i < to.length; i++) {
            int x = i % width;
            if (weighted != null && x == 0 && i > 0) {
                weighted.nextRow();
            }
            near.at(x, i / width);
            int prediction = weighted != null ? weighted.predict(x, near) : near.predict(predictor);
            to[i] = color(palette, from[i], c, image.bitDepth()) + (from[i] < deltas ? prediction : 0);
            if (weighted != null) {
                weighted.learn(x, to[i]);
            }
        }
    }

    private int color(Channel palette, int index, int c, int depth) {
        if (index >= 0 && index < colors) {
            return palette.data()[c * colors + index];
        }
        if (index < 0) {
            return implicitDelta(index, c, depth);
        }
        long most = (1L << depth) - 1;
        int rest = index - colors;
        if (rest < 64) {
            long level = rest >> Math.min(31, 2 * c) & 3;
            return (int) (level * most / 4 + (1L << Math.max(0, depth - 3)));
        }
        rest -= 64;
        for (int i = 0; i < c && rest > 0; i++) {
            rest /= 5;
        }
        return (int) (rest % 5 * most / 4);
    }

    private static int implicitDelta(int index, int c, int depth) {
        if (c >= 3) {
            return 0;
        }
        int folded = -(index + 1) % 143;
        int value = DELTAS[3 * (folded + 1 >> 1) + c];
        int signed = (folded & 1) == 0 ? -value : value;
        return depth > 8 ? signed << Math.min(depth, 24) - 8 : signed;
    }
}
