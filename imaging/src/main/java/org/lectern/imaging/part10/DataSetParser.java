package org.lectern.imaging.part10;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Bytes to a data set (PS3.5 section 7). The open sequences and items are a linked stack of {@link Level}s, not Java
 * frames, so that depth is a limit with a name and not an overflow.
 *
 * <p>No length is believed: each is compared with what is left of the item, sequence or file that it lies in. What does
 * not fit is cut at that border, and reading goes on behind it.
 */
final class DataSetParser {
    /** Values of byte-stream VRs longer than this stay where they are. */
    static final int BULK_BYTES = 4 << 10;

    /** Values of any VR longer than this stay where they are. */
    static final int LARGEST_HEAP_VALUE_BYTES = 16 << 20;

    /** Once so many bytes are on the heap, every value longer than {@link #BULK_BYTES} stays where it is. */
    static final int HEAP_BYTES = 128 << 20;

    /** Sequences within sequences; real objects stay below twenty. */
    static final int DEEPEST = 128;

    /** Elements, items and fragments of one data set. */
    static final int MOST_ELEMENTS = 4_000_000;

    private static final byte[] NONE = {};
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

    private final Input in;
    private final Findings findings;
    private final boolean headerOnly;
    private final ElementHeader header;
    private long heapBytes;
    private int elementCount;
    private boolean stopped;

    DataSetParser(Input in, Findings findings, boolean headerOnly) {
        this.in = in;
        this.findings = findings;
        this.headerOnly = headerOnly;
        this.header = new ElementHeader(in, findings);
    }

    /** Reads from the cursor to the end. */
    DataSet parse(boolean explicitVr, boolean bigEndian) throws IOException {
        return parse(Level.root(in.size(), explicitVr, bigEndian));
    }

    /** Reads to the end of a level, with all that is in it. */
    DataSet parse(Level root) throws IOException {
        Level level = root;
        while (true) {
            Level next = level.elements == null ? inSequence(level) : inDataSet(level, level.elements);
            if (next == null) {
                return build(root);
            }
            level = next;
        }
    }

    /** Reads one element; answers the level to go on with, null at the end of the root. */
    private @Nullable Level inDataSet(Level level, DataSet.Builder elements) throws IOException {
        if (stopped || !header.present(level)) {
            return endOfBytes(level);
        }
        if (!header.read(level)) {
            findings.add("The element's header is cut off", header.tag, header.offset);
            in.seek(level.end);
            return close(level);
        }
        int tag = header.tag;
        if (ElementHeader.isDelimiter(tag)) {
            return delimiterInDataSet(level);
        }
        if (level.parent == null && endsHeader(level, tag)) {
            stopped = true;
            return close(level);
        }
        if (++elementCount > MOST_ELEMENTS) {
            findings.add("More than %,d elements; the rest is not read".formatted(MOST_ELEMENTS), tag, header.offset);
            stopped = true;
            return close(level);
        }
        noteOrder(level, tag);
        return element(level, elements, tag);
    }

    private boolean endsHeader(Level level, int tag) throws IOException {
        if (headerOnly && Integer.compareUnsigned(tag, Tag.FloatPixelData) >= 0) {
            in.seek(header.offset);
            return true;
        }
        if (tag == 0 && header.length == 0 && level.lastTag != 0) {
            findings.add("Zero bytes after the data set", 0, header.offset);
            return true;
        }
        return false;
    }

    private void noteOrder(Level level, int tag) {
        if (Integer.compareUnsigned(tag, level.lastTag) <= 0 && tag != 0) {
            findings.add(
                    tag == level.lastTag ? "Appears twice; the last one stays" : "Not in ascending order of tags",
                    tag,
                    header.offset);
        }
        level.lastTag = tag;
    }

    private Level element(Level level, DataSet.Builder elements, int tag) throws IOException {
        VR vr = resolved(level, tag);
        long length = header.length;
        if (length == ElementHeader.UNDEFINED) {
            return undefinedLength(level, elements, tag, vr);
        }
        if (vr == VR.SQ && (length == 0 || startsWithItem(level, length))) {
            return openSequence(level, tag, length, header.explicitVr && !unknownAsSequence, level.bigEndian);
        }
        if (vr == VR.SQ) {
            findings.add("A sequence that does not begin with an item; kept as bytes", tag, header.offset);
            vr = VR.UN;
        }
        long left = level.end - in.position();
        if (length > left) {
            overrun(level, elements, tag, vr, left);
            return level;
        }
        value(level, elements, tag, vr, length);
        return level;
    }

    /** Whether the header just read spelt UN for what the registry knows as a sequence. */
    private boolean unknownAsSequence;

