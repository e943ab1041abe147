package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/**
 * A phantom of three bones in air: a block at the patient's left, front and head; smaller ones at the right and back, and
 * at the feet.
 */
class VolumeCommandTest {
    private static final int SIDE = 32;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSlices() throws IOException {
        Files.createDirectory(folder.resolve("ct"));
        for (int k = 0; k < SIDE; k++) {
            ByteBuffer pixels = ByteBuffer.allocate(SIDE * SIDE * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < SIDE * SIDE; i++) {
                pixels.putShort((short) (isBone(i % SIDE, i / SIDE, k) ? 1200 : -1000));
            }
            DataSet slice = DataSet.builder()
                    .text(Tag.SOPClassUID, Uid.CTImageStorage)
                    .text(Tag.SOPInstanceUID, "1.2.3." + k)
                    .text(Tag.StudyInstanceUID, "1.2")
                    .text(Tag.SeriesInstanceUID, "1.2.3")
                    .text(Tag.Modality, "CT")
                    .number(Tag.Rows, SIDE)
                    .number(Tag.Columns, SIDE)
                    .number(Tag.SamplesPerPixel, 1)
                    .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                    .number(Tag.BitsAllocated, 16)
                    .number(Tag.BitsStored, 16)
                    .number(Tag.HighBit, 15)
                    .number(Tag.PixelRepresentation, 1)
                    .text(Tag.PixelSpacing, "2", "2")
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

    /** Left is +x, back +y, head +z. */
    private static boolean isBone(int x, int y, int z) {
        boolean leftFrontHead = x >= 20 && x < 30 && y >= 2 && y < 12 && z >= 20 && z < 30;
        boolean rightBackHead = x >= 4 && x < 8 && y >= 24 && y < 28 && z >= 22 && z < 28;
        boolean feet = x >= 14 && x < 18 && y >= 14 && y < 18 && z < 4;
        return leftFrontHead || rightBackHead || feet;
    }

    private int volume(String out, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "volume";
        arguments[1] = folder.resolve("ct").toString();
        arguments[2] = "--out";
        arguments[3] = folder.resolve(out).toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return LecternCommand.run(arguments);
    }

    private BufferedImage picture(String name) throws IOException {
        return ImageIO.read(folder.resolve(name).toFile());
    }

    private static boolean isBright(BufferedImage picture, double across, double down) {
        int rgb = picture.getRGB((int) (across * picture.getWidth()), (int) (down * picture.getHeight()));
        return (rgb >> 16 & 0xFF) > 100;
    }

    /** By OpenGL where there is a display with it, else by the processor all the same: one picture. */
    @Test
    void theGraphicsProcessorDrawsTheSamePicture() throws IOException {
        assertEquals(0, volume("cpu.png", "--preset", "bone", "--azimuth", "20", "--size", "96x80"));
        assertEquals(
                0, volume("gpu.png", "--preset", "bone", "--azimuth", "20", "--size", "96x80", "--renderer", "gpu"));
        BufferedImage cpu = picture("cpu.png");
        BufferedImage gpu = picture("gpu.png");
        int different = 0;
        for (int pixel = 0; pixel < 96 * 80; pixel++) {
            int one = cpu.getRGB(pixel % 96, pixel / 96);
            int other = gpu.getRGB(pixel % 96, pixel / 96);
            different += Math.abs((one >> 16 & 0xFF) - (other >> 16 & 0xFF)) > 3 ? 1 : 0;
        }
        assertTrue(different <= 96 * 80 / 100, different + " pixels differ");
    }

    /** Where the centre of the large block and that of the small one are seen, as parts of the picture. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.79, 0.21, 0.19, 0.21", // from the front: the patient's left on the right, head up
        "180, 0, 0.21, 0.21, 0.81, 0.21", // from behind
        "90, 0, 0.21, 0.21, 0.82, 0.21", // from the left: the front on the left
        "0, 90, 0.79, 0.78, 0.19, 0.18" // from above the head: the front below
    })
    void thePatientIsUprightAndSeenFromWhereTheAnglesSay(
            String azimuth, String elevation, double x, double y, double smallX, double smallY) throws IOException {
        assertEquals(
                0,
                volume(
                        "v.png",
                        "--preset",
                        "bone",
                        "--size",
                        "200x200",
                        "--azimuth",
                        azimuth,
                        "--elevation",
                        elevation));
        BufferedImage picture = picture("v.png");
        assertEquals(200, picture.getWidth());
        assertTrue(isBright(picture, x, y), "the large block");
        assertTrue(isBright(picture, smallX, smallY), "the small block");
        assertFalse(isBright(picture, 0.5, 0.35), "the middle");
        assertFalse(isBright(picture, x, 1 - y), "below or above the large block");
    }

    @Test
    void airIsTransparentForThePresetOfTheModality() throws IOException {
        assertEquals(0, volume("v.png", "--size", "64x64"));
        assertEquals(0xFF000000, picture("v.png").getRGB(32, 32));
        assertTrue(isBright(picture("v.png"), 0.79, 0.21));
    }

    @Test
    void aProjectionIsShownThroughTheWindow() throws IOException {
        assertEquals(0, volume("v.png", "--mode", "mip", "--window", "1200,1200", "--size", "200x200"));
        assertEquals(128, picture("v.png").getRaster().getSample(158, 42, 0)); // 1200 in the middle of the window
        assertEquals(0, picture("v.png").getRaster().getSample(100, 100, 0));
    }

    @Test
    void whatIsCroppedIsNotThereAndTheBackgroundIsAsAsked() throws IOException {
        String head = "0,31,0,31,0,15";
        assertEquals(0, volume("v.png", "--crop", head, "--background", "204060", "--size", "200x200"));
        assertEquals(0xFF204060, picture("v.png").getRGB(158, 42));
        assertTrue(isBright(picture("v.png"), 0.5, 0.94), "the feet");
    }

    @Test
    void aTurnIsASequenceOfPicturesOfOneScale() throws IOException {
        assertEquals(0, volume("v.png", "--turn", "4", "--size", "200x160", "--quality", "moving"));
        assertFalse(Files.exists(folder.resolve("v.png")));
        BufferedImage front = picture("v-0001.png");
        BufferedImage back = picture("v-0003.png");
        int bright = 0;
        for (int y = 0; y < 160; y++) {
            for (int x = 0; x < 200; x++) {
                boolean here = (front.getRGB(x, y) & 0xFF) > 60;
                boolean mirrored = (back.getRGB(199 - x, y) & 0xFF) > 60;
                bright += here && mirrored ? 1 : 0;
            }
        }
        assertTrue(bright > 300, "silhouettes from the front and from behind mirror each other");
        assertTrue(Files.exists(folder.resolve("v-0004.png")));
        assertFalse(Files.exists(folder.resolve("v-0005.png")));
    }

    @Test
    void wrongUsageIsToldFromFailedWork() {
        assertEquals(2, volume("x.jpg"));
        assertEquals(2, volume("x.png", "--preset", "marzipan"));
        assertEquals(2, volume("x.png", "--mode", "sideways"));
        assertEquals(2, volume("x.png", "--size", "0x9"));
        assertEquals(2, volume("x.png", "--elevation", "91"));
        assertEquals(2, volume("x.png", "--azimuth", "NaN"));
        assertEquals(2, volume("x.png", "--crop", "5,1,0,9,0,9"));
        assertEquals(2, volume("x.png", "--crop", "0,1,0,9,0,NaN"));
        assertEquals(2, volume("x.png", "--window", "40"));
        assertEquals(2, volume("x.png", "--window", "40,0"));
        assertEquals(2, volume("x.png", "--background", "red"));
        assertEquals(2, volume("x.png", "--quality", "poor"));
        assertEquals(2, volume("x.png", "--renderer", "abacus"));
        assertEquals(2, volume("x.png", "--turn", "-1"));
        assertEquals(1, volume("x.png", "--series", "9.9"));
        assertEquals(1, LecternCommand.run("volume", folder + "/none", "--out", folder + "/x.png"));
    }
}
