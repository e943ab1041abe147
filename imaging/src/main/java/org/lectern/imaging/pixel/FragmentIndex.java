package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * Which fragments make up which frame (PS3.5 section A.4).
 *
 * <p>One frame takes all fragments. Otherwise the Extended Offset Table is believed, then the Basic Offset Table, when
 * every entry is the place of a fragment; then as many fragments as frames are one each; then a frame begins at each
 * fragment that opens like a code stream. A table that lies is a finding.
 *
 * @param starts for each frame the first of its fragments, then the number of fragments
 * @param lengths for each frame the bytes of its code stream from the Extended Offset Table, empty where there is none
 */
record FragmentIndex(int[] starts, long[] lengths) {
    private static final long[] NO_LENGTHS = new long[0];
    private static final long MAX_TABLE_BYTES = 8L << 24;

    static FragmentIndex of(DataSet dataSet, Element.Encapsulated element, int declared, List<Finding> findings)
            throws IOException {
        return new Builder(dataSet, element, declared, findings).index();
    }

    int frameCount() {
        return starts.length - 1;
    }

    private static final class Builder {
        private final DataSet dataSet;
        private final Element.Encapsulated element;
        private final List<BulkData> fragments;
        private final int declared;
        private final List<Finding> findings;

        Builder(DataSet dataSet, Element.Encapsulated element, int declared, List<Finding> findings) {
            this.dataSet = dataSet;
            this.element = element;
            this.fragments = element.fragments();
            this.declared = declared;
            this.findings = findings;
        }

        FragmentIndex index() throws IOException {
            int count = fragments.size();
            if (count == 0) {
                throw new PixelDataException(
                        Tag.PixelData, "has no fragments; ask the sender for an intact copy of the object");
            }
            if (declared == 1) {
                return new FragmentIndex(new int[] {0, count}, NO_LENGTHS);
            }
            Optional<FragmentIndex> table = extendedTable();
            if (table.isEmpty()) {
                table = basicTable();
            }
            return table.isPresent() ? table.get() : withoutTable();
        }

        private Optional<FragmentIndex> extendedTable() throws IOException {
            Optional<BulkData> offsets = dataSet.bulk(Tag.ExtendedOffsetTable);
            if (offsets.isEmpty()) {
                return Optional.empty();
            }
            long[] table = entries(offsets.get(), 8);
            Optional<int[]> starts = starts(table);
            if (starts.isEmpty()) {
                note(Tag.ExtendedOffsetTable, "does not point to the fragments and is not used");
                return Optional.empty();
            }
            Optional<BulkData> lengths = dataSet.bulk(Tag.ExtendedOffsetTableLengths);
            long[] sizes = lengths.isPresent() ? entries(lengths.get(), 8) : NO_LENGTHS;
            if (sizes.length > 0 && !fit(starts.get(), sizes)) {
                note(Tag.ExtendedOffsetTableLengths, "does not fit the fragments and is not used");
                sizes = NO_LENGTHS;
            }
            return Optional.of(new FragmentIndex(starts.get(), sizes));
        }

        private Optional<FragmentIndex> basicTable() throws IOException {
            if (element.offsetTable().length() == 0) {
                return Optional.empty();
            }
            Optional<int[]> starts = starts(entries(element.offsetTable(), 4));
            if (starts.isEmpty()) {
                note(Tag.PixelData, "has a Basic Offset Table that does not point to the fragments; it is not used");
                return Optional.empty();
            }
            if (fragments.size() != declared) {
                int[] streams = streamStarts();
                if (streams.length == declared + 1 && !Arrays.equals(streams, starts.get())) {
                    note(Tag.PixelData, "has a Basic Offset Table that points into code streams; it is not used");
                    return Optional.of(new FragmentIndex(streams, NO_LENGTHS));
                }
            }
            return Optional.of(new FragmentIndex(starts.get(), NO_LENGTHS));
        }

        private FragmentIndex withoutTable() throws IOException {
            int count = fragments.size();
            if (count == declared) {
                return oneEach(count);
            }
            if (count < declared) {
                note(Tag.PixelData, "has %d fragments for the %d frames declared".formatted(count, declared));
                return oneEach(count);
            }
            int[] streams = streamStarts();
            int found = streams.length - 1;
            if (found == 0 || streams[0] != 0) {
                throw new PixelDataException(
                        Tag.PixelData,
                        "has %d fragments for %d frames and nothing that tells them apart; ask the sender for an intact copy"
                                .formatted(count, declared));
            }
            if (found != declared) {
                note(Tag.PixelData, "has %d code streams for the %d frames declared".formatted(found, declared));
            }
            return found <= declared
                    ? new FragmentIndex(streams, NO_LENGTHS)
                    : new FragmentIndex(Arrays.copyOf(streams, declared + 1), NO_LENGTHS);
        }

        private static FragmentIndex oneEach(int count) {
            int[] starts = new int[count + 1];
            Arrays.setAll(starts, i -> i);
            return new FragmentIndex(starts, NO_LENGTHS);
        }

        /** The fragments that the offsets name, when there is one for each frame and the first names the first. */
        private Optional<int[]> starts(long[] offsets) {
            if (offsets.length < declared || offsets[0] != 0) {
                return Optional.empty();
            }
            int[] starts = new int[declared + 1];
            starts[declared] = fragments.size();
            int frame = 0;
            long position = 0;
            for (int i = 0; i < fragments.size(); i++) {
                if (frame < offsets.length && offsets[frame] == position) {
                    if (frame == declared) {
                        starts[declared] = i; // a table with more entries than there are frames
                        return Optional.of(starts);
                    }
                    starts[frame++] = i;
                }
                position += 8 + fragments.get(i).length();
            }
            return frame == declared ? Optional.of(starts) : Optional.empty();
        }

        private boolean fit(int[] starts, long[] sizes) {
            if (sizes.length < declared) {
                return false;
            }
            for (int frame = 0; frame < declared; frame++) {
                long bytes = 0;
                for (int i = starts[frame]; i < starts[frame + 1]; i++) {
                    bytes += fragments.get(i).length();
                }
                if (sizes[frame] <= 0 || sizes[frame] > bytes) {
                    return false;
                }
            }
            return true;
        }

        private int[] streamStarts() throws IOException {
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < fragments.size(); i++) {
                try (Arena arena = Arena.ofConfined()) {
                    if (CodeStreams.begins(fragments.get(i).map(arena))) {
                        starts.add(i);
                    }
                }
            }
            starts.add(fragments.size());
            return starts.stream().mapToInt(Integer::intValue).toArray();
        }

        private long[] entries(BulkData table, int width) throws IOException {
            if (table.length() > MAX_TABLE_BYTES) {
                throw new PixelDataException(
                        Tag.PixelData, "has an offset table of %d bytes, more than is read".formatted(table.length()));
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = table.map(arena);
                long[] entries = new long[(int) (table.length() / width)];
                for (int i = 0; i < entries.length; i++) {
                    entries[i] = width == 8
                            ? bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), i * 8L)
                            : Integer.toUnsignedLong(bytes.get(
                                    ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), i * 4L));
                }
                return entries;
            }
        }

        private void note(int tag, String what) {
            findings.add(new Finding(what, tag, -1));
        }
    }
}
