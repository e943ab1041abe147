package org.lectern.imaging.dimse;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.dimse.association.Association.DataSource;
import org.lectern.imaging.dimse.association.Association.DataTarget;
import org.lectern.imaging.dimse.association.Association.SourceException;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/**
 * A DICOM file that is to be sent. A regular one goes from the mapped file to the connection as it is, behind its meta
 * information (PS3.10 section 7.1); an irregular one, such as one of odd length, is read and written anew.
 */
final class StoredObject {
    private static final int HEAD_BYTES = 16 << 10;
    private static final int PREFIX = 'D' | 'I' << 8 | 'C' << 16 | 'M' << 24;
    private static final int AFTER_PREFIX = 132;

    private final Path file;
    private final Identity identity;
    private final String transferSyntax;
    private final OptionalLong dataOffset;

    private StoredObject(Path file, Identity identity, String transferSyntax, OptionalLong dataOffset) {
        this.file = file;
        this.identity = identity;
        this.transferSyntax = transferSyntax;
        this.dataOffset = dataOffset;
    }

    /** Looks at a file's head. */
    static StoredObject of(Path file) throws IOException {
        Optional<StoredObject> regular = regular(file);
        if (regular.isPresent()) {
            return regular.get();
        }
        DicomFile read = DicomFile.readHeader(file);
        String sopClass = read.dataSet().text(Tag.SOPClassUID).orElse("");
        String instance = read.dataSet().text(Tag.SOPInstanceUID).orElse("");
        if (sopClass.isEmpty() || instance.isEmpty()) {
            throw new IOException(
                    file.getFileName() + " has no SOP Class UID or no SOP Instance UID and cannot be sent");
        }
        return new StoredObject(
                file, new Identity(sopClass, instance), read.syntax().uid(), OptionalLong.empty());
    }

    private static Optional<StoredObject> regular(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int count = 0;
            while (count >= 0 && head.hasRemaining()) {
                count = channel.read(head);
            }
            head.flip();
            if (head.remaining() < AFTER_PREFIX || head.getInt(AFTER_PREFIX - 4) != PREFIX) {
                return Optional.empty();
            }
            head.position(AFTER_PREFIX);
            Map<Integer, String> meta = new HashMap<>();
            if (!readMeta(head, meta)) {
                return Optional.empty();
            }
            String sopClass = meta.getOrDefault(Tag.MediaStorageSOPClassUID, "");
            String instance = meta.getOrDefault(Tag.MediaStorageSOPInstanceUID, "");
            String syntax = meta.getOrDefault(Tag.TransferSyntaxUID, "");
            long offset = head.position();
            boolean isEven = (channel.size() - offset) % 2 == 0; // as all that is sent must be (PS3.8 section E.1)
            return sopClass.isEmpty() || instance.isEmpty() || syntax.isEmpty() || channel.size() <= offset || !isEven
                    ? Optional.empty()
                    : Optional.of(
                            new StoredObject(file, new Identity(sopClass, instance), syntax, OptionalLong.of(offset)));
        }
    }

    /** Reads group 0002 up to the data set; false when it is not plainly regular. */
    private static boolean readMeta(ByteBuffer in, Map<Integer, String> meta) {
        while (in.remaining() >= 12) {
            int start = in.position();
            int tag = (in.getShort() & 0xFFFF) << 16 | in.getShort() & 0xFFFF;
            if (tag >>> 16 != 2) {
                in.position(start);
                return !meta.isEmpty();
            }
            VR vr = VR.ofCode(in.get(), in.get());
            if (vr == null) {
                return false;
            }
            long length = vr.hasLongLength() ? in.getInt(in.position() + 2) & 0xFFFFFFFFL : in.getShort() & 0xFFFF;
            in.position(start + (vr.hasLongLength() ? 12 : 8));
            if (length > in.remaining()) {
                return false;
            }
            byte[] value = new byte[(int) length];
            in.get(value);
            meta.put(
                    tag,
                    new String(value, StandardCharsets.ISO_8859_1)
                            .replace('\0', ' ')
                            .strip());
        }
        return false;
    }

    Path file() {
        return file;
    }

    Identity identity() {
        return identity;
    }

    String transferSyntax() {
        return transferSyntax;
    }

    /** The data set in its own transfer syntax. */
    DataSource asItIs() {
        return dataOffset.isEmpty() ? encoded(TransferSyntax.of(transferSyntax)) : this::writeMapped;
    }

    private void writeMapped(DataTarget target) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            target.write(mapped(dataOffset.orElseThrow(), arena));
        } catch (InternalError e) { // how the JDK reports a mapped page that is gone
            throw new SourceException(file.getFileName() + " became shorter while it was sent", e);
        }
    }

    private MemorySegment mapped(long offset, Arena arena) throws SourceException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() <= offset) {
                throw new EOFException("it has become shorter");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, channel.size() - offset, arena);
        } catch (IOException e) {
            throw new SourceException(file.getFileName() + " cannot be read", e);
        }
    }

    /** The data set written anew in another transfer syntax. */
    DataSource encoded(TransferSyntax target) {
        return out -> {
            DataSet dataSet;
            try {
                dataSet = DicomFile.read(file).dataSet();
            } catch (IOException e) {
                throw new SourceException(file.getFileName() + " cannot be read: " + e.getMessage(), e);
            }
            try {
                new DicomWriter(target).writeDataSet(dataSet, out.stream());
            } catch (IllegalArgumentException | InternalError e) {
                throw new SourceException(file.getFileName() + " cannot be written in another encoding", e);
            }
        };
    }
}
