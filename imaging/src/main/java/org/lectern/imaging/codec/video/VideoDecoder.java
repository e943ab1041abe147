package org.lectern.imaging.codec.video;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;

/** One pass of FFmpeg over a stream: frames in the order in which they are shown. For one thread at a time. */
final class VideoDecoder implements AutoCloseable {
    private static final String FORMATS = "mpegts,mpeg,mpegvideo,mov,mp4,m4a,3gp,3g2,mj2,h264,hevc";
    private static final String CODECS = "mpeg1video,mpeg2video,h264,hevc";
    private static final int DETECT = avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_BITSTREAM | avcodec.AV_EF_BUFFER;
    private static final int FRAME_CORRUPT = 1;
    private static final int FRAME_KEY = 2;
    private static final int MOST_THREADS = 4;
    private static final int MOST_ERRORS = 100_000;

    private final VideoInput input;
    private final AVFormatContext format;
    private final AVCodecContext codec;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();
    private final int stream;
    private boolean draining;
    private boolean damaged;
    private boolean lost;

    VideoDecoder(EncodedFrame encoded) throws CodecException {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        input = new VideoInput(encoded);
        format = avformat.avformat_alloc_context();
        format.pb(input.context());
        format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVCodecContext opened = null;
        try {
            openFormat();
            stream = avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
            if (stream < 0) {
                throw new CodecException("The video has no stream of pictures", -1);
            }
            opened = openCodec();
        } catch (CodecException | RuntimeException e) {
            release(null);
            throw e;
        }
        codec = opened;
    }

    private void openFormat() throws CodecException {
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", FORMATS, 0);
        avutil.av_dict_set(options, "codec_whitelist", CODECS, 0);
        avutil.av_dict_set(options, "protocol_whitelist", "none", 0);
        int result = avformat.avformat_open_input(format, (String) null, (AVInputFormat) null, options);
        avutil.av_dict_free(options);
        if (result < 0) {
            throw new CodecException("The pixel data is no MPEG-2, H.264 or HEVC video", -1);
        }
        if (avformat.avformat_find_stream_info(format, (AVDictionary) null) < 0) {
            throw new CodecException("The video does not say what its pictures look like", -1);
        }
    }

    private AVCodecContext openCodec() throws CodecException {
        var parameters = format.streams(stream).codecpar();
        int id = parameters.codec_id();
        if (id != avcodec.AV_CODEC_ID_MPEG1VIDEO
                && id != avcodec.AV_CODEC_ID_MPEG2VIDEO
                && id != avcodec.AV_CODEC_ID_H264
                && id != avcodec.AV_CODEC_ID_HEVC) {
            throw new CodecException("The video is neither MPEG-2 nor H.264 nor HEVC", -1);
        }
        AVCodec decoder = avcodec.avcodec_find_decoder(id);
        AVCodecContext context = avcodec.avcodec_alloc_context3(decoder);
        avcodec.avcodec_parameters_to_context(context, parameters);
        context.thread_count(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
        context.error_concealment(0); // what is concealed is an earlier picture
        context.err_recognition(
                id == avcodec.AV_CODEC_ID_H264 || id == avcodec.AV_CODEC_ID_HEVC
                        ? DETECT | avcodec.AV_EF_EXPLODE // the MPEG-2 decoder refuses sound streams then
                        : DETECT);
        if (avcodec.avcodec_open2(context, decoder, (AVDictionary) null) < 0) {
            avcodec.avcodec_free_context(context);
            throw new CodecException("The decoder of the video does not start", -1);
        }
        return context;
    }

    AVFrame frame() {
        return frame;
    }

    long timestamp() {
        return frame.best_effort_timestamp();
    }

    /** Whether the current frame depends on damaged data. */
    boolean isDamaged() {
        return damaged || (frame.flags() & FRAME_CORRUPT) != 0 || frame.decode_error_flags() != 0;
    }

    /** Whether data were refused since the last seek, so that counting frames no longer tells their number. */
    boolean hasLost() {
        return lost;
    }

    double framesPerSecond() {
        AVStream video = format.streams(stream);
        AVRational rate = video.avg_frame_rate();
        return rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
    }

    /** Decodes the next frame and answers whether there was one. */
    boolean next() throws CodecException {
        for (int errors = 0; errors < MOST_ERRORS; ) {
            avutil.av_frame_unref(frame);
            int result = avcodec.avcodec_receive_frame(codec, frame);
            if (result == 0) {
                damaged &= (frame.flags() & FRAME_KEY) == 0;
                return true;
            }
            if (result == avutil.AVERROR_EOF) {
                return false;
            }
            if (!isAgain(result)) {
                errors++;
                refuse();
            } else if (draining) {
                return false;
            } else {
                feed();
            }
        }
        throw new CodecException("The video is damaged throughout", -1);
    }

    private void feed() {
        if (!readPacket()) {
            draining = true;
            avcodec.avcodec_send_packet(codec, null);
        } else if (avcodec.avcodec_send_packet(codec, packet) < 0) {
            refuse();
        }
    }

    private void refuse() {
        damaged = true;
        lost = true;
    }

    private boolean readPacket() {
        do {
            avcodec.av_packet_unref(packet);
            if (avformat.av_read_frame(format, packet) < 0) {
                return false;
            }
        } while (packet.stream_index() != stream);
        return true;
    }

    private static boolean isAgain(int result) {
        return result == -11 || result == -35; // EAGAIN of Linux and Windows, and of macOS
    }

    /** Goes to the last key frame not after the time and answers whether FFmpeg could. */
    boolean seek(long timestamp) {
        avcodec.avcodec_flush_buffers(codec);
        draining = false;
        damaged = false;
        lost = false;
        return avformat.av_seek_frame(format, stream, timestamp, avformat.AVSEEK_FLAG_BACKWARD) >= 0;
    }

    /** Reads all packets that are left, without decoding them, into an index. */
    VideoIndex index() {
        VideoIndex.Builder index = new VideoIndex.Builder();
        while (readPacket()) {
            index.add(packet.pts(), (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0);
        }
        return index.build();
    }

    @Override
    public void close() {
        release(codec);
    }

    private void release(@org.jspecify.annotations.Nullable AVCodecContext context) {
        if (context != null) {
            avcodec.avcodec_free_context(context);
        }
        avcodec.av_packet_free(packet);
        avutil.av_frame_free(frame);
        avformat.avformat_close_input(format);
        input.close();
    }
}
