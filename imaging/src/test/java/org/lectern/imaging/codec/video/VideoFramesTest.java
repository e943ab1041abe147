package org.lectern.imaging.codec.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelObjects;

/** Videos of 40 frames, each of one colour that its number tells, made by the ffmpeg program. */
final class VideoFramesTest {
    private static final int FRAMES = 40;
    private static final int ROWS = 64;
    private static final int COLUMNS = 96;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        Uid.MPEG2MPML + ", -c:v mpeg2video -b:v 8M -bf 2 -f mpeg2video, 1",
        Uid.MPEG2MPHL + ", -c:v mpeg2video -b:v 8M -bf 2 -f mpegts, 1",
        Uid.MPEG4HP41 + ", -c:v libx264 -crf 4 -bf 2 -pix_fmt yuv420p -f mp4, 1",
        Uid.MPEG4HP41F + ", -c:v libx264 -crf 4 -bf 2 -pix_fmt yuv420p -f mpegts, 3",
        Uid.HEVCMP51 + ", -c:v libx265 -crf 4 -pix_fmt yuv420p -x265-params log-level=none -f mp4, 1",
        Uid.HEVCM10P51 + ", -c:v libx265 -crf 4 -pix_fmt yuv420p10le -x265-params log-level=none -f mpegts, 2"
    })
    void everyFrameShowsItsColourInAnyOrder(String syntax, String encoder, int fragmentCount) throws Exception {
        byte[] stream = encode(encoder);
        try (ImagePixels pixels = ImagePixels.of(object(syntax, stream, fragmentCount))) {
            assertEquals(FRAMES, pixels.frameCount());
            for (int frame = 0; frame < FRAMES; frame++) {
                check(pixels, frame);
            }
            Random random = new Random(5);
            for (int i = 0; i < FRAMES; i++) {
                check(pixels, random.nextInt(FRAMES));
            }
        }
    }

    @Test
    void aFrameBehindTheEndOfTheStreamIsAnError() throws Exception {
        byte[] stream = encode("-c:v libx264 -pix_fmt yuv420p -f mp4");
        DicomFile file = object(Uid.MPEG4HP41, stream, 1);
        DataSet lying =
                file.dataSet().toBuilder().number(Tag.NumberOfFrames, 1000).build();
        try (ImagePixels pixels = ImagePixels.of(lying, file.syntax())) {
            CodecException error = assertThrows(CodecException.class, () -> PixelObjects.decode(pixels, 999));
            assertEquals("The video ends after frame 40", error.getMessage());
            check(pixels, 3);
        }
    }

    @Test
    void aDamagedStreamNeverShowsAnotherFramesPicture() throws Exception {
        byte[] stream = encode("-c:v libx264 -crf 4 -bf 2 -pix_fmt yuv420p -f h264");
        Random random = new Random(9);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = stream.clone();
            Arrays.fill(damaged, stream.length / 3, stream.length / 3 + 200, (byte) random.nextInt(256));
            damaged[random.nextInt(stream.length)] ^= 0x55;
            try (ImagePixels pixels = ImagePixels.of(object(Uid.MPEG4HP41, damaged, 1))) {
                for (int frame = 0; frame < FRAMES; frame += 3) {
                    try {
                        check(pixels, frame);
                    } catch (CodecException e) {
                        assertTrue(e.getMessage().length() > 10);
                    }
                }
            }
        }
    }

    @Test
    void whatIsNoVideoIsAnError() throws Exception {
        byte[] noise = new byte[10_000];
        new Random(3).nextBytes(noise);
        for (byte[] stream : new byte[][] {noise, new byte[2], "GIF89a-not-a-video".getBytes("US-ASCII")}) {
            try (ImagePixels pixels = ImagePixels.of(object(Uid.MPEG2MPML, stream, 1))) {
                assertThrows(CodecException.class, () -> PixelObjects.decode(pixels, 0));
            }
        }
    }

    @Test
    void aStillImageIsNotDecodedAsVideo() throws Exception {
        encode("-frames:v 1 -c:v png -f image2");
        byte[] png = Files.readAllBytes(folder.resolve("video"));
        assertThrows(CodecException.class, () -> VideoFrames.open(EncodedFrame.of(png), layout(), 1));
    }

    private org.lectern.imaging.pixel.PixelLayout layout() {
        return new org.lectern.imaging.pixel.PixelLayout(
                ROWS, COLUMNS, 3, 8, 8, 7, false, PhotometricInterpretation.YBR_PARTIAL_420, false);
    }

    private static void check(ImagePixels pixels, int frame) throws IOException {
        byte[] samples = new byte[Math.toIntExact(pixels.layout().frameBytes())];
        assertEquals(PhotometricInterpretation.RGB, pixels.decode(frame, MemorySegment.ofArray(samples)));
        int middle = (ROWS / 2 * COLUMNS + COLUMNS / 2) * 3;
        int[] shown = {samples[middle] & 0xFF, samples[middle + 1] & 0xFF, samples[middle + 2] & 0xFF};
        int[] truth = colour(frame);
        for (int i = 0; i < 3; i++) {
            assertTrue(
                    Math.abs(shown[i] - truth[i]) <= 3,
                    "frame " + frame + " shows " + Arrays.toString(shown) + " for " + Arrays.toString(truth));
        }
    }

    /** Neighbouring frames differ by 9 levels. */
    private static int[] colour(int frame) {
        return new int[] {20 + frame % 20 * 9, 200 - frame % 20 * 9, frame < 20 ? 60 : 160};
    }

    private byte[] encode(String encoder) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int frame = 0; frame < FRAMES; frame++) {
            int[] colour = colour(frame);
            for (int i = 0; i < ROWS * COLUMNS; i++) {
                raw.write(colour[0]);
                raw.write(colour[1]);
                raw.write(colour[2]);
            }
        }
        Files.write(folder.resolve("raw.rgb"), raw.toByteArray());
        String command = "ffmpeg -v error -y -f rawvideo -pix_fmt rgb24 -s " + COLUMNS + "x" + ROWS
                + " -r 25 -i raw.rgb -g 8 " + encoder + " video";
        PixelObjects.run(folder, command.split(" "));
        return Files.readAllBytes(folder.resolve("video"));
    }

    /** Written to a file and read back, so that the stream is mapped. */
    private DicomFile object(String syntax, byte[] stream, int fragmentCount) throws IOException {
        byte[][] fragments = new byte[fragmentCount][];
        int part = stream.length / fragmentCount / 2 * 2;
        for (int i = 0; i < fragmentCount; i++) {
            fragments[i] = Arrays.copyOfRange(
                    stream, i * part, i == fragmentCount - 1 ? (stream.length + 1) / 2 * 2 : (i + 1) * part);
        }
        DataSet object = PixelObjects.fragments(
                        PixelObjects.image(ROWS, COLUMNS, 3, 8)
                                .text(Tag.PhotometricInterpretation, "YBR_PARTIAL_420")
                                .number(Tag.NumberOfFrames, FRAMES),
                        new byte[0],
                        fragments)
                .build();
        Path file = folder.resolve("video.dcm");
        new DicomWriter(TransferSyntax.of(syntax)).write(object, file);
        DicomFile read = DicomFile.read(file);
        assertArrayEquals(new int[] {FRAMES}, read.dataSet().integers(Tag.NumberOfFrames));
        return read;
    }
}
