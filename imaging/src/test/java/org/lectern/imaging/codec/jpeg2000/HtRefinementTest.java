package org.lectern.imaging.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.codec.Layouts;

/**
 * The refinement passes of HT code-blocks, which no encoder at hand writes.
 *
 * <p>The single code-block of a stream of ojph_compress is moved up by one bit-plane and given refinement passes of
 * random bits: any bits can be decoded, and OpenJPEG must decode them to the same samples.
 */
class HtRefinementTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({
        "64, 64, 2, 0",
        "64, 64, 3, 0",
        "61, 39, 2, 8",
        "61, 39, 3, 8",
        "62, 30, 3, 0",
        "17, 5, 3, 0",
        "3, 3, 3, 0",
        "1, 9, 3, 0"
    })
    void randomRefinementIsDecodedAsOpenJpegDecodesIt(int width, int height, int passes, int style)
            throws IOException, InterruptedException {
        CommandLineCodecs tools = new CommandLineCodecs(temporary);
        TestPicture picture = halved(TestPicture.of(width, height, 1, 8));
        byte[] stream = tools.openJph(picture, "-reversible true -num_decomps 0");
        Set<TestPicture> different = new HashSet<>();
        for (int seed = 0; seed < 5; seed++) {
            byte[] refined = refined(stream, passes, style, new Random(seed));
            TestPicture theirs = tools.openJpegDecodes(refined, ".pgm", "");
            byte[] ours = Layouts.decode(new Jpeg2000Decoder(), refined, picture.layout(), 0x55);
            assertEquals(theirs, picture.with(ours));
            different.add(theirs);
        }
        assertEquals(5, different.size(), "the bits must matter");
    }

    /** Samples nearer to the middle, so that twice the magnitude still fits, and many of magnitude 0. */
    private static TestPicture halved(TestPicture picture) {
        int[] values =
                Arrays.stream(picture.values()).map(v -> 128 + (v - 128) / 9).toArray();
        return new TestPicture(picture.width(), picture.height(), 1, 8, values);
    }

    private static byte[] refined(byte[] stream, int passes, int style, Random random) throws IOException {
        int tile = find(stream, Markers.SOT);
        int data = find(stream, Markers.SOD) + 2;
        int end = tile + ByteBuffer.wrap(stream).getInt(tile + 6);
        PacketBits header = new PacketBits(stream, data, end);
        assertEquals(0b11, header.bits(2), "one code-block in a packet that is not empty");
        int missing = 0;
        while (header.bit() == 0) {
            missing++;
        }
        assertEquals(0, header.bit(), "one pass");
        int lengthBits = 3;
        while (header.bit() == 1) {
            lengthBits++;
        }
        int length = header.bits(lengthBits);
        byte[] refinement = randomBytes(random, 20 + random.nextInt(300));
        BitWriter bits = new BitWriter();
        bits.write(0b11, 2);
        bits.write(1, missing); // one plane fewer than before
        bits.write(passes == 2 ? 0b10 : 0b1100, passes == 2 ? 2 : 4);
        for (int i = 3; i < 14; i++) {
            bits.write(1, 1);
        }
        bits.write(0, 1);
        bits.write(length, 14);
        bits.write(refinement.length, passes == 2 ? 14 : 15);
        byte[] packet = bits.finish();
        int size = 14 + packet.length + length + refinement.length;

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] main = Arrays.copyOf(stream, tile);
        main[find(stream, Markers.COD) + 12] |= (byte) style;
        int tlm = find(main, 0xFF55);
        out.write(main, 0, tlm);
        if (tlm < main.length) {
            int next = tlm + 2 + ByteBuffer.wrap(main).getShort(tlm + 2);
            out.write(main, next, main.length - next);
        }
        out.write(stream, tile, 6);
        out.write(ByteBuffer.allocate(4).putInt(size).array());
        out.write(new byte[] {0, 1, (byte) 0xFF, (byte) Markers.SOD});
        out.write(packet);
        out.write(stream, end - length, length);
        out.write(refinement);
        out.write(new byte[] {(byte) 0xFF, (byte) Markers.EOC});
        return out.toByteArray();
    }

    /** Bytes that hold FF often but never something like a marker. */
    private static byte[] randomBytes(Random random, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            boolean afterFull = i > 0 && bytes[i - 1] == (byte) 0xFF;
            int value = random.nextInt(8) == 0 ? 0xFF : random.nextInt(256);
            bytes[i] = (byte) (afterFull || i == count - 1 ? value & 0x7F : value);
        }
        return bytes;
    }

    private static int find(byte[] stream, int marker) {
        for (int i = 0; i < stream.length - 1; i++) {
            if ((stream[i] & 0xFF) == marker >> 8 && (stream[i + 1] & 0xFF) == (marker & 0xFF)) {
                return i;
            }
        }
        return stream.length;
    }

    /** Packet header bits with their stuffing, T.800 B.10.1. */
    private static final class BitWriter {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int current;
        private int free = 8;

        void write(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                free--;
                current |= (i < 31 ? value >> i & 1 : 0) << free;
                if (free == 0) {
                    flush();
                }
            }
        }

        private void flush() {
            bytes.write(current);
            free = current == 0xFF ? 7 : 8;
            current = 0;
        }

        byte[] finish() {
            if (free < 8) {
                flush();
            }
            if (free == 7) {
                flush();
            }
            return bytes.toByteArray();
        }
    }
}
