package org.lectern.imaging.pixel;

import org.lectern.imaging.data.DataSet;

/**
 * What the data set says each frame looks like (PS3.3 C.7.6.3), checked.
 *
 * <p>A decoded frame is {@code rows × columns × samplesPerPixel} samples, little-endian, each {@code bitsAllocated}
 * wide, colour-by-pixel; one-bit samples are packed, first pixel in the lowest bit (PS3.5 section 8.1.1).
 *
 * @param planar whether an uncompressed frame lies colour-by-plane in the file; decoded frames never do
 */
public record PixelLayout(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        PhotometricInterpretation photometric,
        boolean planar) {

    /** Largest frame that is accepted, in bytes: what one memory segment of a decoder may hold. */
    public static final long MAX_FRAME_BYTES = 1L << 31;

    /** Refuses what no decoder could fill. */
    public PixelLayout {
        require(rows > 0 && rows <= 65535, "Rows (0028,0010)", rows);
        require(columns > 0 && columns <= 65535, "Columns (0028,0011)", columns);
        require(samplesPerPixel >= 1 && samplesPerPixel <= 4, "Samples per Pixel (0028,0002)", samplesPerPixel);
        require(
                bitsAllocated == 1 || bitsAllocated % 8 == 0 && bitsAllocated > 0 && bitsAllocated <= 64,
                "Bits Allocated (0028,0100)",
                bitsAllocated);
        require(bitsStored > 0 && bitsStored <= bitsAllocated, "Bits Stored (0028,0101)", bitsStored);
        require(highBit >= bitsStored - 1 && highBit < bitsAllocated, "High Bit (0028,0102)", highBit);
        long bytes = ((long) rows * columns * samplesPerPixel * bitsAllocated + 7) / 8;
        if (bytes >= MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("A frame of %d × %d × %d × %d bit is larger than 2 GiB"
                    .formatted(columns, rows, samplesPerPixel, bitsAllocated));
        }
    }

    /**
     * The layout that a data set declares. Sixteen bits allocated stand in for the packed form of twelve, which frames
     * are widened from.
     *
     * @throws PixelDataException naming the attribute that is missing or impossible
     */
    public static PixelLayout of(DataSet dataSet) throws PixelDataException {
        return new ImagePixelModule(dataSet).layout();
    }

    /** Bytes of one decoded frame, the last byte of a one-bit frame counted whole. */
    public long frameBytes() {
        return ((long) rows * columns * samplesPerPixel * bitsAllocated + 7) / 8;
    }

    /** Samples of one frame. */
    public long frameSamples() {
        return (long) rows * columns * samplesPerPixel;
    }

    /** Bytes of one sample; 1 for one-bit samples. */
    public int sampleBytes() {
        return Math.max(1, bitsAllocated / 8);
    }

    private static void require(boolean holds, String attribute, int value) {
        if (!holds) {
            throw new IllegalArgumentException(attribute + " has the impossible value " + value);
        }
    }
}
