package org.lectern.imaging.pixel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lectern.imaging.pixel.PixelObjects.bytes;
import static org.lectern.imaging.pixel.PixelObjects.decode;
import static org.lectern.imaging.pixel.PixelObjects.fragments;
import static org.lectern.imaging.pixel.PixelObjects.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.TransferSyntax;

/** Frames of two bytes, encapsulated uncompressed unless said otherwise, cut into fragments in every way. */
final class FragmentIndexTest {
    private static final TransferSyntax PLAIN = TransferSyntax.of(Uid.EncapsulatedUncompressedExplicitVRLittleEndian);
    private static final byte[] NO_TABLE = {};

    @Test
    void oneFrameTakesAllFragments() throws IOException {
        DataSet object =
                fragments(image(1, 4, 1, 8), NO_TABLE, bytes(1, 2), bytes(3, 4)).build();
        assertArrayEquals(bytes(1, 2, 3, 4), decode(object, PLAIN, 0));
    }

    @Test
    void withoutATableEachOfAsManyFragmentsIsAFrame() throws IOException {
        DataSet object =
                fragments(frames(2), NO_TABLE, bytes(1, 2), bytes(3, 4)).build();
        assertArrayEquals(bytes(3, 4), decode(object, PLAIN, 1));
    }

    @Test
    void theBasicOffsetTableTellsWhereFramesBegin() throws IOException {
        DataSet object = fragments(frames(2), table(0, 10), bytes(1, 2), bytes(3), bytes(4))
                .build();
        assertArrayEquals(bytes(3, 4), decode(object, PLAIN, 1));
    }

    @Test
    void aTableThatPointsBetweenFragmentsIsAFindingAndIsNotUsed() throws IOException {
        DataSet object =
                fragments(frames(2), table(0, 7), bytes(1, 2), bytes(3, 4)).build();
        ImagePixels pixels = ImagePixels.of(object, PLAIN);
        assertArrayEquals(bytes(3, 4), decode(pixels, 1));
        assertEquals(1, pixels.findings().size());
    }

    @Test
    void theExtendedTableAndItsLengthsGoFirst() throws IOException {
        DataSet object = fragments(frames(2), table(0, 7), bytes(1, 2, 99, 99), bytes(3, 4))
                .bulk(Tag.ExtendedOffsetTable, VR.OV, BulkData.InMemory.of(longs(0, 12)))
                .bulk(Tag.ExtendedOffsetTableLengths, VR.OV, BulkData.InMemory.of(longs(2, 2)))
                .build();
        ImagePixels pixels = ImagePixels.of(object, PLAIN);
        assertArrayEquals(bytes(1, 2), decode(pixels, 0));
        assertArrayEquals(bytes(3, 4), decode(pixels, 1));
        assertEquals(List.of(), pixels.findings());
    }

    @Test
    void withoutATableFramesBeginWhereCodeStreamsDo() throws IOException {
        int[] starts = index(frames(2), NO_TABLE, jpeg(1), bytes(7, 7, 7, 7), bytes(8, 8), jpeg(2), bytes(9, 9));
        assertArrayEquals(new int[] {0, 3, 5}, starts);
    }

    @Test
    void aTableThatPointsIntoACodeStreamIsNotUsed() throws IOException {
        byte[] tail = bytes(7, 7);
        int[] starts = index(frames(2), table(0, 8 + jpeg(1).length), jpeg(1), tail, jpeg(2), tail);
        assertArrayEquals(new int[] {0, 2, 4}, starts);
    }

    @Test
    void fragmentsThatNothingTellsApartAreAnError() {
        assertThrows(PixelDataException.class, () -> index(frames(2), NO_TABLE, bytes(1), bytes(2), bytes(3)));
    }

    @Test
    void fewerFragmentsThanFramesLeaveFramesMissing() throws IOException {
        DataSet object =
                fragments(frames(1_000_000), NO_TABLE, bytes(1, 2), bytes(3, 4)).build();
        ImagePixels pixels = ImagePixels.of(object, PLAIN);
        assertEquals(2, pixels.frameCount());
        assertThrows(PixelDataException.class, () -> decode(pixels, 2));
        assertEquals(1, pixels.findings().size());
    }

    @Test
    void deflatedFramesAreInflated() throws IOException {
        TransferSyntax deflated = TransferSyntax.of(Uid.DeflatedImageFrameCompression);
        DataSet object = fragments(image(1, 4, 1, 8), NO_TABLE, deflate(bytes(1, 2, 3, 4)))
                .build();
        assertArrayEquals(bytes(1, 2, 3, 4), decode(object, deflated, 0));
        DataSet shortFrame = fragments(image(1, 5, 1, 8), NO_TABLE, deflate(bytes(1, 2, 3, 4)))
                .build();
        assertThrows(CodecException.class, () -> decode(shortFrame, deflated, 0));
    }

    @Test
    void anUnknownTransferSyntaxIsNamed() {
        DataSet object = fragments(image(1, 1, 1, 8), NO_TABLE, bytes(1, 2)).build();
        PixelDataException error =
                assertThrows(PixelDataException.class, () -> ImagePixels.of(object, TransferSyntax.of(Uid.JPEG2000MC)));
        assertEquals(true, error.getMessage().contains("Part 2"), error.getMessage());
    }

    private static DataSet.Builder frames(int count) {
        return image(1, 2, 1, 8).number(Tag.NumberOfFrames, count);
    }

    private static int[] index(DataSet.Builder builder, byte[] table, byte[]... fragments) throws IOException {
        DataSet object = fragments(builder, table, fragments).build();
        var element = (org.lectern.imaging.data.Element.Encapsulated)
                object.element(Tag.PixelData).orElseThrow();
        List<Finding> findings = new ArrayList<>();
        return FragmentIndex.of(object, element, 2, findings).starts();
    }

    private static byte[] jpeg(int content) {
        return bytes(0xFF, 0xD8, 0xFF, 0xC0, content, content);
    }

    private static byte[] table(int... offsets) {
        ByteBuffer buffer = ByteBuffer.allocate(offsets.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int offset : offsets) {
            buffer.putInt(offset);
        }
        return buffer.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return buffer.array();
    }

    private static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[100];
        try (Deflater deflater = new Deflater(9, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        return out.toByteArray();
    }
}
