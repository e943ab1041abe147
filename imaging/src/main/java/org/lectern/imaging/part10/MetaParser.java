package org.lectern.imaging.part10;

import java.io.IOException;
import java.util.Objects;
import java.util.OptionalDouble;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Group 0002 (PS3.10 section 7.1). Its length is checked, not believed: the group ends where its elements end. Only for
 * deflated data sets, whose first bytes may look like anything, a length that falls between two elements is final.
 */
final class MetaParser {
    private static final int LARGEST_VALUE_BYTES = 1 << 20;

    private final Input in;
    private final Findings findings;
    private final ElementHeader header;

    MetaParser(Input in, Findings findings) {
        this.in = in;
        this.findings = findings;
        this.header = new ElementHeader(in, findings);
    }

    /** Reads from the cursor, which is left behind the group. */
    DataSet parse(boolean explicitVr, boolean bigEndian) throws IOException {
        Level level = Level.root(in.size(), explicitVr, bigEndian);
        DataSet.Builder meta = Objects.requireNonNull(level.elements);
        long declaredEnd = -1;
        while (header.present(level) && in.tag(0, bigEndian) >>> 16 == 2) {
            long start = in.position();
            if (start == declaredEnd && isDeflated(meta)) {
                break;
            }
            if (!header.read(level) || header.length > level.end - in.position()) {
                findings.add("The meta information is cut off", header.tag, header.offset);
                in.seek(start);
                break;
            }
            put(meta, bigEndian);
            if (header.tag == Tag.FileMetaInformationGroupLength) {
                declaredEnd = end(meta.build().decimal(Tag.FileMetaInformationGroupLength));
            }
        }
        if (declaredEnd != in.position()) {
            findings.add(
                    declaredEnd < 0
                            ? "The meta information has no group length"
                            : "The group length of the meta information is wrong",
                    Tag.FileMetaInformationGroupLength,
                    in.position());
        }
        return meta.build();
    }

    private long end(OptionalDouble groupLength) {
        return groupLength.isPresent() ? in.position() + (long) groupLength.getAsDouble() : -1;
    }

    private void put(DataSet.Builder meta, boolean bigEndian) throws IOException {
        VR vr = header.vr == VR.SQ ? VR.UN : header.vr;
        if (header.length > LARGEST_VALUE_BYTES) {
            meta.put(new Element.Bulk(
                    header.tag,
                    vr,
                    in.source().region(in.position(), header.length, java.nio.ByteOrder.LITTLE_ENDIAN)));
            in.seek(in.position() + header.length);
            return;
        }
        byte[] bytes = in.take((int) header.length);
        if (bigEndian) {
            ByteSwap.swap(bytes, vr.itemBytes());
        }
        meta.put(new Element.Value(header.tag, vr, bytes));
    }

    private static boolean isDeflated(DataSet.Builder meta) {
        return meta.build()
                .text(Tag.TransferSyntaxUID)
                .map(TransferSyntax::of)
                .filter(TransferSyntax::deflated)
                .isPresent();
    }
}
