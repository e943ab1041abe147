package org.lectern.imaging.grayscale;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.VR;

/**
 * Segmented palette data (PS3.3 C.7.9.2): discrete, linear and indirect segments written one after the other.
 *
 * <p>An indirect segment repeats so many segments from an offset; it may not point at indirect ones, so that nothing
 * nests, and writing stops at the number of entries that the descriptor promises.
 */
final class SegmentedPalette {
    private static final int DISCRETE = 0;
    private static final int LINEAR = 1;
    private static final int INDIRECT = 2;

    private final int[] words; // bytes where entries have 8 bits
    private final boolean bytes;
    private final int[] entries;
    private int written;

    private SegmentedPalette(int[] words, boolean bytes, int entryCount) {
        this.words = words;
        this.bytes = bytes;
        this.entries = new int[entryCount];
    }

    static Optional<LookupTable> read(
            DataSet dataSet, int tag, LookupTable.Descriptor descriptor, List<Finding> findings) {
        boolean bytes = descriptor.bits() == 8;
        int[] words = words(dataSet, tag, bytes, findings);
        SegmentedPalette palette = new SegmentedPalette(words, bytes, descriptor.entryCount());
        String fault = palette.expand(0, Integer.MAX_VALUE, true);
        if (!fault.isEmpty()) {
            findings.add(new Finding(fault, tag, -1));
        }
        if (palette.written == 0) {
            return Optional.empty();
        }
        if (palette.written < palette.entries.length) {
            findings.add(new Finding(
                    "the segments give %d of %d entries".formatted(palette.written, palette.entries.length), tag, -1));
            Arrays.fill(palette.entries, palette.written, palette.entries.length, palette.entries[palette.written - 1]);
        }
        return Optional.of(new LookupTable(descriptor.firstMapped(), bytes ? 8 : 16, palette.entries));
    }

    /** Expands segments from a place; answers what was wrong, or nothing. */
    private String expand(int start, int segments, boolean mayPoint) {
        int at = start;
        for (int n = 0; n < segments && at + 1 < words.length && written < entries.length; n++) {
            int length = words[at + 1];
            switch (words[at]) {
                case DISCRETE -> {
                    for (int i = 0; i < length && at + 2 + i < words.length; i++) {
                        write(words[at + 2 + i]);
                    }
                    at += 2 + length;
                }
                case LINEAR -> {
                    if (at + 2 >= words.length || written == 0) {
                        return "a linear segment has no value to start or end with";
                    }
                    linear(length, words[at + 2]);
                    at += 3;
                }
                case INDIRECT -> {
                    int offset = mayPoint ? offset(at + 2) : -1;
                    if (offset < 0 || offset >= words.length) {
                        return "an indirect segment points at nothing usable";
                    }
                    String fault = expand(offset, length, false);
                    if (!fault.isEmpty()) {
                        return fault;
                    }
                    at += 2 + (bytes ? 4 : 2);
                }
                default -> {
                    return "a segment of an unknown kind ends the table";
                }
            }
        }
        return "";
    }

    /** {@code length} values that end at {@code end}, from the one before, which is not written again. */
    private void linear(int length, int end) {
        int begin = entries[written - 1];
        for (int i = 1; i <= length; i++) {
            write((int) Math.floor(begin + (double) (end - begin) * i / length + 0.5));
        }
    }

    private void write(int value) {
        if (written < entries.length) {
            entries[written++] = value;
        }
    }

    /** A byte offset, least significant part first, as an index into the words; negative where it is not whole. */
    private int offset(int at) {
        int parts = bytes ? 4 : 2;
        if (at + parts > words.length) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < parts; i++) {
            value |= (long) words[at + i] << i * (bytes ? 8 : 16);
        }
        value = bytes ? value : value / 2;
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private static int[] words(DataSet dataSet, int tag, boolean bytes, List<Finding> findings) {
        Optional<BulkData> bulk = dataSet.bulk(tag);
        if (bulk.isEmpty()) {
            return new int[0];
        }
        boolean ob =
                dataSet.element(tag).map(Element::vr).filter(vr -> vr == VR.OB).isPresent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = bulk.get().map(arena);
            long count = Math.min(bytes ? data.byteSize() : data.byteSize() / 2, 1 << 18);
            int[] words = new int[(int) count];
            for (int i = 0; i < count; i++) {
                words[i] = bytes
                        ? LookupTable.Descriptor.packedByte(data, i, bulk.get().order(), ob)
                        : LookupTable.word(data, i, bulk.get().order());
            }
            return words;
        } catch (IOException e) {
            findings.add(new Finding("a palette could not be read: " + e.getMessage(), tag, -1));
            return new int[0];
        }
    }
}
