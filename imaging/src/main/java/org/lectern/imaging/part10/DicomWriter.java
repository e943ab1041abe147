package org.lectern.imaging.part10;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Data sets to bytes in one transfer syntax (PS3.5 section 7, PS3.10 section 7).
 *
 * <p>Values are written as they are, private and unknown ones included; binary ones turned to the syntax's byte order.
 * Values of odd length are padded, group lengths of the data set (retired, PS3.5 section 7.2) left out. Pixel data is
 * not transcoded: fragments can go into encapsulated syntaxes only, and plain pixel data into all others.
 */
public final class DicomWriter {
    /** Identifies Lectern as the writer of a file (PS3.7 section D.3.3.2). */
    public static final String IMPLEMENTATION_CLASS_UID = "2.25.327644214771191913312746370477731748231";

    /** Its version for people. */
    public static final String IMPLEMENTATION_VERSION_NAME = "LECTERN_0_1";

    /** How the ends of sequences and items are marked (PS3.5 section 7.5.2). */
    public enum Lengths {
        /** By their length, given first. */
        DEFINED,
        /** By delimiters. */
        UNDEFINED
    }

    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};

    private final TransferSyntax syntax;
    private final Lengths lengths;

    /** A writer of sequences with defined lengths. */
    public DicomWriter(TransferSyntax syntax) {
        this(syntax, Lengths.DEFINED);
    }

    /** A writer. */
    public DicomWriter(TransferSyntax syntax, Lengths lengths) {
        this.syntax = syntax;
        this.lengths = lengths;
    }

    /** Writes a file that appears whole or not at all; an existing one is replaced. */
    public void write(DataSet dataSet, Path file) throws IOException {
        write(DataSet.empty(), dataSet, file);
    }

    /**
     * Writes a file that appears whole or not at all; an existing one is replaced.
     *
     * @param meta elements to keep of an earlier file's meta information, such as Source Application Entity Title; what
     *     describes this file is made anew
     */
    public void write(DataSet meta, DataSet dataSet, Path file) throws IOException {
        Path name = file.getFileName();
        if (name == null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path part = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                write(meta, dataSet, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes preamble, prefix, meta information and data set. The stream stays open. */
    public void write(DataSet meta, DataSet dataSet, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        writeHead(meta, dataSet, buffered);
        writeDataSet(dataSet, buffered);
        buffered.flush();
    }

    /**
     * Writes preamble, prefix and meta information, for a data set whose bytes are there already. The stream stays open.
     *
     * @param identity holds the SOP Class and SOP Instance UID of the data set
     */
    public void writeHead(DataSet meta, DataSet identity, OutputStream out) throws IOException {
        out.write(new byte[128]);
        out.write(PREFIX);
        writeMeta(meta(meta, identity), out);
    }

    /** Writes a bare data set, as messages carry it. The stream stays open. */
    public void writeDataSet(DataSet dataSet, OutputStream out) throws IOException {
        if (!syntax.deflated()) {
            new ElementWriter(out, syntax, lengths).write(dataSet);
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
            new ElementWriter(deflating, syntax, lengths).write(dataSet);
            deflating.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0); // PS3.5 section A.5
            }
            out.flush();
        } finally {
            deflater.end();
        }
    }

    private DataSet meta(DataSet kept, DataSet dataSet) {
        DataSet.Builder meta = DataSet.builder();
        for (Element element : kept) {
            if (element.tag() >>> 16 == 2 && element instanceof Element.Value) {
                meta.put(element);
            }
        }
        meta.put(new Element.Value(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1}));
        dataSet.text(Tag.SOPClassUID).ifPresent(uid -> meta.text(Tag.MediaStorageSOPClassUID, uid));
        dataSet.text(Tag.SOPInstanceUID).ifPresent(uid -> meta.text(Tag.MediaStorageSOPInstanceUID, uid));
        return meta.text(Tag.TransferSyntaxUID, syntax.uid())
                .text(Tag.ImplementationClassUID, IMPLEMENTATION_CLASS_UID)
                .text(Tag.ImplementationVersionName, IMPLEMENTATION_VERSION_NAME)
                .remove(Tag.FileMetaInformationGroupLength)
                .build();
    }

    private static void writeMeta(DataSet meta, OutputStream out) throws IOException {
        ElementWriter writer = new ElementWriter(out, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, Lengths.DEFINED);
        DataSet groupLength = DataSet.builder()
                .number(Tag.FileMetaInformationGroupLength, VR.UL, (double) writer.length(meta))
                .build();
        writer.write(groupLength);
        writer.write(meta);
    }
}
