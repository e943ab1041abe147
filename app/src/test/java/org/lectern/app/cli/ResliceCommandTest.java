package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

class ResliceCommandTest {
    @TempDir
    private Path folder;

    /** 4 × 3 pixels of 1 mm, 5 slices of 2 mm; the value is x + 10 y + 100 z in millimetres. */
    @BeforeEach
    void writeSlices() throws IOException {
        Files.createDirectory(folder.resolve("ct"));
        for (int k = 0; k < 5; k++) {
            ByteBuffer pixels = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 12; i++) {
                pixels.putShort((short) (i % 4 + 10 * (i / 4) + 200 * k));
            }
            DataSet slice = DataSet.builder()
                    .text(Tag.SOPClassUID, Uid.CTImageStorage)
                    .text(Tag.SOPInstanceUID, "1.2.3." + k)
                    .text(Tag.StudyInstanceUID, "1.2")
                    .text(Tag.SeriesInstanceUID, "1.2.3")
                    .text(Tag.Modality, "CT")
                    .number(Tag.Rows, 3)
                    .number(Tag.Columns, 4)
                    .number(Tag.SamplesPerPixel, 1)
                    .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                    .number(Tag.BitsAllocated, 16)
                    .number(Tag.BitsStored, 16)
                    .number(Tag.HighBit, 15)
                    .number(Tag.PixelRepresentation, 1)
                    .text(Tag.PixelSpacing, "1", "1")
                    .number(Tag.ImagePositionPatient, 0, 0, 2 * k)
                    .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")
                    .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(pixels.array()))
                    .build();
            DataSet meta = DataSet.builder()
                    .text(Tag.MediaStorageSOPClassUID, Uid.CTImageStorage)
                    .text(Tag.MediaStorageSOPInstanceUID, "1.2.3." + k)
                    .build();
            new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(meta, slice, folder.resolve("ct/" + k));
        }
    }

    private int reslice(String out, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "reslice";
        arguments[1] = folder.resolve("ct").toString();
        arguments[2] = "--out";
        arguments[3] = folder.resolve(out).toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return LecternCommand.run(arguments);
    }

    private float[] raw(String name) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    @Test
    void aSagittalPlaneHasTheFrontOnTheLeftAndTheHeadOnTop() throws IOException {
        assertEquals(0, reslice("s.raw", "--plane", "sagittal", "--spacing", "1", "--size", "3x3"));
        // through x = 1.5: y = 0, 1, 2 from left to right; z = 5, 4, 3 from top to bottom
        assertArrayEquals(
                new float[] {501.5f, 511.5f, 521.5f, 401.5f, 411.5f, 421.5f, 301.5f, 311.5f, 321.5f},
                raw("s.raw"),
                1e-3f);
    }

    @Test
    void theCentreIsTheMiddleOfThePictureAndOutsideIsNaN() throws IOException {
        assertEquals(
                0,
                reslice(
                        "o.raw",
                        "--centre",
                        "3,1,4",
                        "--right",
                        "1,0,0",
                        "--down",
                        "0,1,0",
                        "--spacing",
                        "1",
                        "--size",
                        "3x1"));
        float[] row = raw("o.raw");
        assertEquals(412, row[0], 1e-3);
        assertEquals(413, row[1], 1e-3);
        assertTrue(Float.isNaN(row[2]));
    }

    @Test
    void aSlabShowsItsLargestValue() throws IOException {
        assertEquals(0, reslice("m.raw", "--plane", "axial", "--slab", "4", "--blend", "max", "--spacing", "1"));
        assertEquals(600, raw("m.raw")[0], 1e-3);
    }

    @Test
    void aPictureFileIsAsLargeAsAsked() throws IOException {
        assertEquals(0, reslice("p.png", "--plane", "coronal", "--size", "40x30", "--renderer", "gpu"));
        assertEquals(40, ImageIO.read(folder.resolve("p.png").toFile()).getWidth());
    }

    @Test
    void wrongUsageIsToldFromFailedWork() {
        assertEquals(2, reslice("x.raw"));
        assertEquals(2, reslice("x.txt", "--plane", "axial"));
        assertEquals(2, reslice("x.raw", "--plane", "diagonal"));
        assertEquals(2, reslice("x.raw", "--centre", "0,0,0", "--right", "1,0,0"));
        assertEquals(2, reslice("x.raw", "--centre", "0,0,0", "--right", "1,0,0", "--down", "1,0,0"));
        assertEquals(2, reslice("x.raw", "--plane", "axial", "--size", "0x9"));
        assertEquals(1, reslice("x.raw", "--plane", "axial", "--series", "9.9"));
        assertEquals(
                1, LecternCommand.run("reslice", folder + "/none", "--plane", "axial", "--out", folder + "/x.raw"));
    }
}
