package org.lectern.imaging.codec.rle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

class RleDecoderTest {
    private static byte[] bytes(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }

    private static byte[] frame(byte[]... segments) {
        int size = 64;
        ByteBuffer header =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(segments.length);
        for (byte[] segment : segments) {
            header.putInt(size);
            size += segment.length;
        }
        ByteBuffer frame = ByteBuffer.allocate(size).put(header.array());
        for (byte[] segment : segments) {
            frame.put(segment);
        }
        return frame.array();
    }

    private static byte[] decode(byte[] frame, PixelLayout layout) throws CodecException {
        return Layouts.decode(new RleDecoder(), frame, layout, 0x55);
    }

    @Test
    void literalAndReplicateRunsAndTheNoOperationFollowThePackBitsRule() throws CodecException {
        byte[] segment = bytes(2, 10, 11, 12, 0x80, 0xfd, 7, 0x80, 0, 99);
        assertArrayEquals(bytes(10, 11, 12, 7, 7, 7, 7, 99), decode(frame(segment), Layouts.grey(2, 4, 8, 8)));
    }

    @Test
    void theLongestRunsAre128Bytes() throws CodecException {
        byte[] segment = new byte[1 + 128 + 2];
        byte[] expected = new byte[256];
        segment[0] = 127;
        for (int i = 0; i < 128; i++) {
            segment[1 + i] = expected[i] = (byte) (i + 1);
            expected[128 + i] = 5;
        }
        segment[129] = (byte) -127;
        segment[130] = 5;
        assertArrayEquals(expected, decode(frame(segment), Layouts.grey(2, 128, 8, 8)));
    }

    @Test
    void theMostSignificantByteOfSixteenBitSamplesComesInTheFirstSegment() throws CodecException {
        byte[] frame = frame(bytes(1, 0x12, 0x56), bytes(1, 0x34, 0x78));
        assertArrayEquals(bytes(0x34, 0x12, 0x78, 0x56), decode(frame, Layouts.grey(1, 2, 16, 16)));
    }

    @Test
    void anOddNumberOfSixteenBitPixelsIsDecodedToTheLast() throws CodecException {
        byte[] frame = frame(bytes(0xfe, 1), bytes(2, 7, 8, 9));
        assertArrayEquals(bytes(7, 1, 8, 1, 9, 1), decode(frame, Layouts.grey(3, 1, 16, 16)));
    }

    @Test
    void thirtyTwoBitSamplesHaveFourSegments() throws CodecException {
        byte[] frame = frame(bytes(0, 1), bytes(0, 2), bytes(0, 3), bytes(0, 4));
        assertArrayEquals(bytes(4, 3, 2, 1), decode(frame, Layouts.grey(1, 1, 32, 32)));
    }

    @Test
    void colourSegmentsAreWovenIntoPixels() throws CodecException {
        byte[] frame = frame(bytes(0xff, 1), bytes(1, 2, 3), bytes(0xff, 9));
        PixelLayout layout = Layouts.colour(1, 2, 3, 8, PhotometricInterpretation.RGB);
        assertArrayEquals(bytes(1, 2, 9, 1, 3, 9), decode(frame, layout));
    }

    @Test
    void sixteenBitColourHasASegmentForEachByteOfEachSample() throws CodecException {
        byte[] frame = frame(bytes(0, 1), bytes(0, 2), bytes(0, 3), bytes(0, 4), bytes(0, 5), bytes(0, 6));
        PixelLayout layout = Layouts.colour(1, 1, 3, 16, PhotometricInterpretation.RGB);
        assertArrayEquals(bytes(2, 1, 4, 3, 6, 5), decode(frame, layout));
    }

    @Test
    void runsMayCrossRowsAndChunks() throws CodecException {
        byte[] segment = new byte[2 * 160];
        for (int i = 0; i < segment.length; i += 2) {
            segment[i] = (byte) -126;
            segment[i + 1] = (byte) i;
        }
        byte[] decoded = decode(frame(segment), Layouts.grey(200, 100, 8, 8));
        for (int i = 0; i < decoded.length; i++) {
            assertEquals((byte) (i / 127 * 2), decoded[i]);
        }
    }

    @Test
    void fragmentsAreReadEndToEnd() throws CodecException {
        byte[] whole = frame(bytes(3, 1, 2, 3, 4));
        MemorySegment all = MemorySegment.ofArray(whole);
        EncodedFrame parts = new EncodedFrame(List.of(all.asSlice(0, 66), all.asSlice(66)));
        byte[] samples = new byte[4];
        new RleDecoder().decode(parts, Layouts.grey(2, 2, 8, 8), MemorySegment.ofArray(samples));
        assertArrayEquals(bytes(1, 2, 3, 4), samples);
    }

    @Test
    void subSampledColourIsFullSizeAfterwards() throws CodecException {
        PixelLayout layout = Layouts.colour(1, 1, 3, 8, PhotometricInterpretation.YBR_FULL_422);
        byte[] frame = frame(bytes(0, 1), bytes(0, 2), bytes(0, 3));
        PhotometricInterpretation after =
                new RleDecoder().decode(EncodedFrame.of(frame), layout, MemorySegment.ofArray(new byte[3]));
        assertEquals(PhotometricInterpretation.YBR_FULL, after);
    }

    @Test
    void aSegmentThatEndsEarlyIsAnErrorWithItsPlace() {
        byte[] frame = frame(bytes(3, 1, 2));
        CodecException e = assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(2, 2, 8, 8)));
        assertEquals(67, e.offset());
    }

    @Test
    void aSegmentMustNotReadOnIntoTheNext() {
        byte[] frame = frame(bytes(0xff, 1), bytes(0xfd, 2));
        assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(1, 4, 16, 16)));
    }

    @Test
    void theNumberOfSegmentsMustFitTheDataSet() {
        byte[] frame = frame(bytes(0xff, 1));
        CodecException e = assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(1, 2, 16, 16)));
        assertTrue(e.getMessage().contains("1 segments"), e.getMessage());
    }

    @Test
    void offsetsOutsideTheFrameAreRefused() {
        for (int lie : new int[] {0, 63, 1000, -1, Integer.MIN_VALUE}) {
            byte[] frame = frame(bytes(0xff, 1), bytes(0xff, 2));
            ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(8, lie);
            assertThrows(CodecException.class, () -> decode(frame, Layouts.grey(1, 2, 16, 16)));
        }
    }

    @Test
    void aHeaderThatIsCutShortIsAnError() {
        assertThrows(CodecException.class, () -> decode(new byte[63], Layouts.grey(1, 2, 8, 8)));
    }
}
