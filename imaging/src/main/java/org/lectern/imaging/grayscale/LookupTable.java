package org.lectern.imaging.grayscale;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.VR;

/**
 * A lookup table as DICOM stores it (PS3.3 C.11.1.1.1 and C.11.2.1.1): values below the first one mapped get the first
 * entry, values above the last one mapped get the last.
 *
 * @param firstMapped the input value that the first entry belongs to
 * @param bits significant bits of an entry, 1 to 16
 * @param entries 1 to 65536 unsigned entries, each below {@code 1 << bits}
 */
public record LookupTable(int firstMapped, int bits, int[] entries) {
    /** What a descriptor can say at most: zero there means this many. */
    public static final int MAX_ENTRIES = 65536;

    /** Refuses an empty table and entries that the bits do not hold. */
    public LookupTable {
        if (entries.length == 0 || entries.length > MAX_ENTRIES) {
            throw new IllegalArgumentException("A lookup table has 1 to 65536 entries, not " + entries.length);
        }
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("A lookup table's entries have 1 to 16 bits, not " + bits);
        }
        entries = entries.clone();
        for (int entry : entries) {
            if (entry < 0 || entry >> bits != 0) {
                throw new IllegalArgumentException("The entry %d does not fit %d bits".formatted(entry, bits));
            }
        }
    }

    /** The entry for an input, rounded to the nearest whole number first. */
    public int at(double input) {
        double index = Math.rint(input) - firstMapped;
        return entries[(int) Math.clamp(index, 0, entries.length - 1)]; // NaN becomes 0
    }

    /** The entry at a position, clamped to the table. */
    public int entry(int index) {
        return entries[Math.clamp(index, 0, entries.length - 1)];
    }

    /** The last input value that has its own entry. */
    public int lastMapped() {
        return firstMapped + entries.length - 1;
    }

    /** The largest value that the bits can express. */
    public int maximum() {
        return (1 << bits) - 1;
    }

    /** A copy, so that a table stays what it was. */
    @Override
    public int[] entries() {
        return entries.clone();
    }

    int largest() {
        return Arrays.stream(entries).max().orElse(0);
    }

    LookupTable withBits(int other) {
        return new LookupTable(firstMapped, other, entries);
    }

    int size() {
        return entries.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LookupTable that
                && that.firstMapped == firstMapped
                && that.bits == bits
                && Arrays.equals(that.entries, entries);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * firstMapped + bits) + Arrays.hashCode(entries);
    }

    /**
     * Reads a descriptor and its data.
     *
     * @param signedInput whether the values looked up can be negative, so that the first value mapped is signed even
     *     where its VR says US
     * @param findings receives what was irregular but could be used
     * @return empty when descriptor or data are missing or senseless
     */
    static Optional<LookupTable> read(
            DataSet item, int descriptorTag, int dataTag, boolean signedInput, List<Finding> findings) {
        Optional<Descriptor> descriptor = Descriptor.read(item, descriptorTag, signedInput, findings);
        return descriptor.flatMap(
                d -> d.entries(item, dataTag, findings).map(entries -> of(d, entries, dataTag, findings)));
    }

    private static LookupTable of(Descriptor descriptor, int[] entries, int tag, List<Finding> findings) {
        int largest = Arrays.stream(entries).max().orElse(0);
        int needed = Math.max(1, 32 - Integer.numberOfLeadingZeros(largest));
        int bits = descriptor.bits();
        if (bits < 1 || bits > 16) {
            findings.add(new Finding("entries of " + bits + " bits are impossible, taken as " + needed, tag, -1));
            bits = needed;
        } else if (needed > bits) {
            findings.add(new Finding("entries said to have %d bits have %d".formatted(bits, needed), tag, -1));
            bits = needed;
        }
        return new LookupTable(descriptor.firstMapped(), bits, entries);
    }

    /** The three values of a LUT Descriptor. */
    record Descriptor(int entryCount, int firstMapped, int bits) {
        static Optional<Descriptor> read(DataSet item, int tag, boolean signedInput, List<Finding> findings) {
            int[] values = item.integers(tag);
            if (values.length < 3) {
                if (item.contains(tag)) {
                    findings.add(new Finding("the descriptor has fewer than three values, table ignored", tag, -1));
                }
                return Optional.empty();
            }
            int count = values[0] & 0xFFFF;
            boolean signed =
                    signedInput || item.element(tag).map(e -> e.vr() == VR.SS).orElse(false);
            int first = signed ? (short) values[1] : values[1] & 0xFFFF;
            return Optional.of(new Descriptor(count == 0 ? MAX_ENTRIES : count, first, values[2] & 0xFFFF));
        }

        /** The entries, whether there are bytes in words, words, or fewer of either than promised. */
        Optional<int[]> entries(DataSet item, int tag, List<Finding> findings) {
            Optional<BulkData> bulk = item.bulk(tag);
            if (bulk.isEmpty() || bulk.get().length() == 0) {
                findings.add(new Finding("a lookup table has no data and was ignored", tag, -1));
                return Optional.empty();
            }
            boolean bytes =
                    item.element(tag).map(Element::vr).filter(vr -> vr == VR.OB).isPresent();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment data = bulk.get().map(arena);
                boolean packed = bits <= 8 && data.byteSize() <= entryCount + (entryCount & 1L) || bytes && bits <= 8;
                int[] entries = new int[entryCount];
                long available = Math.min(entryCount, packed ? data.byteSize() : data.byteSize() / 2);
                for (int i = 0; i < available; i++) {
                    entries[i] = packed
                            ? packedByte(data, i, bulk.get().order(), bytes)
                            : word(data, i, bulk.get().order());
                }
                if (available == 0) {
                    return Optional.empty();
                }
                if (available < entryCount) {
                    findings.add(new Finding(
                            "a lookup table has %d of %d entries, its last one repeated"
                                    .formatted(available, entryCount),
                            tag,
                            -1));
                    Arrays.fill(entries, (int) available, entryCount, entries[(int) available - 1]);
                }
                return Optional.of(entries);
            } catch (IOException e) {
                findings.add(new Finding("a lookup table could not be read: " + e.getMessage(), tag, -1));
                return Optional.empty();
            }
        }

        static int packedByte(MemorySegment data, long index, ByteOrder order, boolean bytes) {
            long place = order == ByteOrder.BIG_ENDIAN && !bytes ? index ^ 1 : index;
            return place < data.byteSize() ? Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, place)) : 0;
        }
    }

    static int word(MemorySegment data, long index, ByteOrder order) {
        return Short.toUnsignedInt(data.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), index * 2));
    }
}
