package org.lectern.imaging.part10;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;

/** Reads data sets that do not come as files: from a message, an archive entry, another element's value. */
public final class DicomReader {
    private DicomReader() {}

    /** A data set and what was irregular about it; offsets count from its first byte. */
    public record Result(DataSet dataSet, List<Finding> findings) {
        /** Copies the list. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads a bare data set in a known transfer syntax. Bulk values are slices of the bytes, which must stay alive with
     * the data set.
     *
     * @throws DicomFormatException when it is too damaged to be of use
     */
    public static Result read(MemorySegment bytes, TransferSyntax syntax) throws IOException {
        Findings findings = new Findings();
        MemorySegment plain = bytes;
        if (syntax.deflated() && bytes.byteSize() > 0) {
            plain = Inflation.inflate(new Input(new Source.Memory(bytes)), findings);
        }
        DataSetParser parser = new DataSetParser(new Input(new Source.Memory(plain)), findings, false);
        DataSet dataSet = parser.parse(syntax.explicitVr(), syntax.order() == ByteOrder.BIG_ENDIAN);
        return new Result(dataSet, findings.list());
    }

    /**
     * Reads a whole file that lies in memory.
     *
     * @param name what to call it, such as the name of an archive entry
     * @throws DicomFormatException when it is not DICOM or too damaged to be of use
     */
    public static DicomFile readFile(MemorySegment bytes, Path name) throws IOException {
        return new FileParser(name, new Source.Memory(bytes), false).parse();
    }
}
