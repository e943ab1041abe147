package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.TransferSyntax;

/** Small objects with pixels for tests. */
public final class PixelObjects {
    private PixelObjects() {}

    /** The Image Pixel Module of a grayscale or RGB image and what a Part 10 file needs. */
    public static DataSet.Builder image(int rows, int columns, int samples, int bits) {
        return DataSet.builder()
                .text(Tag.SOPClassUID, Uid.MultiFrameGrayscaleWordSecondaryCaptureImageStorage)
                .text(Tag.SOPInstanceUID, "1.2.3.4")
                .text(Tag.StudyInstanceUID, "1.2.3.1")
                .text(Tag.SeriesInstanceUID, "1.2.3.2")
                .number(Tag.Rows, rows)
                .number(Tag.Columns, columns)
                .number(Tag.SamplesPerPixel, samples)
                .text(Tag.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB")
                .number(Tag.PlanarConfiguration, 0)
                .number(Tag.BitsAllocated, bits)
                .number(Tag.BitsStored, bits)
                .number(Tag.HighBit, bits - 1)
                .number(Tag.PixelRepresentation, 0);
    }

    public static DataSet.Builder pixels(DataSet.Builder builder, VR vr, byte... bytes) {
        return pixels(builder, vr, ByteOrder.LITTLE_ENDIAN, bytes);
    }

    public static DataSet.Builder pixels(DataSet.Builder builder, VR vr, ByteOrder order, byte... bytes) {
        return builder.bulk(Tag.PixelData, vr, new BulkData.InMemory(MemorySegment.ofArray(bytes), order));
    }

    public static DataSet.Builder fragments(DataSet.Builder builder, byte[] table, byte[]... fragments) {
        return builder.put(new Element.Encapsulated(
                Tag.PixelData,
                VR.OB,
                BulkData.InMemory.of(table),
                List.of(fragments).stream()
                        .map(BulkData.InMemory::of)
                        .map(BulkData.class::cast)
                        .toList()));
    }

    public static byte[] decode(DataSet dataSet, TransferSyntax syntax, int frame) throws IOException {
        try (ImagePixels pixels = ImagePixels.of(dataSet, syntax)) {
            return decode(pixels, frame);
        }
    }

    public static byte[] decode(ImagePixels pixels, int frame) throws IOException {
        byte[] samples = new byte[Math.toIntExact(pixels.layout().frameBytes())];
        pixels.decode(frame, MemorySegment.ofArray(samples));
        return samples;
    }

    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    public static byte[] littleEndian16(int... values) {
        byte[] bytes = new byte[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_SHORT_UNALIGNED, i * 2L, (short) values[i]);
        }
        return bytes;
    }

    /** Runs a tool; the test is skipped where it is not installed. */
    public static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not installed");
            return;
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
