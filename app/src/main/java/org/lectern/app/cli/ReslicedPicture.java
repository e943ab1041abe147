package org.lectern.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.Frame;
import org.lectern.rendering.mpr.ReslicePlane;

/** Resliced values to files. */
final class ReslicedPicture {
    private static final int CHUNK = 1 << 16;

    private ReslicedPicture() {}

    static void write(float[] picture, ReslicePlane plane, Frame frame, Path out) throws IOException {
        if (out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            PngFile.write(window(picture, voi(frame, picture)), plane.width(), plane.height(), out);
        } else {
            OutputFile.write(out, partial -> writeRaw(picture, partial));
        }
    }

    private static void writeRaw(float[] picture, Path out) throws IOException {
        try (FileChannel channel = FileChannel.open(out, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK * 4).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < picture.length; from += CHUNK) {
                int count = Math.min(CHUNK, picture.length - from);
                bytes.clear();
                bytes.asFloatBuffer().put(picture, from, count);
                bytes.limit(count * 4);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
    }

    /** The first window of the middle slice, else the usual one for CT, else the range of the picture. */
    private static Voi voi(Frame frame, float[] picture) {
        GrayscaleTransforms transforms = GrayscaleTransforms.of(frame.instance().header(), frame.index());
        if (!transforms.vois().isEmpty()) {
            return transforms.vois().getFirst();
        }
        FrameAttributes attributes = frame.attributes();
        if (attributes.text(Tag.Modality).orElse("").equals("CT")) {
            return Voi.Window.of(40, 400);
        }
        float[] values = new float[picture.length];
        int count = 0;
        for (float value : picture) {
            if (Float.isFinite(value)) {
                values[count++] = value;
            }
        }
        Arrays.sort(values, 0, count);
        return count == 0
                ? Voi.Window.of(0, 1)
                : Voi.Window.spanning(values[count / 1000], values[count - 1 - count / 1000], "range of the picture");
    }

    private static int[] window(float[] picture, Voi voi) {
        int[] argb = new int[picture.length];
        for (int i = 0; i < argb.length; i++) {
            int gray = Float.isNaN(picture[i]) ? 0 : GrayscalePipeline.quantise(voi.apply(picture[i]), 8);
            argb[i] = 0xFF000000 | gray * 0x010101;
        }
        return argb;
    }
}
