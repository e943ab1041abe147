package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.codec.StreamSize;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.data.BulkData;

/** Frames of encapsulated pixel data (PS3.5 section A.4). */
final class EncapsulatedFrames implements FrameSource {
    private static final long WORTH_A_LOOK_BYTES = 64 << 20;

    /** Two bytes of RLE make 128 at most (PS3.5 section G.3.1). */
    private static final int MOST_BY_RLE = 64;

    private final List<BulkData> fragments;
    private final FragmentIndex index;
    private final FrameDecoder decoder;
    private final PixelLayout layout;

    EncapsulatedFrames(List<BulkData> fragments, FragmentIndex index, FrameDecoder decoder, PixelLayout layout) {
        this.fragments = fragments;
        this.index = index;
        this.decoder = decoder;
        this.layout = layout;
    }

    @Override
    public int frameCount() {
        return index.frameCount();
    }

    @Override
    public PhotometricInterpretation decode(int frame, MemorySegment samples) throws IOException {
        // shared: a decoder may have the parts of one frame read by several threads
        try (Arena arena = Arena.ofShared()) {
            return decoder.decode(encoded(frame, arena), layout, samples);
        }
    }

    @Override
    public void check(int frame) throws IOException {
        if (layout.frameBytes() < WORTH_A_LOOK_BYTES) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            EncodedFrame encoded = encoded(frame, arena);
            if (decoder instanceof RleDecoder && layout.frameBytes() / MOST_BY_RLE > encoded.size()) {
                throw new CodecException(
                        "%d bytes cannot hold a frame of %d bytes".formatted(encoded.size(), layout.frameBytes()), -1);
            }
            Optional<StreamSize> size = StreamSize.of(encoded);
            if (size.isPresent() && !agrees(size.get())) {
                throw new CodecException(
                        "The stream is %d × %d, the data set says %d × %d"
                                .formatted(size.get().columns(), size.get().rows(), layout.columns(), layout.rows()),
                        -1);
            }
        }
    }

    private boolean agrees(StreamSize size) {
        return (size.columns() == layout.columns() || size.columns() == 0)
                && (size.rows() == layout.rows() || size.rows() == 0);
    }

    private EncodedFrame encoded(int frame, Arena arena) throws IOException {
        List<MemorySegment> parts = new ArrayList<>();
        long left = index.lengths().length == 0 ? Long.MAX_VALUE : index.lengths()[frame];
        for (MemorySegment part : mapped(fragments.subList(index.starts()[frame], index.starts()[frame + 1]), arena)) {
            if (left > 0 && part.byteSize() > 0) {
                parts.add(part.asSlice(0, Math.min(left, part.byteSize())));
                left -= part.byteSize();
            }
        }
        return new EncodedFrame(parts);
    }

    /** The fragments of a file in one mapping: a hundred thousand of them would be more than a process may have. */
    private static List<MemorySegment> mapped(List<BulkData> fragments, Arena arena) throws IOException {
        List<MemorySegment> mapped = new ArrayList<>(fragments.size());
        if (fragments.size() > 1
                && fragments.getFirst() instanceof BulkData.FileRegion first
                && fragments.getLast() instanceof BulkData.FileRegion last
                && first.offset() <= last.offset()) {
            long length = last.offset() + last.length() - first.offset();
            MemorySegment all = new BulkData.FileRegion(first.file(), first.offset(), length, first.order()).map(arena);
            for (BulkData fragment : fragments) {
                long from = ((BulkData.FileRegion) fragment).offset() - first.offset();
                mapped.add(all.asSlice(from, fragment.length()));
            }
            return mapped;
        }
        for (BulkData fragment : fragments) {
            mapped.add(fragment.map(arena));
        }
        return mapped;
    }
}
