package org.lectern.app.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;

/**
 * A CT of 8 axial slices of 40 × 30 pixels, 1 × 2 mm, 3 mm apart. A pixel's value in HU is {@code 100 · slice + column},
 * but for a bright block in the patient's right front corner: columns and rows 0 to 9 have 1000 HU.
 */
public final class Phantom {
    public static final int COLUMNS = 40;
    public static final int ROWS = 30;
    public static final int SLICES = 8;

    private Phantom() {}

    /** Writes the slices into a folder. */
    public static List<Path> write(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
            Path file = folder.resolve("slice-" + slice + ".dcm");
            new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(slice(slice), file);
            files.add(file);
        }
        return files;
    }

    /** Writes and reads it as an exam. */
    public static Study study(Path folder) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (Path file : write(folder)) {
            instances.add(Instance.of(DicomFile.readHeader(file)));
        }
        return StudyTree.of(instances).studies().getFirst();
    }

    /** Cuts the pixel data of one slice in half. */
    public static void damage(Path folder, int slice) throws IOException {
        Path file = folder.resolve("slice-" + slice + ".dcm");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - COLUMNS * ROWS));
    }

    static DataSet slice(int slice) {
        ByteBuffer pixels = ByteBuffer.allocate(COLUMNS * ROWS * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                pixels.putShort((short) (1024 + (row < 10 && column < 10 ? 1000 : 100 * slice + column)));
            }
        }
        return DataSet.builder()
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tag.SOPInstanceUID, "1.2.3.4." + (slice + 1))
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.SeriesInstanceUID, "1.2.3.4")
                .text(Tag.FrameOfReferenceUID, "1.2.3.5")
                .text(Tag.PatientName, "MUSTERMANN^Anna")
                .text(Tag.PatientID, "004711")
                .text(Tag.PatientSex, "F")
                .text(Tag.PatientBirthDate, "19610403")
                .text(Tag.StudyDate, "20261121")
                .text(Tag.StudyDescription, "CT chest")
                .text(Tag.SeriesDescription, "axial lung")
                .number(Tag.SeriesNumber, 2)
                .number(Tag.InstanceNumber, slice + 1)
                .text(Tag.Modality, "CT")
                .text(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .number(Tag.SliceThickness, 3)
                .number(Tag.ImagePositionPatient, -20, -30, 3.0 * slice)
                .number(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
                .number(Tag.PixelSpacing, 2, 1)
                .number(Tag.Rows, ROWS)
                .number(Tag.Columns, COLUMNS)
                .number(Tag.BitsAllocated, 16)
                .number(Tag.BitsStored, 16)
                .number(Tag.HighBit, 15)
                .number(Tag.PixelRepresentation, 1)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.RescaleSlope, 1)
                .number(Tag.RescaleIntercept, -1024)
                .number(Tag.WindowCenter, 500, 40)
                .number(Tag.WindowWidth, 1000, 400)
                .text(Tag.WindowCenterWidthExplanation, "WIDE", "SOFT")
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels.array()))
                .build();
    }
}
