package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.video.VideoFrames;
import org.lectern.imaging.data.BulkData;

/** The frames of a video: all fragments are one stream (PS3.5 section 8.2.5). Opened at the first frame. */
final class VideoSource implements FrameSource {
    private final List<BulkData> fragments;
    private final PixelLayout layout;
    private final int declared;
    private @Nullable Arena arena;
    private @Nullable VideoFrames frames;

    VideoSource(List<BulkData> fragments, PixelLayout layout, int declared) {
        this.fragments = List.copyOf(fragments);
        this.layout = layout;
        this.declared = declared;
    }

    @Override
    public int frameCount() {
        return declared;
    }

    @Override
    public synchronized PhotometricInterpretation decode(int frame, MemorySegment samples) throws IOException {
        VideoFrames opened = frames;
        if (opened == null) {
            opened = open();
            frames = opened;
        }
        opened.decode(frame, samples);
        return PhotometricInterpretation.RGB;
    }

    private VideoFrames open() throws IOException {
        Arena mapping = Arena.ofShared();
        try {
            List<MemorySegment> parts = new ArrayList<>();
            for (BulkData fragment : fragments) {
                parts.add(fragment.map(mapping));
            }
            VideoFrames opened = VideoFrames.open(new EncodedFrame(parts), layout, declared);
            arena = mapping;
            return opened;
        } catch (IOException | RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        VideoFrames opened = frames;
        Arena mapping = arena;
        if (opened != null && mapping != null) {
            opened.close();
            mapping.close();
            frames = null;
            arena = null;
        }
    }
}
