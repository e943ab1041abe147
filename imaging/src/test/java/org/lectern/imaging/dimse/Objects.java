package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** Synthetic CT slices for transfers. */
final class Objects {
    static final String STUDY = "1.2.826.0.1.3680043.10.9.1";
    static final String SERIES = STUDY + ".1";

    private Objects() {}

    static DataSet slice(int number, int rows) {
        byte[] pixels = new byte[2 * rows * rows];
        new Random(number).nextBytes(pixels);
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.SOPClassUID, Uid.CTImageStorage)
                .text(Tag.SOPInstanceUID, SERIES + "." + number)
                .text(Tag.StudyDate, "20260102")
                .text(Tag.StudyTime, "101500")
                .text(Tag.AccessionNumber, "A1")
                .text(Tag.Modality, "CT")
                .text(Tag.PatientName, "Grün^Anna")
                .text(Tag.PatientID, "P1")
                .text(Tag.StudyInstanceUID, STUDY)
                .text(Tag.SeriesInstanceUID, SERIES)
                .text(Tag.StudyID, "S1")
                .number(Tag.SeriesNumber, 1)
                .number(Tag.InstanceNumber, number)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.Rows, rows)
                .number(Tag.Columns, rows)
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 16)
                .number(Tag.HighBit, 15)
                .number(Tag.PixelRepresentation, 0)
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels))
                .build();
    }

    static Path write(Path folder, DataSet dataSet, TransferSyntax syntax) throws IOException {
        Path file = Files.createTempFile(folder, "object", ".dcm");
        new DicomWriter(syntax).write(dataSet, file);
        return file;
    }

    /** Slices of a series in explicit VR little-endian. */
    static List<Path> series(Path folder, int count, int rows) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            files.add(write(folder, slice(i, rows), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        }
        return files;
    }

    /** The bytes of a file behind its meta information, by a reading of the test's own. */
    static byte[] dataSetBytes(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int groupLength = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
        return Arrays.copyOfRange(all, 144 + groupLength, all.length);
    }

    static DataSet studyKeys() {
        return DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.StudyInstanceUID, STUDY)
                .build();
    }
}
