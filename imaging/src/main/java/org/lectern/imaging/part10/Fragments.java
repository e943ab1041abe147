package org.lectern.imaging.part10;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.VR;

/** Reads the items of encapsulated pixel data (PS3.5 section A.4): the Basic Offset Table, then the fragments. */
final class Fragments {
    /** Offset tables up to this size are kept on the heap. */
    private static final int TABLE_BYTES = 1 << 20;

    private final Input in;
    private final Findings findings;
    private final int most;
    private final List<BulkData> fragments = new ArrayList<>();
    private boolean cutOff;

    Fragments(Input in, Findings findings, int most) {
        this.in = in;
        this.findings = findings;
        this.most = most;
    }

    int count() {
        return fragments.size();
    }

    /** Whether the bytes ended before the sequence delimiter. */
    boolean cutOff() {
        return cutOff;
    }

    /** Reads from the first item, which is the offset table, to the delimiter. */
    Element.Encapsulated read(Level level, int tag, VR vr) throws IOException {
        BulkData table = DataSetParser.nothing();
        for (boolean first = true; ; first = false) {
            if (level.end - in.position() < 8 || !in.has(8)) {
                findings.add("Ends within the fragments", tag, in.position());
                cutOff = true;
                break;
            }
            int itemTag = in.tag(0, level.bigEndian);
            if (itemTag == ElementHeader.SEQUENCE_END) {
                in.skip(8);
                break;
            }
            if (itemTag != ElementHeader.ITEM) {
                boolean delimiter = ElementHeader.isDelimiter(itemTag);
                findings.add(
                        delimiter ? "A delimiter among the fragments" : "Fragments without their delimiter",
                        tag,
                        in.position());
                if (!delimiter) {
                    break;
                }
                in.skip(8);
                continue;
            }
            BulkData item = item(level, tag, first);
            if (first) {
                table = item;
            } else {
                fragments.add(item);
            }
            if (fragments.size() >= most) {
                findings.add(
                        "More fragments than %,d; the rest is not read".formatted(DataSetParser.MOST_ELEMENTS),
                        tag,
                        in.position());
                cutOff = true;
            }
            if (cutOff) {
                break;
            }
        }
        return new Element.Encapsulated(tag, vr, table, fragments);
    }

    private BulkData item(Level level, int tag, boolean table) throws IOException {
        long offset = in.position();
        long length = in.u32(4, level.bigEndian);
        in.skip(8);
        long left = level.end - in.position();
        if (length > left) {
            findings.add("A fragment of %,d bytes where %,d are left".formatted(length, left), tag, offset);
            length = left;
            cutOff = true;
        }
        if (table && length <= TABLE_BYTES) {
            return BulkData.InMemory.of(in.take((int) length));
        }
        BulkData item = in.source().region(in.position(), length, ByteOrder.LITTLE_ENDIAN);
        in.seek(in.position() + length);
        return item;
    }
}
