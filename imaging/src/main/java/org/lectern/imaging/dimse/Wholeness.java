package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;

/** Whether an object that has arrived is what it was said to be, and whole. */
final class Wholeness {
    /** What was found: the data set, or why the object is not taken. */
    record Verdict(DataSet dataSet, Optional<String> refusal) {}

    private Wholeness() {}

    static Verdict of(Path file, Identity announced) throws IOException {
        DicomFile read;
        try {
            read = DicomFile.read(file);
        } catch (DicomFormatException e) {
            return new Verdict(DataSet.empty(), Optional.of("its data set cannot be read: " + e.getMessage()));
        }
        DataSet dataSet = read.dataSet();
        if (!dataSet.text(Tag.SOPInstanceUID).equals(Optional.of(announced.sopInstanceUid()))
                || !dataSet.text(Tag.SOPClassUID).equals(Optional.of(announced.sopClassUid()))) {
            return new Verdict(dataSet, Optional.of("its data set is that of another object than announced"));
        }
        return new Verdict(
                dataSet,
                read.findings().stream()
                        .filter(Wholeness::isCut)
                        .findFirst()
                        .map(finding -> "its data set ends too early"));
    }

    private static boolean isCut(Finding finding) {
        String what = finding.what();
        return what.endsWith("are left")
                || what.contains("cut off")
                || what.startsWith("Ends within")
                || what.startsWith("No data set")
                || what.endsWith("too few for an element");
    }
}
