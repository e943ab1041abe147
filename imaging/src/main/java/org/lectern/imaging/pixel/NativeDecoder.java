package org.lectern.imaging.pixel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.dictionary.VR;

/** Frames of plain little-endian cells in fragments: as they are (PS3.5 section A.4.11) or deflated (section A.4.13). */
public final class NativeDecoder implements FrameDecoder {
    private static final int CHUNK = 1 << 16;

    private final boolean deflated;

    /** A decoder of frames that are {@code deflated} (RFC 1951) or not. */
    public NativeDecoder(boolean deflated) {
        this.deflated = deflated;
    }

    @Override
    public PhotometricInterpretation decode(EncodedFrame frame, PixelLayout layout, MemorySegment samples)
            throws CodecException {
        NativeSamples full = cells(layout, false);
        NativeSamples half = cells(layout, layout.samplesPerPixel() == 3);
        try (Arena arena = Arena.ofConfined()) {
            long most = Math.ceilDiv(full.frameBits(), 8L);
            MemorySegment bytes = arena.allocate(most);
            long size = deflated ? inflate(frame, bytes) : copy(frame, bytes);
            boolean subsampled = layout.photometric() == PhotometricInterpretation.YBR_FULL_422
                    && size < most
                    && size >= Math.ceilDiv(half.frameBits(), 8L);
            if (size < most && !subsampled) {
                throw new CodecException("The frame has %d of its %d bytes".formatted(size, most), size);
            }
            (subsampled ? half : full).copy(bytes, 0, samples);
        }
        return full.photometric();
    }

    private static NativeSamples cells(PixelLayout layout, boolean half) {
        return new NativeSamples(layout, layout.bitsAllocated(), ByteOrder.LITTLE_ENDIAN, VR.OB, half);
    }

    private static long copy(EncodedFrame frame, MemorySegment target) {
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        int count = 1;
        while (count > 0) {
            count = frame.read(done, chunk, 0, (int) Math.min(CHUNK, target.byteSize() - done));
            MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, done, count);
            done += count;
        }
        return done;
    }

    private static long inflate(EncodedFrame frame, MemorySegment target) throws CodecException {
        byte[] packed = new byte[CHUNK];
        byte[] chunk = new byte[CHUNK];
        long read = 0;
        long done = 0;
        try (Inflater inflater = new Inflater(true)) {
            while (done < target.byteSize() && !inflater.finished()) {
                if (inflater.needsInput()) {
                    int count = frame.read(read, packed, 0, CHUNK);
                    if (count == 0) {
                        break;
                    }
                    inflater.setInput(packed, 0, count);
                    read += count;
                }
                int count = inflater.inflate(chunk, 0, (int) Math.min(CHUNK, target.byteSize() - done));
                if (count == 0 && inflater.needsDictionary()) {
                    throw new CodecException("The deflated frame asks for a dictionary", read);
                }
                MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, done, count);
                done += count;
            }
            return done;
        } catch (DataFormatException e) {
            throw new CodecException("The frame is not deflated data: " + e.getMessage(), read);
        }
    }
}
