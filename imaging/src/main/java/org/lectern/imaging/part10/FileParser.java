package org.lectern.imaging.part10;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFormatException.Problem;

/**
 * A Part 10 file, or what has lost parts of its head (PS3.10 section 7.1): preamble, prefix, meta information, data set.
 * What the first element of the data set looks like counts more than what the meta information declares.
 */
final class FileParser {
    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};
    private static final int PREFIX_OFFSET = 128;
    private static final int PREFIX_SEARCH_BYTES = 512;

    private final Path path;
    private final Input in;
    private final Findings findings = new Findings();
    private final boolean headerOnly;

    private DataSet meta = DataSet.empty();
    private DataSet dataSet = DataSet.empty();
    private TransferSyntax syntax = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;

    FileParser(Path path, Source source, boolean headerOnly) throws IOException {
        this.path = path;
        this.in = new Input(source);
        this.headerOnly = headerOnly;
    }

    DicomFile parse() throws IOException {
        long start = findStart();
        in.seek(start);
        boolean declared = readMeta();
        long bodyStart = in.position();
        if (in.size() - bodyStart < 8) {
            if (meta.isEmpty()) {
                throw new DicomFormatException(Problem.NOT_DICOM, "This is not DICOM: too short", 0, bodyStart);
            }
            findings.add("No data set after the meta information", 0, bodyStart);
        } else {
            readBody(declared, bodyStart);
        }
        return new DicomFile(path, meta, dataSet, syntax, findings.list());
    }

    /** Where the meta information, or the data set, begins. */
    private long findStart() throws IOException {
        byte[] head = in.peek(0, PREFIX_SEARCH_BYTES);
        if (prefixAt(head, PREFIX_OFFSET)) {
            return PREFIX_OFFSET + PREFIX.length;
        }
        if (Encoding.detect(head, 0, in.size()) != null) {
            findings.add("No preamble and no DICM prefix", 0, 0);
            return 0;
        }
        for (int offset = 0; offset + PREFIX.length <= head.length; offset++) {
            int after = offset + PREFIX.length;
            if (prefixAt(head, offset) && Encoding.detect(head, after, in.size()) != null) {
                findings.add("The DICM prefix is not at byte 128", 0, offset);
                return after;
            }
        }
        for (int offset : new int[] {PREFIX_OFFSET, PREFIX_OFFSET + PREFIX.length}) {
            if (Encoding.detect(head, offset, in.size()) != null) {
                findings.add("A preamble without the DICM prefix", 0, offset);
                return offset;
            }
        }
        throw new DicomFormatException(
                Problem.NOT_DICOM, "This is not DICOM: no DICM prefix, and it does not begin with an element", 0, 0);
    }

    private static boolean prefixAt(byte[] head, int offset) {
        for (int i = 0; i < PREFIX.length; i++) {
            if (offset + i >= head.length || head[offset + i] != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads group 0002 if it is there; answers whether it declares a transfer syntax. */
    private boolean readMeta() throws IOException {
        if (in.size() - in.position() < 8) {
            return false;
        }
        long metaStart = in.position();
        byte[] head = in.peek(metaStart, 8);
        boolean big = head[0] == 0 && head[1] == 2;
        if (!big && (head[0] != 2 || head[1] != 0)) {
            findings.add("No meta information", 0, metaStart);
            return false;
        }
        boolean explicit = VR.ofCode(head[4], head[5]) != null;
        if (big || !explicit) {
            findings.add("Meta information is not in explicit little-endian", 0, metaStart);
        }
        meta = new MetaParser(in, findings).parse(explicit, big);
        return meta.text(Tag.TransferSyntaxUID).isPresent();
    }

    private void readBody(boolean declared, long bodyStart) throws IOException {
        String uid = meta.text(Tag.TransferSyntaxUID).orElse("");
        TransferSyntax named = declared ? TransferSyntax.of(uid) : TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        Encoding seen = Encoding.detect(in.peek(bodyStart, 16), 0, in.size() - bodyStart, named.order());
        if (!declared) {
            if (!meta.isEmpty()) {
                findings.add("No transfer syntax is declared", Tag.TransferSyntaxUID, bodyStart);
            }
            if (seen == null && meta.isEmpty()) {
                throw new DicomFormatException(
                        Problem.NOT_DICOM, "This is not DICOM: no element after the DICM prefix", 0, bodyStart);
            }
            syntax = seen == null ? TransferSyntax.IMPLICIT_LITTLE_ENDIAN : seen.syntax();
        } else if (named.deflated() && (seen == null || Inflation.yieldsElements(in))) {
            syntax = named;
            MemorySegment inflated = Inflation.inflate(in, findings);
            Input body = new Input(new Source.Memory(inflated));
            dataSet = new DataSetParser(body, findings, headerOnly).parse(true, false);
            return;
        } else {
            syntax = reconciled(named, seen, bodyStart);
        }
        boolean big = syntax.order() == ByteOrder.BIG_ENDIAN;
        dataSet = new DataSetParser(in, findings, headerOnly).parse(syntax.explicitVr(), big);
    }

    private TransferSyntax reconciled(TransferSyntax named, @Nullable Encoding seen, long at) {
        if (seen == null || seen.isThatOf(named) && !named.deflated()) {
            return named;
        }
        TransferSyntax found = seen.syntax();
        findings.add("Declared as %s, written as %s".formatted(name(named), name(found)), Tag.TransferSyntaxUID, at);
        return named.encapsulated()
                ? new TransferSyntax(named.uid(), found.explicitVr(), found.order(), false, true)
                : found;
    }

    private static String name(TransferSyntax syntax) {
        return Dictionary.uidName(syntax.uid()).orElse("an unregistered syntax");
    }
}