    /** The VR to use: an explicit UN is given the registered VR (PS3.5 section 6.2.2), US becomes SS with the pixels. */
    private VR resolved(Level level, int tag) {
        VR vr = header.vr;
        unknownAsSequence = false;
        if (vr == VR.UN && header.explicitVr && header.length != ElementHeader.UNDEFINED) {
            vr = Dictionary.vr(tag);
            unknownAsSequence = vr == VR.SQ;
        } else if (header.explicitVr) {
            if (tag >>> 16 == 0x0028) {
                noteVr(tag, vr);
            }
            return vr;
        }
        if (vr == VR.UN && Dictionary.isPrivate(tag) && header.length != ElementHeader.UNDEFINED) {
            VR known = level.privateVr(tag);
            return header.length % known.itemBytes() == 0 ? known : VR.UN;
        }
        if (vr == VR.US && Dictionary.isSignedAsPixels(tag)) {
            if (level.signed) {
                return VR.SS;
            }
            if (Integer.compareUnsigned(tag, Tag.PixelRepresentation) < 0) {
                if (level.signedLater.isEmpty()) {
                    level.signedLater = new ArrayList<>(2);
                }
                level.signedLater.add(tag);
            }
        }
        return vr;
    }

    private void noteVr(int tag, VR vr) {
        VR registered = Dictionary.vr(tag);
        boolean alike = vr == registered
                || vr == VR.UN
                || registered == VR.UN
                || vr == VR.SS && registered == VR.US
                || vr == VR.US && registered == VR.OW;
        if (!alike) {
            findings.add("VR " + vr + " where " + registered + " is registered", tag, header.offset);
        }
    }

    private boolean startsWithItem(Level level, long length) throws IOException {
        boolean fits = length >= 8 && level.end - in.position() >= 8 && in.has(8);
        return fits && in.tag(0, level.bigEndian && !unknownAsSequence) >>> 16 == 0xFFFE;
    }

    private Level undefinedLength(Level level, DataSet.Builder elements, int tag, VR vr) throws IOException {
        boolean item = level.end - in.position() >= 8 && in.has(8) && in.tag(0, level.bigEndian) >>> 16 == 0xFFFE;
        boolean sequence = vr == VR.SQ || vr == VR.UN && tag != Tag.PixelData;
        if (sequence || item && !vr.isBulk()) {
            if (!item && vr == VR.UN) {
                item = level.bigEndian && in.has(8) && in.tag(0, false) >>> 16 == 0xFFFE;
            }
            if (vr != VR.SQ && vr != VR.UN) {
                findings.add("VR " + vr + " with undefined length, read as a sequence", tag, header.offset);
            }
            boolean implicit = vr == VR.UN; // PS3.5 section 6.2.2, note 2
            return openSequence(
                    level, tag, ElementHeader.UNDEFINED, header.explicitVr && !implicit, level.bigEndian && !implicit);
        }
        if (item) {
            Fragments fragments = new Fragments(in, findings, MOST_ELEMENTS - elementCount);
            elements.put(fragments.read(level, tag, vr == VR.UN ? VR.OB : vr));
            elementCount += fragments.count();
            if (fragments.cutOff()) {
                in.seek(level.end);
            }
            return level;
        }
        findings.add("Undefined length, but no item follows; the rest is not read", tag, header.offset);
        in.seek(level.end);
        return level;
    }

    private Level openSequence(Level level, int tag, long length, boolean explicitVr, boolean bigEndian)
            throws IOException {
        if (level.depth >= DEEPEST) {
            throw new DicomFormatException(
                    DicomFormatException.Problem.NESTED_TOO_DEEP,
                    "Sequences are nested more than %d deep".formatted(DEEPEST),
                    tag,
                    header.offset);
        }
        boolean undefined = length == ElementHeader.UNDEFINED;
        long left = level.end - in.position();
        if (!undefined && length > left) {
            findings.add("A sequence of %,d bytes where %,d are left".formatted(length, left), tag, header.offset);
        }
        long end = undefined ? level.end : in.position() + Math.min(length, left);
        return level.sequence(tag, end, undefined, explicitVr, bigEndian && !unknownAsSequence);
    }

    private void overrun(Level level, DataSet.Builder elements, int tag, VR vr, long left) {
        findings.add("A value of %,d bytes where %,d are left".formatted(header.length, left), tag, header.offset);
        if (left > 0 && (isPixelData(tag) || vr.isBulk() && header.length > BULK_BYTES)) {
            elements.put(new Element.Bulk(tag, vr, in.source().region(in.position(), left, order(level))));
        }
        in.seek(level.end);
    }

