package org.lectern.samples;

import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** What the objects of one series share. */
record Series(DataSet study, String modality, int number, String description, String sopClass) {
    /** A new object of the series; its UIDs follow from the study's, the series number and the instance number. */
    DataSet.Builder object(int instance) {
        String key = study.text(Tag.StudyInstanceUID).orElseThrow() + "/" + number;
        return study.toBuilder()
                .text(Tag.SOPClassUID, sopClass)
                .text(Tag.SOPInstanceUID, SamplePatient.uid(key + "/" + instance))
                .text(Tag.SeriesInstanceUID, SamplePatient.uid(key))
                .text(
                        Tag.FrameOfReferenceUID,
                        SamplePatient.uid(study.text(Tag.StudyInstanceUID).orElseThrow() + "/frame"))
                .text(Tag.Modality, modality)
                .number(Tag.SeriesNumber, number)
                .text(Tag.SeriesDescription, description)
                .number(Tag.InstanceNumber, instance)
                .text(Tag.SeriesDate, study.text(Tag.StudyDate).orElseThrow())
                .text(Tag.ContentDate, study.text(Tag.StudyDate).orElseThrow())
                .text(Tag.ContentTime, study.text(Tag.StudyTime).orElseThrow());
    }

    /** A new object that is slice k of a stack (PS3.3 C.7.6.2). */
    DataSet.Builder slice(Grid grid, int k) {
        return object(k + 1)
                .number(Tag.ImagePositionPatient, grid.position(k))
                .number(Tag.ImageOrientationPatient, grid.orientation())
                .number(Tag.PixelSpacing, grid.rowSpacingMm(), grid.columnSpacingMm())
                .number(Tag.SliceLocation, grid.position(k)[2]);
    }
}
