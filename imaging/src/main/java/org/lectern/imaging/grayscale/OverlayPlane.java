package org.lectern.imaging.grayscale;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.VR;

/**
 * One overlay plane (PS3.3 C.9.2), a repeating group from 6000 to 601E.
 *
 * @param group such as 0x6000
 * @param left column of its first pixel, counted from 0
 * @param top row of its first pixel, counted from 0
 * @param roi whether it marks a region of interest rather than graphics
 * @param frames how many frames it has
 * @param firstFrame the image frame, counted from 0, that its first frame belongs to
 * @param embeddedBit the bit of the stored sample that holds it, or -1 where it has its own data
 */
public record OverlayPlane(
        int group,
        int columns,
        int rows,
        int left,
        int top,
        boolean roi,
        String label,
        String description,
        int frames,
        int firstFrame,
        int embeddedBit,
        Optional<BulkData> data,
        boolean wordsSwapped) {

    private static final int GROUPS = 16;
    private static final int ROWS = 0x0010;
    private static final int COLUMNS = 0x0011;
    private static final int FRAMES = 0x0015;
    private static final int DESCRIPTION = 0x0022;
    private static final int TYPE = 0x0040;
    private static final int ORIGIN = 0x0050;
    private static final int FRAME_ORIGIN = 0x0051;
    private static final int BIT_POSITION = 0x0102;
    private static final int LABEL = 0x1500;
    private static final int DATA = 0x3000;

    /** The overlay planes that a data set describes; senseless ones become findings. */
    public static List<OverlayPlane> of(DataSet dataSet, List<Finding> findings) {
        List<OverlayPlane> planes = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            int group = 0x6000 + 2 * i;
            if (dataSet.contains(group << 16 | ROWS) || dataSet.contains(group << 16 | DATA)) {
                read(dataSet, group, findings).ifPresent(planes::add);
            }
        }
        return List.copyOf(planes);
    }

    private static Optional<OverlayPlane> read(DataSet dataSet, int group, List<Finding> findings) {
        int base = group << 16;
        int rows = dataSet.integer(base | ROWS).orElse(0);
        int columns = dataSet.integer(base | COLUMNS).orElse(0);
        Optional<BulkData> data = dataSet.bulk(base | DATA).filter(bulk -> bulk.length() > 0);
        int bit = data.isPresent() ? -1 : dataSet.integer(base | BIT_POSITION).orElse(-1);
        if (rows <= 0 || columns <= 0 || rows > 65535 || columns > 65535 || data.isEmpty() && (bit < 0 || bit > 31)) {
            findings.add(new Finding("an overlay without size or data was ignored", base | ROWS, -1));
            return Optional.empty();
        }
        int[] origin = dataSet.integers(base | ORIGIN);
        boolean placed = origin.length >= 2;
        return Optional.of(new OverlayPlane(
                group,
                columns,
                rows,
                placed ? origin[1] - 1 : 0,
                placed ? origin[0] - 1 : 0,
                "R".equals(dataSet.text(base | TYPE).orElse("G")),
                dataSet.text(base | LABEL).orElse(""),
                dataSet.text(base | DESCRIPTION).orElse(""),
                Math.max(1, dataSet.integer(base | FRAMES).orElse(1)),
                Math.max(1, dataSet.integer(base | FRAME_ORIGIN).orElse(1)) - 1,
                bit,
                data,
                data.isPresent()
                        && data.get().order() == ByteOrder.BIG_ENDIAN
                        && dataSet.element(base | DATA).map(Element::vr).orElse(VR.OB) == VR.OW));
    }

    /**
     * The bits for an image frame, counted from 0: of the frame's own overlay frame, or of the only one there is.
     *
     * @param samples the stored samples of that frame, for a plane embedded in them
     * @return empty where the overlay does not reach that frame or its data ends before
     * @throws IOException when the file is gone
     */
    public Optional<OverlayBitmap> bitmap(int frame, Optional<FrameSamples> samples) throws IOException {
        if (embeddedBit >= 0) {
            return samples.flatMap(this::embedded);
        }
        int index = frames == 1 ? 0 : frame - firstFrame;
        if (index < 0 || index >= frames || data.isEmpty()) {
            return Optional.empty();
        }
        long pixels = (long) rows * columns;
        long firstBit = index * pixels;
        if (pixels > Integer.MAX_VALUE
                || (firstBit + pixels + 7) / 8 > data.get().length()) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            return Optional.of(
                    new OverlayBitmap(left, top, columns, rows, copy(data.get().map(arena), firstBit, pixels)));
        }
    }

    private byte[] copy(MemorySegment source, long firstBit, long pixels) {
        byte[] bits = new byte[(int) ((pixels + 7) / 8)];
        int shift = (int) (firstBit & 7);
        for (int i = 0; i < bits.length; i++) {
            int low = octet(source, firstBit / 8 + i) >>> shift;
            int high = shift == 0 ? 0 : octet(source, firstBit / 8 + i + 1) << 8 - shift;
            bits[i] = (byte) (low | high);
        }
        return bits;
    }

    private int octet(MemorySegment source, long index) {
        long place = wordsSwapped ? index ^ 1 : index;
        return place < source.byteSize() ? Byte.toUnsignedInt(source.get(ValueLayout.JAVA_BYTE, place)) : 0;
    }

    /** Bits of the samples themselves, as retired objects have them (PS3.5 section 8.1.2). */
    private Optional<OverlayBitmap> embedded(FrameSamples samples) {
        if (samples.floating()
                || embeddedBit >= samples.layout().bitsAllocated()
                || samples.layout().bitsAllocated() > 32) {
            return Optional.empty();
        }
        int width = Math.min(columns, samples.columns());
        int height = Math.min(rows, samples.rows());
        byte[] bits = new byte[(int) (((long) width * height + 7) / 8)];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                long at = ((long) row * samples.columns() + column)
                        * samples.layout().samplesPerPixel();
                if ((samples.raw(at) >>> embeddedBit & 1) != 0) {
                    long bit = (long) row * width + column;
                    bits[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
                }
            }
        }
        return Optional.of(new OverlayBitmap(left, top, width, height, bits));
    }
}
