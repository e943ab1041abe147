package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.data.BulkData;

/** Frames of encapsulated pixel data (PS3.5 section A.4). */
final class EncapsulatedFrames implements FrameSource {
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

    private EncodedFrame encoded(int frame, Arena arena) throws IOException {
        List<MemorySegment> parts = new ArrayList<>();
        long left = index.lengths().length == 0 ? Long.MAX_VALUE : index.lengths()[frame];
        for (BulkData part : join(fragments.subList(index.starts()[frame], index.starts()[frame + 1]))) {
            if (left > 0 && part.length() > 0) {
                MemorySegment mapped = part.map(arena);
                parts.add(mapped.asSlice(0, Math.min(left, mapped.byteSize())));
                left -= mapped.byteSize();
            }
        }
        return new EncodedFrame(parts);
    }

    private static List<BulkData> join(List<BulkData> fragments) {
        return fragments;
    }
}
