package org.lectern.imaging.codec.video;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/**
 * Lets FFmpeg read the mapped stream.
 *
 * <p>JavaCPP hands out only ten native callbacks of a kind, so all streams share two, which find theirs by the number
 * that FFmpeg passes through.
 */
final class VideoInput implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    private static final Map<Long, VideoInput> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Read READ = new Read();
    private static final Seek SEEK = new Seek();

    private final EncodedFrame stream;
    private final long number = NUMBERS.incrementAndGet();
    private final byte[] chunk = new byte[BUFFER];
    private final AVIOContext context;
    private long position;

    VideoInput(EncodedFrame stream) throws CodecException {
        this.stream = stream;
        Pointer buffer = avutil.av_malloc(BUFFER);
        context = avformat.avio_alloc_context(new BytePointer(buffer), BUFFER, 0, new Handle(number), READ, null, SEEK);
        if (context == null) {
            avutil.av_free(buffer);
            throw new CodecException("There is no memory to open the video", -1);
        }
        OPEN.put(number, this);
    }

    AVIOContext context() {
        return context;
    }

    @Override
    public void close() {
        OPEN.remove(number);
        avutil.av_free(context.buffer());
        avformat.avio_context_free(context);
    }

    private int read(BytePointer target, int size) {
        int count = stream.read(position, chunk, 0, Math.min(size, BUFFER));
        if (count <= 0) {
            return avutil.AVERROR_EOF;
        }
        target.put(chunk, 0, count);
        position += count;
        return count;
    }

    private long seek(long offset, int whence) {
        if ((whence & avformat.AVSEEK_SIZE) != 0) {
            return stream.size();
        }
        long target = switch (whence & ~avformat.AVSEEK_FORCE) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> stream.size() + offset;
            default -> -1;
        };
        if (target < 0 || target > stream.size()) {
            return -1;
        }
        position = target;
        return target;
    }

    /** A number in the disguise of an address, never followed. */
    private static final class Handle extends Pointer {
        Handle(long number) {
            super((Pointer) null);
            address = number;
        }
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int size) {
            try {
                VideoInput input = OPEN.get(opaque.address());
                return input == null ? avutil.AVERROR_EOF : input.read(target, size);
            } catch (RuntimeException | InternalError e) { // must not pass through native code
                return avutil.AVERROR_EOF;
            }
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            VideoInput input = OPEN.get(opaque.address());
            return input == null ? -1 : input.seek(offset, whence);
        }
    }
}
