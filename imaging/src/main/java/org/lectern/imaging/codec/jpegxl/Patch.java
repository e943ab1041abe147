package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.codec.CodecException;

/**
 * A piece of a reference frame, and where it goes (ISO/IEC 18181-1 Annex K.3).
 *
 * @param mode of blending colours: 0 nothing, 1 replace, 2 add, 3 multiply
 */
record Patch(int reference, int fromX, int fromY, int width, int height, int x, int y, int mode) {
    private static final int MAX_PATCHES = 1 << 18;
    private static final int MAX_SIZE = 1 << 20;

    static List<Patch> read(BitReader in, int extraChannels) throws CodecException {
        EntropyReader reader = new EntropyReader(in, EntropyCode.read(in, 10), 0);
        List<Patch> patches = new ArrayList<>();
        int pieces = reader.read(0, MAX_PATCHES, "The count of patches");
        for (int i = 0; i < pieces; i++) {
            int reference = reader.read(1, 3, "The reference of a patch");
            int fromX = reader.read(3, MAX_SIZE, "The place of a patch");
            int fromY = reader.read(3, MAX_SIZE, "The place of a patch");
            int width = 1 + reader.read(2, MAX_SIZE, "The width of a patch");
            int height = 1 + reader.read(2, MAX_SIZE, "The height of a patch");
            int count = 1 + reader.read(7, MAX_PATCHES, "The count of patches");
            int x = 0;
            int y = 0;
            for (int j = 0; j < count; j++) {
                x = j == 0 ? reader.read(4) : x + reader.readSigned(6);
                y = j == 0 ? reader.read(4) : y + reader.readSigned(6);
                int mode = modes(in, reader, extraChannels);
                patches.add(new Patch(reference, fromX, fromY, width, height, x, y, mode));
                if (patches.size() > MAX_PATCHES) {
                    throw in.error("There are more than %d patches".formatted(MAX_PATCHES));
                }
            }
        }
        reader.finish();
        return patches;
    }

    /** The mode of the colours; those of extra channels, which are not shown, are read over. */
    private static int modes(BitReader in, EntropyReader reader, int extraChannels) throws CodecException {
        int colors = 0;
        for (int i = 0; i <= extraChannels; i++) {
            int mode = reader.read(5, 7, "The blending of a patch");
            if (mode >= 4) {
                throw in.error("Patches that are blended by transparency are not supported");
            }
            if (mode == 3) {
                reader.read(9);
            }
            colors = i == 0 ? mode : colors;
        }
        return colors;
    }

    /** Draws the patch from planes of the same channels. */
    void draw(Plane[] from, Plane[] to) throws CodecException {
        for (int c = 0; c < to.length && mode > 0; c++) {
            Plane source = from[c];
            Plane target = to[c];
            if (fromX + width > source.width()
                    || fromY + height > source.height()
                    || x < 0
                    || y < 0
                    || (long) x + width > target.width()
                    || (long) y + height > target.height()) {
                throw new CodecException("JPEG XL: A patch reaches beyond its frame", -1);
            }
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    float piece = source.get(fromX + column, fromY + row);
                    float below = target.get(x + column, y + row);
                    float sample = mode == 1 ? piece : mode == 2 ? below + piece : below * piece;
                    target.set(x + column, y + row, sample);
                }
            }
        }
    }
}
