package org.lectern.imaging.document;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * A document carried inside a DICOM object: PDF, CDA, STL and the like (PS3.3 C.24.2).
 *
 * @param mediaType MIME Type of Encapsulated Document (0042,0012), lower case
 * @param title Document Title (0042,0010), empty where there is none
 * @param bytes the document, with the padding byte where its length is not stated
 */
public record EncapsulatedDocument(String mediaType, Optional<String> title, BulkData bytes) {
    /** Largest document that is read into memory, in bytes. */
    public static final long MAX_BYTES = 256L << 20;

    /** The document of an object, or empty when it has none. */
    public static Optional<EncapsulatedDocument> of(DataSet object) {
        return object.bulk(Tag.EncapsulatedDocument)
                .map(bytes -> new EncapsulatedDocument(
                        object.text(Tag.MIMETypeOfEncapsulatedDocument)
                                .orElse("application/octet-stream")
                                .toLowerCase(java.util.Locale.ROOT),
                        object.text(Tag.DocumentTitle),
                        trimmed(bytes, object)));
    }

    /** Whether it is a PDF. */
    public boolean isPdf() {
        return mediaType.equals("application/pdf");
    }

    /**
     * The document in memory.
     *
     * @throws IOException when the file has changed or the document is larger than {@link #MAX_BYTES}
     */
    public byte[] read() throws IOException {
        if (bytes.length() > MAX_BYTES) {
            throw new IOException(
                    "The document has %d MiB; at most %d are opened".formatted(bytes.length() >> 20, MAX_BYTES >> 20));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = bytes.map(arena);
            return segment.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static BulkData trimmed(BulkData bytes, DataSet object) {
        long length = (long) object.decimal(Tag.EncapsulatedDocumentLength).orElse((double) bytes.length());
        if (length <= 0 || length >= bytes.length()) {
            return bytes;
        }
        return switch (bytes) {
            case BulkData.FileRegion region ->
                new BulkData.FileRegion(region.file(), region.offset(), length, region.order());
            case BulkData.InMemory memory ->
                new BulkData.InMemory(memory.bytes().asSlice(0, length), memory.order());
        };
    }
}
