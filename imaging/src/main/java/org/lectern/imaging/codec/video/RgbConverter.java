package org.lectern.imaging.codec.video;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.pixel.PixelLayout;

/** Pictures of any chrominance format to RGB samples, by the matrix and range that the stream names. */
final class RgbConverter implements AutoCloseable {
    private static final int FLAGS = swscale.SWS_BILINEAR | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT;
    private static final int HD_ROWS = 720; // from here on ITU-R BT.709 where the stream does not say

    private final PixelLayout layout;
    private final boolean wide;
    private final BytePointer pixels;
    private final PointerPointer<BytePointer> planes;
    private final IntPointer strides;
    private @Nullable SwsContext context;
    private int configuration = -1;

    RgbConverter(PixelLayout layout) {
        this.layout = layout;
        this.wide = layout.bitsAllocated() == 16;
        long stride = (long) layout.columns() * 3 * layout.sampleBytes();
        this.pixels = new BytePointer(stride * layout.rows() + 64); // FFmpeg writes whole vectors
        this.planes = new PointerPointer<BytePointer>(4);
        this.planes.put(0, pixels);
        this.strides = new IntPointer((int) stride, 0, 0, 0);
    }

    void convert(AVFrame frame, MemorySegment samples) throws CodecException {
        if (frame.width() != layout.columns() || frame.height() != layout.rows()) {
            throw new CodecException(
                    "The video is %d × %d, the data set says %d × %d"
                            .formatted(frame.width(), frame.height(), layout.columns(), layout.rows()),
                    -1);
        }
        SwsContext scaler = configure(frame);
        int rows = swscale.sws_scale(scaler, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
        if (rows != layout.rows()) {
            throw new CodecException("The picture cannot be converted to RGB", -1);
        }
        MemorySegment rgb = MemorySegment.ofBuffer(pixels.asByteBuffer()).asSlice(0, layout.frameBytes());
        int shift = 16 - layout.bitsStored();
        if (!wide || shift == 0) {
            samples.copyFrom(rgb);
            return;
        }
        for (long i = 0; i < layout.frameBytes(); i += 2) {
            int value = Short.toUnsignedInt(rgb.get(ValueLayout.JAVA_SHORT_UNALIGNED, i));
            samples.set(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) (value >> shift));
        }
    }

    private SwsContext configure(AVFrame frame) throws CodecException {
        int wanted = frame.format() << 16 | frame.colorspace() << 8 | frame.color_range();
        SwsContext known = context;
        if (known != null && configuration == wanted) {
            return known;
        }
        release();
        SwsContext made = swscale.sws_getContext(
                frame.width(),
                frame.height(),
                frame.format(),
                layout.columns(),
                layout.rows(),
                wide ? avutil.AV_PIX_FMT_RGB48LE : avutil.AV_PIX_FMT_RGB24,
                FLAGS,
                null,
                null,
                (DoublePointer) null);
        if (made == null) {
            throw new CodecException("The picture's format cannot be converted to RGB", -1);
        }
        int matrix = frame.colorspace();
        if (matrix == avutil.AVCOL_SPC_UNSPECIFIED) {
            matrix = layout.rows() >= HD_ROWS ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
        }
        IntPointer coefficients = swscale.sws_getCoefficients(matrix);
        int fullRange = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        swscale.sws_setColorspaceDetails(made, coefficients, fullRange, coefficients, 1, 0, 1 << 16, 1 << 16);
        context = made;
        configuration = wanted;
        return made;
    }

    private void release() {
        if (context != null) {
            swscale.sws_freeContext(context);
            context = null;
        }
    }

    @Override
    public void close() {
        release();
        planes.close();
        strides.close();
        pixels.close();
    }
}
