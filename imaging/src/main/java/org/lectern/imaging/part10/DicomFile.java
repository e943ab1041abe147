package org.lectern.imaging.part10;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;

/**
 * A DICOM file as read (PS3.10 section 7): meta information, data set, and what was irregular about it.
 *
 * <p>Nothing here holds the file open. Values of ordinary size are on the heap; bulk values are regions of the file.
 *
 * @param meta group 0002, empty for a bare data set
 * @param syntax the transfer syntax declared, or detected where none is
 */
public record DicomFile(Path path, DataSet meta, DataSet dataSet, TransferSyntax syntax, List<Finding> findings) {
    /** Copies the list. */
    public DicomFile {
        findings = List.copyOf(findings);
    }

    /**
     * Reads the whole data set, bulk values left in place.
     *
     * @throws DicomFormatException when it is not DICOM or too damaged to be of use
     */
    public static DicomFile read(Path path) throws IOException {
        return read(path, false);
    }

    /** Reads up to, not including, the pixel data (group 7FE0). */
    public static DicomFile readHeader(Path path) throws IOException {
        return read(path, true);
    }

    private static DicomFile read(Path path, boolean headerOnly) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) { // a pipe would be waited for
            throw new IOException(
                    path + (Files.isDirectory(path) ? " is a folder, not a file" : " is neither a file nor a folder"));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new FileParser(path, new Source.File(path, channel), headerOnly).parse();
        }
    }
}
