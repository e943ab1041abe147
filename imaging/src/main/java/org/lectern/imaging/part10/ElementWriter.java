package org.lectern.imaging.part10;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.VR;

/**
 * Elements to bytes (PS3.5 section 7). Lengths of sequences and items are measured in a first pass over the data set and
 * used in the same order by the second, so that each is measured once.
 */
final class ElementWriter {
    private static final long LONGEST = 0xFFFFFFFEL;
    private static final int LONGEST_SHORT = 0xFFFE;
    private static final int COPY_BYTES = 64 << 10;

    private final OutputStream out;
    private final boolean explicitVr;
    private final boolean bigEndian;
    private final boolean fragmentsAllowed;
    private final boolean undefinedLengths;
    private final byte[] number = new byte[4];
    private Deque<Long> measured = new ArrayDeque<>();

    ElementWriter(OutputStream out, TransferSyntax syntax, DicomWriter.Lengths lengths) {
        this.out = out;
        this.explicitVr = syntax.explicitVr();
        this.bigEndian = syntax.order() == ByteOrder.BIG_ENDIAN;
        this.fragmentsAllowed = syntax.encapsulated() || explicitVr && !bigEndian && !syntax.deflated();
        this.undefinedLengths = lengths == DicomWriter.Lengths.UNDEFINED;
    }

    void write(DataSet dataSet) throws IOException {
        List<Long> lengths = new ArrayList<>();
        measure(dataSet, lengths);
        measured = new ArrayDeque<>(lengths);
        writeElements(dataSet);
    }

    /** Bytes that the elements will take. */
    long length(DataSet dataSet) {
        return measure(dataSet, new ArrayList<>());
    }

    private long measure(DataSet dataSet, List<Long> lengths) {
        long total = 0;
        for (Element element : dataSet) {
            if (isWritten(element)) {
                total += header(vr(element)) + valueLength(element, lengths);
            }
        }
        return total;
    }

    /** The value's length; for sequences that of the items, delimiters included where there are any. */
    private long valueLength(Element element, List<Long> lengths) {
        return switch (element) {
            case Element.Value value -> even(value.bytes().length);
            case Element.Bulk bulk -> even(bulk.data().length());
            case Element.Encapsulated encapsulated -> fragmentsLength(encapsulated);
            case Element.Sequence sequence -> itemsLength(sequence, lengths);
        };
    }

    private long itemsLength(Element.Sequence sequence, List<Long> lengths) {
        int place = lengths.size();
        lengths.add(0L);
        long total = 0;
        for (DataSet item : sequence.items()) {
            int itemPlace = lengths.size();
            lengths.add(0L);
            long length = measure(item, lengths);
            lengths.set(itemPlace, length);
            total += 8 + length + (isDelimited(length) ? 8 : 0);
        }
        boolean onlyDelimitersTell = !explicitVr && Dictionary.vr(sequence.tag()) != VR.SQ;
        boolean delimited = onlyDelimitersTell || isDelimited(total);
        lengths.set(place, delimited ? ElementHeader.UNDEFINED : total);
        return total + (delimited ? 8 : 0);
    }

    private boolean isDelimited(long length) {
        return undefinedLengths || length > LONGEST;
    }

    private static long fragmentsLength(Element.Encapsulated encapsulated) {
        long total = 16 + even(encapsulated.offsetTable().length());
        for (BulkData fragment : encapsulated.fragments()) {
            total += 8 + even(fragment.length());
        }
        return total;
    }

    private static boolean isWritten(Element element) {
        return (element.tag() & 0xFFFF) != 0 || element.tag() >>> 16 == 2;
    }

    private static long even(long length) {
        return length + (length & 1);
    }

    private int header(VR vr) {
        return explicitVr && vr.hasLongLength() ? 12 : 8;
    }

    /** What is too long for the VR's 16-bit length field goes as UN (PS3.5 section 6.2.2). */
    private VR vr(Element element) {
        long length = switch (element) {
            case Element.Value value -> value.bytes().length;
            case Element.Bulk bulk -> bulk.data().length();
            default -> 0;
        };
        return explicitVr && length > LONGEST_SHORT && !element.vr().hasLongLength() ? VR.UN : element.vr();
    }

