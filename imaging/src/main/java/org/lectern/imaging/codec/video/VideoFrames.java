package org.lectern.imaging.codec.video;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * A video whose frames are decoded by their number.
 *
 * <p>Frames in order, and small steps forward, are decoded as they come. Any other step uses the times and key frames of
 * the stream; where it has none, decoding starts anew. A frame that depends on damaged data is an error, never the
 * picture before it. Safe for several threads, which take turns.
 */
public final class VideoFrames implements AutoCloseable {
    private static final Set<String> SYNTAXES = Set.of(
            Uid.MPEG2MPML,
            Uid.MPEG2MPMLF,
            Uid.MPEG2MPHL,
            Uid.MPEG2MPHLF,
            Uid.MPEG4HP41,
            Uid.MPEG4HP41F,
            Uid.MPEG4HP41BD,
            Uid.MPEG4HP41BDF,
            Uid.MPEG4HP422D,
            Uid.MPEG4HP422DF,
            Uid.MPEG4HP423D,
            Uid.MPEG4HP423DF,
            Uid.MPEG4HP42STEREO,
            Uid.MPEG4HP42STEREOF,
            Uid.HEVCMP51,
            Uid.HEVCM10P51);
    private static final int SMALL_STEP = 32;
    private static final int SEEKS = 3;
    private static final int UNKNOWN = Integer.MAX_VALUE - 1;

    private final EncodedFrame stream;
    private final int declared;
    private final RgbConverter converter;
    private VideoDecoder decoder;
    private @Nullable VideoIndex index;
    private int next;
    private boolean sought;
    private boolean closed;

    private VideoFrames(EncodedFrame stream, int declared, RgbConverter converter, VideoDecoder decoder) {
        this.stream = stream;
        this.declared = declared;
        this.converter = converter;
        this.decoder = decoder;
    }

    /** Whether pixel data in this transfer syntax is a video. */
    public static boolean isVideo(String transferSyntaxUid) {
        return SYNTAXES.contains(transferSyntaxUid);
    }

    /**
     * Opens a video.
     *
     * @param stream all fragments; must stay readable until the video is closed
     * @param layout of a frame: 3 samples per pixel of 8 bits, or 16 for HEVC Main 10
     * @param declaredFrames Number of Frames (0028,0008)
     * @throws CodecException when it is no video or the libraries for this system are not there
     */
    public static VideoFrames open(EncodedFrame stream, PixelLayout layout, int declaredFrames) throws CodecException {
        if (layout.samplesPerPixel() != 3 || layout.bitsAllocated() != 8 && layout.bitsAllocated() != 16) {
            throw new CodecException(
                    "A video has 3 samples of 8 or 16 bits per pixel, the data set says otherwise", -1);
        }
        try {
            VideoDecoder decoder = new VideoDecoder(stream);
            return new VideoFrames(stream, declaredFrames, new RgbConverter(layout), decoder);
        } catch (LinkageError e) {
            throw new CodecException(
                    "Video needs the FFmpeg libraries for %s %s, which this installation lacks"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                    -1);
        }
    }

    /** The rate that the stream names, 0 where it names none. */
    public synchronized double framesPerSecond() {
        return decoder.framesPerSecond();
    }

    /**
     * Decodes a frame to RGB samples.
     *
     * @param frame from 0
     */
    public synchronized void decode(int frame, MemorySegment samples) throws CodecException {
        if (closed) {
            throw new CodecException("The video is closed", -1);
        }
        boolean reached = frame >= next && frame <= next + SMALL_STEP && !decoder.hasLost() && advanceTo(frame);
        for (int earlier = 0; !reached && earlier < SEEKS; earlier++) {
            reached = goTo(frame, earlier) && advanceTo(frame);
        }
        if (!reached) {
            restart();
            if (!advanceTo(frame)) {
                throw new CodecException(
                        next == 0
                                ? "The video has no picture that can be decoded"
                                : next <= frame
                                        ? "The video ends after frame %d".formatted(next)
                                        : "Frame %d of the video is missing".formatted(frame + 1),
                        -1);
            }
        }
        if (decoder.isDamaged()) {
            throw new CodecException("Frame %d of the video depends on damaged data".formatted(frame + 1), -1);
        }
        converter.convert(decoder.frame(), samples);
    }

    private boolean advanceTo(int frame) throws CodecException {
        while (next <= frame) {
            if (!decoder.next()) {
                return false;
            }
            next = number() + 1;
        }
        return next == frame + 1;
    }

    private int number() throws CodecException {
        VideoIndex times = index;
        if (times == null || times.frameCount() == 0) {
            if (decoder.hasLost()) {
                throw new CodecException(
                        "The video is damaged; its frames from %d on cannot be told apart".formatted(next + 1), -1);
            }
            return next;
        }
        int number = times.number(decoder.timestamp());
        if (number < 0 && sought) { // the times do not tell after all: count from the start
            index = VideoIndex.NONE;
            return UNKNOWN;
        }
        return number < 0 ? next : number;
    }

    /**
     * Seeks to a key frame, where the stream tells their times: the last one before the frame, or one of those earlier,
     * since in a transport stream FFmpeg seeks by guess.
     */
    private boolean goTo(int frame, int earlier) throws CodecException {
        VideoIndex times = times();
        if (frame >= times.frameCount()) {
            return false;
        }
        int start = times.keyBefore(frame, earlier);
        next = start;
        sought = true;
        return decoder.seek(times.timestamp(start));
    }

    private VideoIndex times() throws CodecException {
        VideoIndex times = index;
        if (times == null) {
            try (VideoDecoder reader = new VideoDecoder(stream)) {
                times = reader.index();
            }
            if (times.frameCount() != declared) { // packets are not frames here
                times = VideoIndex.NONE;
            }
            index = times;
        }
        return times;
    }

    private void restart() throws CodecException {
        VideoDecoder fresh = new VideoDecoder(stream);
        decoder.close();
        decoder = fresh;
        next = 0;
        sought = false;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            decoder.close();
            converter.close();
        }
    }
}