    private void value(Level level, DataSet.Builder elements, int tag, VR vr, long length) throws IOException {
        if ((length & 1) != 0) {
            findings.add("A value of odd length", tag, header.offset);
        }
        boolean stays = isPixelData(tag)
                || length > BULK_BYTES
                        && (vr.isBulk() || length > LARGEST_HEAP_VALUE_BYTES || heapBytes + length > HEAP_BYTES);
        if (stays) {
            elements.put(new Element.Bulk(tag, vr, in.source().region(in.position(), length, order(level))));
            in.seek(in.position() + length);
            return;
        }
        byte[] bytes = length == 0 ? NONE : in.take((int) length);
        heapBytes += length;
        if (level.bigEndian && header.vr != VR.UN) {
            ByteSwap.swap(bytes, vr.itemBytes());
        }
        elements.put(new Element.Value(tag, vr, bytes));
        if (Dictionary.isPrivate(tag) && (tag & 0xFF00) == 0) {
            level.noteCreator(tag, bytes);
        }
        if (tag == Tag.PixelRepresentation) {
            level.signed = length >= 1 && bytes[0] == 1;
        }
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }

    private static ByteOrder order(Level level) {
        return level.bigEndian ? ByteOrder.BIG_ENDIAN : LITTLE;
    }

    /** An item or delimiter where an element should be. */
    private @Nullable Level delimiterInDataSet(Level level) {
        Level sequence = level.parent;
        if (sequence == null) {
            findings.add("A delimiter outside a sequence is passed over", header.tag, header.offset);
            return level;
        }
        if (header.tag == ElementHeader.ITEM_END) {
            if (!level.undefinedLength) {
                findings.add("An item delimiter in an item of defined length", level.tag, header.offset);
                return level;
            }
            return close(level);
        }
        if (level.undefinedLength) {
            findings.add("An item without its delimiter", level.tag, header.offset);
            in.seek(header.offset); // the sequence takes it
            return close(level);
        }
        findings.add("A delimiter out of place is passed over", level.tag, header.offset);
        return level;
    }

    private @Nullable Level inSequence(Level level) throws IOException {
        Level dataSet = Objects.requireNonNull(level.parent);
        if (stopped || !header.present(level)) {
            return endOfBytes(level);
        }
        int tag = in.tag(0, level.bigEndian);
        if (tag == ElementHeader.ITEM) {
            return openItem(level, dataSet);
        }
        header.offset = in.position();
        if (tag == ElementHeader.SEQUENCE_END && level.undefinedLength) {
            in.skip(8);
            return close(level);
        }
        if (ElementHeader.isDelimiter(tag)) {
            findings.add("A delimiter out of place is passed over", level.tag, in.position());
            in.skip(8);
            return level;
        }
        if (level.undefinedLength) {
            findings.add("A sequence without its delimiter", level.tag, in.position());
        } else {
            findings.add(
                    "Something else than an item in a sequence; its rest is passed over", level.tag, in.position());
            in.seek(level.end);
        }
        return close(level);
    }

    private @Nullable Level openItem(Level sequence, Level dataSet) throws IOException {
        if (++elementCount > MOST_ELEMENTS) {
            findings.add(
                    "More than %,d items; the rest is not read".formatted(MOST_ELEMENTS), sequence.tag, in.position());
            stopped = true;
            return close(sequence);
        }
        long length = in.u32(4, sequence.bigEndian);
        in.skip(8);
        boolean undefined = length == ElementHeader.UNDEFINED;
        long left = sequence.end - in.position();
        if (!undefined && length > left) {
            findings.add(
                    "An item of %,d bytes where %,d are left".formatted(length, left), sequence.tag, in.position() - 8);
        }
        long end = undefined ? sequence.end : in.position() + Math.min(length, left);
        DataSet.Builder outer = Objects.requireNonNull(dataSet.elements);
        return sequence.item(end, undefined, DataSet.builder(outer.characters()), sequence.explicitVr);
    }

    private @Nullable Level endOfBytes(Level level) {
        long left = level.end - in.position();
        if (!stopped && left > 0) {
            findings.add("%d bytes too few for an element".formatted(left), level.tag, in.position());
        }
        if (!stopped && level.undefinedLength) {
            findings.add("Ends within a sequence", level.tag, in.position());
        }
        if (!stopped) {
            in.seek(level.end);
        }
        return close(level);
    }

    /** Hands what is read to the level above; null at the root. */
    private @Nullable Level close(Level level) {
        Level parent = level.parent;
        if (parent == null) {
            return null;
        }
        if (level.elements == null) {
            Objects.requireNonNull(parent.elements).put(new Element.Sequence(level.tag, level.items));
        } else {
            parent.items.add(build(level));
        }
        return parent;
    }

    private static DataSet build(Level level) {
        DataSet.Builder elements = Objects.requireNonNull(level.elements);
        List<Integer> later = level.signed ? level.signedLater : List.<Integer>of();
        DataSet dataSet = elements.build();
        if (later.isEmpty()) {
            return dataSet;
        }
        for (int tag : later) {
            if (dataSet.element(tag).orElse(null) instanceof Element.Value value) {
                elements.put(new Element.Value(tag, VR.SS, value.bytes()));
            }
        }
        return elements.build();
    }

    /** An empty bulk value. */
    static BulkData nothing() {
        return BulkData.InMemory.of(NONE);
    }
}
