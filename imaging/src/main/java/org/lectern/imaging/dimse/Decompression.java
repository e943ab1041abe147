package org.lectern.imaging.dimse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.dimse.association.Association.DataSource;
import org.lectern.imaging.dimse.association.Association.SourceException;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;

/**
 * A compressed image for a peer that takes none: frames are decoded one after the other into a temporary file and go out
 * from there, so that an image of any size needs the memory of one frame. What lies encrypted is decoded into memory instead:
 * nothing of it may stand on the disk in plain.
 */
final class Decompression {
    private static final int COPY_BYTES = 256 << 10;

    private final StoredObject object;
    private final TransferSyntax target;

    private Decompression(StoredObject object, TransferSyntax target) {
        this.object = object;
        this.target = target;
    }

    /** Empty where the compression is not one of single frames that we decode. */
    static Optional<DataSource> of(StoredObject object, TransferSyntax target) {
        return Decoders.standard()
                .decoder(object.transferSyntax())
                .map(_ -> out -> new Decompression(object, target).write(out.stream()));
    }

    private void write(OutputStream out) throws IOException {
        if (object.file().getFileSystem().equals(FileSystems.getDefault())) {
            writeThroughFile(out);
        } else {
            writeThroughMemory(out);
        }
    }

    private void writeThroughMemory(OutputStream out) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            DataSet decoded;
            try {
                DicomFile file = DicomFile.read(object.file());
                try (ImagePixels pixels = ImagePixels.of(file)) {
                    long bytes = pixels.layout().frameBytes();
                    long all = Math.multiplyExact(bytes, (long) pixels.frameCount());
                    MemorySegment samples = arena.allocate(all + all % 2);
                    PhotometricInterpretation photometric = pixels.layout().photometric();
                    for (int frame = 0; frame < pixels.frameCount(); frame++) {
                        pixels.check(frame);
                        photometric = pixels.decode(frame, samples.asSlice(frame * bytes, bytes));
                    }
                    decoded =
                            dataSet(file, pixels, photometric, new BulkData.InMemory(samples, ByteOrder.LITTLE_ENDIAN));
                }
            } catch (IOException | IllegalArgumentException | ArithmeticException | OutOfMemoryError e) {
                throw unreadable(e);
            }
            new DicomWriter(target).writeDataSet(decoded, out);
        }
    }

    private void writeThroughFile(OutputStream out) throws IOException {
        Path frames;
        try {
            frames = Files.createTempFile("lectern-frames", ".raw");
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            DataSet decoded;
            try {
                decoded = decoded(frames);
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable(e);
            }
            new DicomWriter(target).writeDataSet(decoded, out);
        } finally {
            Files.deleteIfExists(frames);
        }
    }

    private SourceException unreadable(Throwable cause) {
        return new SourceException(object.file().getFileName() + " cannot be decompressed for sending", cause);
    }

    private DataSet decoded(Path frames) throws IOException {
        DicomFile file = DicomFile.read(object.file());
        try (ImagePixels pixels = ImagePixels.of(file)) {
            PhotometricInterpretation photometric = pixels.layout().photometric();
            long bytes = pixels.layout().frameBytes();
            try (OutputStream out = Files.newOutputStream(frames);
                    Arena arena = Arena.ofConfined()) {
                MemorySegment samples = arena.allocate(bytes);
                for (int frame = 0; frame < pixels.frameCount(); frame++) {
                    pixels.check(frame);
                    photometric = pixels.decode(frame, samples);
                    copy(samples, out);
                }
                if (bytes * pixels.frameCount() % 2 != 0) {
                    out.write(0);
                }
            }
            return dataSet(
                    file,
                    pixels,
                    photometric,
                    new BulkData.FileRegion(frames, 0, Files.size(frames), ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static DataSet dataSet(
            DicomFile file, ImagePixels pixels, PhotometricInterpretation photometric, BulkData samples) {
        VR vr = file.dataSet().integer(Tag.BitsAllocated).orElse(16) > 8 ? VR.OW : VR.OB;
        DataSet.Builder dataSet = file.dataSet().toBuilder()
                .bulk(Tag.PixelData, vr, samples)
                .text(Tag.PhotometricInterpretation, photometric.name());
        if (pixels.layout().samplesPerPixel() > 1) {
            dataSet.number(Tag.PlanarConfiguration, 0);
        }
        return dataSet.build();
    }

    private static void copy(MemorySegment samples, OutputStream out) throws IOException {
        byte[] chunk = new byte[(int) Math.min(COPY_BYTES, samples.byteSize())];
        for (long at = 0; at < samples.byteSize(); at += chunk.length) {
            int count = (int) Math.min(chunk.length, samples.byteSize() - at);
            MemorySegment.copy(samples, ValueLayout.JAVA_BYTE, at, chunk, 0, count);
            out.write(chunk, 0, count);
        }
    }
}
