package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** The sections of a frame and where they lie (ISO/IEC 18181-1 Annex F.3, TOC). */
final class Sections {
    private final byte[] data;
    private final int[] starts;
    private final int[] lengths;
    private final int end;
    private final BitReader only;

    /** Reads the table of a frame with this many LF groups, groups and passes. */
    Sections(BitReader in, byte[] data, int lfGroups, int groups, int passes) throws CodecException {
        this.data = data;
        long entries = groups == 1 && passes == 1 ? 1 : 2L + lfGroups + (long) groups * passes;
        if (entries > 1 << 22) {
            throw in.error("A frame has more than 4 million sections");
        }
        int count = (int) entries;
        int[] permutation = new int[0];
        if (in.bool()) {
            EntropyReader reader = new EntropyReader(in, EntropyCode.read(in, 8), 0);
            permutation = Permutation.read(in, reader, count, 0);
            reader.finish();
        }
        in.alignToByte();
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = in.u32(0, 10, 1024, 14, 17408, 22, 4211712, 30);
        }
        in.alignToByte();
        long position = in.position();
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = (int) position;
            position += sizes[i];
            if (position > data.length) {
                throw in.error("A section reaches beyond the end of the code stream");
            }
        }
        this.end = (int) position;
        this.starts = new int[count];
        this.lengths = new int[count];
        for (int i = 0; i < count; i++) {
            int from = permutation.length > 0 ? permutation[i] : i;
            starts[i] = positions[from];
            lengths[i] = sizes[from];
        }
        this.only = section(0);
    }

    /** A reader of a section; where there is but one, everything is read from it in turn. */
    BitReader reader(int index) {
        return starts.length == 1 ? only : section(index);
    }

    private BitReader section(int index) {
        return new BitReader(data, starts[index], starts[index] + lengths[index]);
    }

    /** Where the next frame begins. */
    int end() {
        return end;
    }
}
