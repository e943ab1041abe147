package org.lectern.samples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/** The Image Pixel Module (PS3.3 C.7.6.3) of uncompressed samples. */
final class Pixels {
    private Pixels() {}

    /** Adds one frame of 16-bit grey samples, rounded and clamped to the bits stored. */
    static void grey16(DataSet.Builder image, int rows, int columns, int bitsStored, boolean signed, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        double low = signed ? -(1 << (bitsStored - 1)) : 0;
        double high = signed ? (1 << (bitsStored - 1)) - 1 : (1 << bitsStored) - 1;
        for (double value : values) {
            bytes.putShort((short) Math.round(Math.clamp(value, low, high)));
        }
        describe(image, rows, columns, 16, bitsStored);
        image.number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .number(Tag.PixelRepresentation, signed ? 1 : 0)
                .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(bytes.array()));
    }

    /** Adds frames of 8-bit colour samples, colour-by-pixel. */
    static void rgb(DataSet.Builder image, int rows, int columns, byte[] samples) {
        describe(image, rows, columns, 8, 8);
        image.number(Tag.SamplesPerPixel, 3)
                .text(Tag.PhotometricInterpretation, "RGB")
                .number(Tag.PlanarConfiguration, 0)
                .number(Tag.PixelRepresentation, 0)
                .bulk(Tag.PixelData, VR.OB, BulkData.InMemory.of(samples));
    }

    private static void describe(DataSet.Builder image, int rows, int columns, int bitsAllocated, int bitsStored) {
        image.number(Tag.Rows, rows)
                .number(Tag.Columns, columns)
                .number(Tag.BitsAllocated, bitsAllocated)
                .number(Tag.BitsStored, bitsStored)
                .number(Tag.HighBit, bitsStored - 1);
    }
}
