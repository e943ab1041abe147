package org.lectern.imaging.study;

import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** Headers of invented slices. */
final class Slices {
    private Slices() {}

    static DataSet.Builder ct(int number, double z) {
        return DataSet.builder()
                .text(Tag.SOPClassUID, Uid.CTImageStorage)
                .text(Tag.SOPInstanceUID, "1.2.3." + number)
                .text(Tag.PatientID, "P1")
                .text(Tag.StudyInstanceUID, "1.2")
                .text(Tag.SeriesInstanceUID, "1.2.3")
                .text(Tag.Modality, "CT")
                .text(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .text(Tag.SeriesDescription, "Head")
                .number(Tag.InstanceNumber, number)
                .number(Tag.Rows, 8)
                .number(Tag.Columns, 8)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PixelSpacing, "1", "1")
                .text(Tag.ImagePositionPatient, "0", "0", Double.toString(z))
                .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0");
    }

    static Instance instance(DataSet.Builder header) {
        return new Instance(Path.of("slice"), Uid.ExplicitVRLittleEndian, header.build());
    }
}
