package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** Objects made for a test: CT slices whose samples come from a seed. */
final class Objects {
    private Objects() {}

    static String study(int number) {
        return "2.25.7001." + number;
    }

    static String series(int study, int number) {
        return study(study) + "." + number;
    }

    static String instance(int study, int series, int number) {
        return series(study, series) + "." + number;
    }

    static DataSet ct(int study, int series, int number, int size) {
        byte[] samples = new byte[size * size * 2];
        new Random(study * 1_000_003L + number).nextBytes(samples);
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.SOPClassUID, Uid.CTImageStorage)
                .text(Tag.SOPInstanceUID, instance(study, series, number))
                .text(Tag.StudyDate, "202401%02d".formatted(1 + study % 28))
                .text(Tag.StudyTime, "101500")
                .text(Tag.AccessionNumber, "A%05d".formatted(study))
                .text(Tag.Modality, "CT")
                .text(Tag.StudyDescription, "Thorax %d".formatted(study))
                .text(Tag.PatientName, "Müller^Anna %d".formatted(study))
                .text(Tag.PatientID, "P%05d".formatted(study))
                .text(Tag.PatientBirthDate, "19600102")
                .text(Tag.PatientSex, "F")
                .text(Tag.StudyInstanceUID, study(study))
                .text(Tag.SeriesInstanceUID, series(study, series))
                .text(Tag.StudyID, "1")
                .number(Tag.SeriesNumber, series)
                .number(Tag.InstanceNumber, number)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.Rows, size)
                .number(Tag.Columns, size)
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 16)
                .number(Tag.HighBit, 15)
                .number(Tag.PixelRepresentation, 0)
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(samples))
                .build();
    }

    static Path write(Path folder, DataSet dataSet) throws IOException {
        Path file = Files.createTempFile(folder, "ct", ".dcm");
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(dataSet, file);
        return file;
    }

    /** Slices of one series. */
    static List<Path> series(Path folder, int study, int slices, int size) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= slices; i++) {
            files.add(write(folder, ct(study, 1, i, size)));
        }
        return files;
    }

    /** The data set as bytes, meta information left out. */
    static byte[] dataSetBytes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int metaLength = java.nio.ByteBuffer.wrap(bytes, 140, 4)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return java.util.Arrays.copyOfRange(bytes, 144 + metaLength, bytes.length);
    }
}
