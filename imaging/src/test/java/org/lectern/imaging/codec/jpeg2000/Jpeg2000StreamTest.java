package org.lectern.imaging.codec.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** Markers moved, missing and lying, in a stream that opj_compress made of 8 × 6 samples with SOP and EPH markers. */
class Jpeg2000StreamTest {
    private static final byte[] STREAM = HexFormat.of()
            .parseHex("ff4fff510029000000000008000000060000000000000000000000080000000600000000000000000001070101"
                    + "ff52000c06000002000104040001ff5c00074040484850ff640025000143726561746564206279204f70656e4a"
                    + "5045472076657273696f6e20322e352e30ff90000a00000000005f0001ff93ff9100040000cf9848ff9215f58f"
                    + "d13abad0e370ff910004000180ff92ff9100040002fc2180ff92316a1fff9100040003c07c23407c23c03e11c0"
                    + "ff921848f23ee46f0296e0ab4e357f01a76b3e7d0a26ffd9");

    private static final byte[] SAMPLES = HexFormat.of()
            .parseHex("b0b2b7bcc1c1c2c4b4b9b9b8bbc5c4c2b2b2b6babcc2c3c5b3b7b3babbc0c0c6b1b3b5b9babdc3c3b4b6b2baba"
                    + "c0c3c0");

    private static final PixelLayout LAYOUT = Layouts.grey(6, 8, 8, 8);
    private static final int SIZ = 2;

    private static byte[] decode(byte[] stream) throws CodecException {
        return Layouts.decode(new Jpeg2000Decoder(), stream, LAYOUT, 0x55);
    }

    private static int find(byte[] stream, int marker, int from) {
        for (int i = from; i < stream.length - 1; i++) {
            if ((stream[i] & 0xFF) == marker >> 8 && (stream[i + 1] & 0xFF) == (marker & 0xFF)) {
                return i;
            }
        }
        return stream.length;
    }

    private static byte[] with(int at, int... bytes) {
        byte[] changed = STREAM.clone();
        for (int i = 0; i < bytes.length; i++) {
            changed[at + i] = (byte) bytes[i];
        }
        return changed;
    }

    private static String refusal(byte[] stream) {
        return assertThrows(CodecException.class, () -> decode(stream)).getMessage();
    }

    @Test
    void theStreamItselfIsDecoded() throws CodecException {
        assertArrayEquals(SAMPLES, decode(STREAM));
    }

    @Test
    void aMissingEndMarkerAndPaddingAreForgiven() throws CodecException {
        assertArrayEquals(SAMPLES, decode(Arrays.copyOf(STREAM, STREAM.length - 2)));
        assertArrayEquals(SAMPLES, decode(Arrays.copyOf(STREAM, STREAM.length + 3)));
    }

    @Test
    void everyShorterStreamIsRefused() {
        for (int length = 0; length < STREAM.length - 2; length++) {
            byte[] shorter = Arrays.copyOf(STREAM, length);
            assertThrows(CodecException.class, () -> decode(shorter), "length " + length);
        }
    }

    @Test
    void boxesAroundTheStreamAreOpened() throws CodecException {
        ByteBuffer file = ByteBuffer.allocate(12 + 20 + 8 + STREAM.length);
        file.putInt(12).putInt(0x6A502020).putInt(0x0D0A870A);
        file.putInt(20).putInt(0x66747970).position(32);
        file.putInt(0).putInt(0x6A703263).put(STREAM);
        assertArrayEquals(SAMPLES, decode(file.array()));
    }

