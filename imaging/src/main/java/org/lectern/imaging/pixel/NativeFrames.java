package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.Finding;

/** Frames of uncompressed pixel data, one after the other without a gap (PS3.5 section 8.1.1). */
final class NativeFrames implements FrameSource {
    private final BulkData data;
    private final int tag;
    private final NativeSamples cells;
    private final int frames;

    NativeFrames(BulkData data, int tag, NativeSamples cells, int declared, List<Finding> findings)
            throws PixelDataException {
        this.data = data;
        this.tag = tag;
        this.cells = cells;
        long bits = data.length() * 8;
        long begun = Math.ceilDiv(bits, cells.frameBits());
        this.frames = (int) Math.min(declared, begun);
        if (frames == 0) {
            throw new PixelDataException(tag, "is empty; ask the sender for an intact copy of the object");
        }
        long needed =
                Math.multiplyHigh(declared, cells.frameBits()) != 0 ? Long.MAX_VALUE : declared * cells.frameBits();
        if (needed > bits) {
            findings.add(new Finding(
                    "has %d bytes, enough for %d of the %d frames declared"
                            .formatted(data.length(), bits / cells.frameBits(), declared),
                    tag,
                    -1));
        }
    }

    @Override
    public int frameCount() {
        return frames;
    }

    @Override
    public PhotometricInterpretation decode(int frame, MemorySegment samples) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long firstBit = firstBit(frame);
            long start = firstBit / 8;
            start -= start % Math.max(1, cells.swapBytes());
            MemorySegment mapped = region(start, endByte(frame), arena);
            cells.copy(mapped, firstBit - start * 8, samples);
        }
        return cells.photometric();
    }

    @Override
    public void check(int frame) throws PixelDataException {
        firstBit(frame);
    }

    @Override
    public Optional<MemorySegment> direct(int frame, Arena arena) throws IOException {
        long firstBit = firstBit(frame);
        return cells.isDirect(firstBit) ? Optional.of(region(firstBit / 8, endByte(frame), arena)) : Optional.empty();
    }

    @Override
    public Optional<MemorySegment> subsampled(int frame, Arena arena) throws IOException {
        if (!cells.halfChrominance() || cells.swapBytes() != 1) {
            return Optional.empty();
        }
        return Optional.of(region(firstBit(frame) / 8, endByte(frame), arena));
    }

    private long firstBit(int frame) throws PixelDataException {
        long first = frame * cells.frameBits();
        if (first + cells.frameBits() > data.length() * 8) {
            throw new PixelDataException(
                    tag,
                    "ends within frame %d; the frames before it are whole. Ask the sender for an intact copy of the object"
                            .formatted(frame + 1));
        }
        return first;
    }

    private long endByte(int frame) {
        long end = Math.ceilDiv((frame + 1L) * cells.frameBits(), 8L);
        int unit = cells.swapBytes();
        return Math.min(Math.ceilDiv(end, (long) unit) * unit, data.length());
    }

    private MemorySegment region(long start, long end, Arena arena) throws IOException {
        return switch (data) {
            case BulkData.FileRegion(var file, long offset, long _, var order) ->
                new BulkData.FileRegion(file, offset + start, end - start, order).map(arena);
            case BulkData.InMemory(var bytes, var _) -> bytes.asSlice(start, end - start);
        };
    }
}
