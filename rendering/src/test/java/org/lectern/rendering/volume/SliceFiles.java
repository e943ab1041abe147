package org.lectern.rendering.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StudyFolder;

/** Writes invented CT slices of 6 × 5 pixels whose values tell where they are, and reads them back. */
final class SliceFiles {
    static final int COLUMNS = 6;
    static final int ROWS = 5;

    private final Path folder;

    SliceFiles(Path folder) {
        this.folder = folder;
    }

    /** The stored value at a place. */
    static int stored(int column, int row, int number) {
        return column + 10 * row + 100 * number;
    }

    DataSet.Builder slice(int number, double z) {
        ByteBuffer pixels = ByteBuffer.allocate(COLUMNS * ROWS * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            pixels.putShort((short) stored(i % COLUMNS, i / COLUMNS, number));
        }
        return DataSet.builder()
                .text(Tag.SOPClassUID, Uid.CTImageStorage)
                .text(Tag.SOPInstanceUID, "1.2.3." + (number + 1))
                .text(Tag.PatientID, "P1")
                .text(Tag.StudyInstanceUID, "1.2")
                .text(Tag.SeriesInstanceUID, "1.2.3")
                .text(Tag.Modality, "CT")
                .number(Tag.InstanceNumber, 100 - number)
                .number(Tag.Rows, ROWS)
                .number(Tag.Columns, COLUMNS)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 16)
                .number(Tag.HighBit, 15)
                .number(Tag.PixelRepresentation, 1)
                .text(Tag.RescaleSlope, "2")
                .text(Tag.RescaleIntercept, "-1024")
                .text(Tag.PixelSpacing, "0.5", "0.25")
                .text(Tag.ImagePositionPatient, "-10", "20", Double.toString(z))
                .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels.array()));
    }

    void write(int number, DataSet.Builder slice) throws IOException {
        DataSet dataSet = slice.build();
        DataSet meta = DataSet.builder()
                .text(Tag.MediaStorageSOPClassUID, Uid.CTImageStorage)
                .text(
                        Tag.MediaStorageSOPInstanceUID,
                        dataSet.text(Tag.SOPInstanceUID).orElseThrow())
                .build();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                .write(meta, dataSet, folder.resolve(number * 7 % 10 + "-" + number + ".dcm"));
    }

    DisplaySet displaySet() throws IOException {
        return StudyFolder.read(folder, Parallel.SEQUENTIAL)
                .tree()
                .displaySets()
                .getFirst();
    }

    Volume load() throws IOException {
        return new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED)
                .load(displaySet(), VolumeLoader.Progress.IGNORED);
    }
}
