package org.lectern.imaging.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Streams that OpenJPEG and OpenJPH make of pictures that are known, decoded here and by them. */
class Jpeg2000OracleTest {
    private static final List<TestPicture> PICTURES = List.of(
            TestPicture.of(200, 157, 1, 8),
            TestPicture.of(181, 203, 1, 12),
            TestPicture.of(130, 97, 1, 16),
            TestPicture.of(150, 141, 3, 8));

    @TempDir
    Path temporary;

    private CommandLineCodecs tools() {
        return new CommandLineCodecs(temporary);
    }

    private static TestPicture decode(byte[] stream, TestPicture like) throws CodecException {
        return like.with(Layouts.decode(new Jpeg2000Decoder(), stream, like.layout(), 0x55));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-n 1",
                "-b 32,32",
                "-b 4,64 -n 3",
                "-b 1024,4",
                "-c [64,64],[32,32]",
                "-c [32,32] -b 16,16 -p RPCL",
                "-t 64,50",
                "-t 64,50 -p PCRL -TP R",
                "-p RLCP -r 20,10,1",
                "-p CPRL -r 20,10,1 -c [32,64]",
                "-p PCRL -c [64,64],[16,16] -TP R",
                "-SOP -EPH",
                "-EPH -r 8,2,1",
                "-PLT -TLM",
                "-M 1",
                "-M 2",
                "-M 4",
                "-M 8",
                "-M 16",
                "-M 32",
                "-M 63",
                "-M 5 -r 10,5,1",
                "-M 9 -b 32,32 -r 10,5,1",
                "-d 13,7",
                "-ROI c=0,U=4",
                "-TP L -r 10,5,1",
                "-n 2 -t 33,77 -p RPCL -c [16,16]"
            })
    void whatOpenJpegEncodesWithoutLossComesBack(String options) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJpeg(picture, options);
            assertEquals(picture, decode(stream, picture), picture::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"T1=0,0,1,3,C,RLCP/T1=3,0,1,6,C,CPRL", "T1=0,0,1,1,C,RPCL/T1=1,0,1,4,C,LRCP/T1=4,0,1,6,C,PCRL"})
    void aChangedProgressionIsFollowed(String change) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            String options = "-c [64,64] -POC " + change.replace("C,", picture.samples() + ",");
            assertEquals(picture, decode(tools().openJpeg(picture, options), picture), picture::toString);
        }
    }

    /** The reversible path is exact; of the irreversible one OpenJPEG's constants differ in the fifth digit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r 10",
                "-r 20,5",
                "-d 13,7 -T 5,3 -t 64,64",
                "-r 10 -M 1",
                "-r 8 -M 63",
                "-I",
                "-I -r 10",
                "-I -r 30,10,5 -p RPCL -t 64,64",
                "-I -d 3,5 -n 4",
                "-I -n 1",
                "-I -ROI c=0,U=3 -r 4"
            })
    void whatOpenJpegEncodesWithLossIsWhatItDecodes(String options) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJpeg(picture, options);
            TestPicture theirs = tools().openJpegDecodes(stream, picture.extension(), "");
            int tolerance = !options.startsWith("-I") ? 0 : picture.bits() == 16 ? 3 : 1;
            int difference = theirs.greatestDifference(decode(stream, picture));
            assertTrue(difference <= tolerance, () -> picture + " differs by " + difference);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-num_decomps 0",
                "-block_size {32,32}",
                "-block_size {4,4}",
                "-block_size {1024,4}",
                "-block_size {4,256}",
                "-tile_size {64,50}",
                "-prog_order LRCP",
                "-prog_order RLCP",
                "-prog_order CPRL -precincts {64,64},{128,128}",
                "-prog_order PCRL -precincts {32,32},{64,64}",
                "-image_offset {3,5} -num_decomps 3"
            })
    void whatOpenJphEncodesWithoutLossComesBack(String options) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJph(picture, "-reversible true " + options);
            assertEquals(picture, decode(stream, picture), picture::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-qstep 0.001", "-qstep 0.01", "-qstep 0.1", "-qstep 0.02 -tile_size {64,50}"})
    void whatOpenJphEncodesWithLossIsWhatItDecodes(String options) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJph(picture, options);
            TestPicture theirs = tools().openJphDecodes(stream, picture.extension());
            assertTrue(theirs.greatestDifference(decode(stream, picture)) <= 1, picture::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 9})
    void fewerLevelsGiveTheSamePictureAsOpenJpegsReduction(int discard) throws IOException, InterruptedException {
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJpeg(picture, "-t 150,100");
            EncodedFrame frame = EncodedFrame.of(stream);
            Jpeg2000Decoder decoder = new Jpeg2000Decoder();
            PixelLayout reduced = decoder.reducedLayout(frame, picture.layout(), discard);
            byte[] samples = new byte[(int) reduced.frameBytes()];
            decoder.decodeReduced(frame, picture.layout(), discard, MemorySegment.ofArray(samples));
            TestPicture theirs = tools().openJpegDecodes(stream, picture.extension(), "-r " + Math.min(discard, 5));
            assertEquals(theirs.width(), reduced.columns());
            assertEquals(theirs.height(), reduced.rows());
            assertEquals(theirs, theirs.with(samples), picture::toString);
        }
    }

    @Test
    void partsInAnyOrderGiveTheSamePicture() throws IOException, InterruptedException {
        Parallel backwards = (count, part) ->
                IntStream.iterate(count - 1, i -> i - 1).limit(count).forEach(part);
        Parallel together =
                (count, part) -> IntStream.range(0, count).parallel().forEach(part);
        for (TestPicture picture : PICTURES) {
            byte[] stream = tools().openJpeg(picture, "-b 16,16");
            for (Parallel parallel : List.of(backwards, together)) {
                byte[] samples = Layouts.decode(new Jpeg2000Decoder(parallel), stream, picture.layout(), 0x55);
                assertEquals(picture, picture.with(samples));
            }
        }
    }

    @Test
    void signedSamplesKeepTheirSign() throws IOException, InterruptedException {
        short[] values = new short[40 * 30];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (i * 55 - 32768);
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(values);
        Path raw = temporary.resolve("signed.rawl");
        Path target = temporary.resolve("signed.j2k");
        Files.write(raw, bytes.array());
        tools().run("opj_compress", raw, target, "-F 40,30,1,16,s -n 3");
        PixelLayout layout = new PixelLayout(30, 40, 1, 16, 16, 15, true, PhotometricInterpretation.MONOCHROME2, false);
        assertArrayEquals(
                bytes.array(), Layouts.decode(new Jpeg2000Decoder(), Files.readAllBytes(target), layout, 0x55));
    }

    @Test
    void chromaOfHalfTheSizeIsRepeated() throws IOException, InterruptedException {
        int width = 30;
        int height = 22;
        byte[] planes = new byte[width * height * 3 / 2];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (i * 7 + i / 40);
        }
        Path raw = temporary.resolve("chroma.yuv");
        Path target = temporary.resolve("chroma.j2k");
        Files.write(raw, planes);
        tools().run("opj_compress", raw, target, "-F 30,22,3,8,u@1x1:2x2:2x2 -mct 0 -n 2");
        PixelLayout layout = Layouts.colour(height, width, 3, 8, PhotometricInterpretation.YBR_FULL);
        byte[] samples = Layouts.decode(new Jpeg2000Decoder(), Files.readAllBytes(target), layout, 0x55);
        byte[] expected = new byte[samples.length];
        for (int i = 0; i < width * height; i++) {
            int chroma = width * height + i / width / 2 * (width / 2) + i % width / 2;
            expected[3 * i] = planes[i];
            expected[3 * i + 1] = planes[chroma];
            expected[3 * i + 2] = planes[chroma + width * height / 4];
        }
        assertArrayEquals(expected, samples);
    }
}