    /** Packet headers in the tile-part header, T.800 A.7.5, or in the main header, A.7.4. */
    @Test
    void packetHeadersMayLieInPptOrPpm() throws CodecException {
        int tile = find(STREAM, Markers.SOT, 0);
        int data = find(STREAM, Markers.SOD, tile) + 2;
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        for (int at = data; at < STREAM.length - 2; ) {
            int end = find(STREAM, Markers.EPH, at) + 2;
            int next = Math.min(find(STREAM, Markers.SOP, end), STREAM.length - 2);
            bodies.write(STREAM, at, 6);
            headers.write(STREAM, at + 6, end - at - 6);
            bodies.write(STREAM, end, next - end);
            at = next;
        }
        int size = headers.size();
        ByteBuffer ppt = ByteBuffer.allocate(STREAM.length + 5);
        ppt.put(STREAM, 0, tile + 6).putInt(14 + 5 + size + bodies.size()).put(STREAM, tile + 10, 2);
        ppt.putShort((short) Markers.PPT)
                .putShort((short) (3 + size))
                .put((byte) 0)
                .put(headers.toByteArray());
        ppt.putShort((short) Markers.SOD).put(bodies.toByteArray()).putShort((short) Markers.EOC);
        assertArrayEquals(SAMPLES, decode(ppt.array()));

        ByteBuffer ppm = ByteBuffer.allocate(STREAM.length + 9);
        ppm.put(STREAM, 0, tile).putShort((short) Markers.PPM).putShort((short) (7 + size));
        ppm.put((byte) 0).putInt(size).put(headers.toByteArray());
        ppm.put(STREAM, tile, 6).putInt(14 + bodies.size()).put(STREAM, tile + 10, 4);
        ppm.put(bodies.toByteArray()).putShort((short) Markers.EOC);
        assertArrayEquals(SAMPLES, decode(ppm.array()));
    }

    @Test
    void anotherSizeOrComponentCountThanTheDataSetsIsRefused() {
        PixelLayout wider = Layouts.grey(6, 9, 8, 8);
        PixelLayout colour = Layouts.colour(6, 8, 3, 8, PhotometricInterpretation.RGB);
        for (PixelLayout layout : new PixelLayout[] {wider, colour}) {
            CodecException e =
                    assertThrows(CodecException.class, () -> Layouts.decode(new Jpeg2000Decoder(), STREAM, layout, 0));
            assertTrue(e.getMessage().startsWith("The stream has 8 × 6 pixels of 1 components"), e.getMessage());
        }
    }

    @Test
    void impossibleGridsTilesAndComponentsAreRefused() {
        assertTrue(refusal(with(SIZ + 6, 0x7F, 0xFF, 0xFF, 0xFF)).contains("grid"));
        assertTrue(refusal(with(SIZ + 22, 0, 0, 0, 0)).contains("tiling"));
        assertTrue(refusal(with(SIZ + 14, 0, 0, 0, 9)).contains("grid"));
        assertTrue(refusal(with(SIZ + 38, 0x40, 0)).contains("components"));
        assertTrue(refusal(with(SIZ + 40, 40)).contains("bits"));
        assertTrue(refusal(with(SIZ + 41, 0)).contains("sub-sampling"));
        assertTrue(refusal(with(SIZ + 22, 0, 0, 0, 1, 0, 0, 0, 1)).contains("tiles"));
        assertTrue(refusal(with(SIZ + 40, 15)).contains("16 bits"));
    }

    @Test
    void morePacketsThanBytesAreRefusedAtOnce() {
        int cod = find(STREAM, Markers.COD, 0);
        assertTrue(refusal(with(cod + 6, 0xFF, 0xFF)).contains("packets"));
    }

    @Test
    void aLyingTilePartLengthIsToldFromATruth() throws CodecException {
        int tile = find(STREAM, Markers.SOT, 0);
        assertArrayEquals(SAMPLES, decode(with(tile + 6, 0, 0, 0, 0)));
        assertArrayEquals(SAMPLES, decode(with(tile + 6, 0x7F, 0xFF, 0xFF, 0xFF)));
        assertThrows(CodecException.class, () -> decode(with(tile + 6, 0, 0, 0, 20)));
        assertThrows(CodecException.class, () -> decode(with(tile + 6, 0, 0, 0, 3)));
    }

    /** Damage in the headers, where most of the arithmetic is. */
    @Test
    void damagedHeadersRaiseNothingButTheCodecsOwnException() {
        int headers = find(STREAM, Markers.SOD, 0) + 20;
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] damaged = STREAM.clone();
            Random random = new Random(seed);
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(headers)] = (byte) random.nextInt();
            }
            assertEquals(verdict(damaged), verdict(damaged), "seed " + seed);
        }
    }

    private static String verdict(byte[] stream) {
        try {
            return HexFormat.of().formatHex(decode(stream));
        } catch (CodecException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