    private void writeElements(DataSet dataSet) throws IOException {
        for (Element element : dataSet) {
            if (!isWritten(element)) {
                continue;
            }
            switch (element) {
                case Element.Value value -> writeValue(value);
                case Element.Bulk bulk -> writeBulk(bulk);
                case Element.Sequence sequence -> writeSequence(sequence);
                case Element.Encapsulated encapsulated -> writeFragments(encapsulated);
            }
        }
    }

    private void writeValue(Element.Value value) throws IOException {
        byte[] bytes = value.bytes();
        VR vr = vr(value);
        writeHeader(value.tag(), vr, even(bytes.length));
        if (bigEndian && vr.itemBytes() > 1) {
            bytes = bytes.clone();
            ByteSwap.swap(bytes, vr.itemBytes());
        }
        out.write(bytes);
        pad(bytes.length, value.vr().padding());
    }

    private void writeBulk(Element.Bulk bulk) throws IOException {
        long length = bulk.data().length();
        if (even(length) > LONGEST) {
            throw new IllegalArgumentException("A value of %,d bytes is too long for DICOM".formatted(length));
        }
        VR vr = vr(bulk);
        writeHeader(bulk.tag(), vr, even(length));
        boolean swapped = bigEndian && vr != VR.UN;
        copy(bulk.data(), bulk.vr().itemBytes(), swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        pad(length, bulk.vr().padding());
    }

    private void copy(BulkData data, int itemBytes, ByteOrder order) throws IOException {
        boolean swap = itemBytes > 1 && data.order() != order;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = data.map(arena);
            byte[] chunk = new byte[(int) Math.min(COPY_BYTES, data.length())];
            for (long at = 0; at < data.length(); at += chunk.length) {
                int count = (int) Math.min(chunk.length, data.length() - at);
                MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
                if (swap) {
                    ByteSwap.swap(chunk, count, itemBytes);
                }
                out.write(chunk, 0, count);
            }
        }
    }

    private void writeSequence(Element.Sequence sequence) throws IOException {
        long length = measured.remove();
        boolean delimited = isDelimited(length);
        writeHeader(sequence.tag(), VR.SQ, delimited ? ElementHeader.UNDEFINED : length);
        for (DataSet item : sequence.items()) {
            long itemLength = measured.remove();
            boolean itemDelimited = isDelimited(itemLength);
            writeItem(ElementHeader.ITEM, itemDelimited ? ElementHeader.UNDEFINED : itemLength);
            writeElements(item);
            if (itemDelimited) {
                writeItem(ElementHeader.ITEM_END, 0);
            }
        }
        if (delimited) {
            writeItem(ElementHeader.SEQUENCE_END, 0);
        }
    }

    private void writeFragments(Element.Encapsulated encapsulated) throws IOException {
        if (!fragmentsAllowed) {
            throw new IllegalArgumentException(
                    "Compressed pixel data must be decoded before it is written uncompressed");
        }
        writeHeader(encapsulated.tag(), VR.OB, ElementHeader.UNDEFINED);
        writeFragment(encapsulated.offsetTable());
        for (BulkData fragment : encapsulated.fragments()) {
            writeFragment(fragment);
        }
        writeItem(ElementHeader.SEQUENCE_END, 0);
    }

    private void writeFragment(BulkData fragment) throws IOException {
        writeItem(ElementHeader.ITEM, even(fragment.length()));
        copy(fragment, 1, ByteOrder.LITTLE_ENDIAN);
        pad(fragment.length(), (byte) 0);
    }

    private void pad(long length, byte padding) throws IOException {
        if ((length & 1) != 0) {
            out.write(padding);
        }
    }

    private void writeItem(int tag, long length) throws IOException {
        writeTag(tag);
        writeNumber(length, 4);
    }

    private void writeHeader(int tag, VR vr, long length) throws IOException {
        writeTag(tag);
        if (!explicitVr) {
            writeNumber(length, 4);
            return;
        }
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.hasLongLength()) {
            writeNumber(0, 2);
            writeNumber(length, 4);
        } else {
            writeNumber(length, 2);
        }
    }

    private void writeTag(int tag) throws IOException {
        writeNumber(tag >>> 16, 2);
        writeNumber(tag & 0xFFFF, 2);
    }

    private void writeNumber(long value, int width) throws IOException {
        for (int i = 0; i < width; i++) {
            int shift = 8 * (bigEndian ? width - 1 - i : i);
            number[i] = (byte) (value >>> shift);
        }
        out.write(number, 0, width);
    }
}
