package org.lectern.rendering.raster;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.ModalityTransform;

/** Grey samples. What 16 bits can hold goes through tables, wider samples through the pipeline itself. */
final class GraySource implements Source {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final FrameSamples samples;
    private final GrayscalePipeline pipeline;
    private final Tone tone;
    private final int stride;
    private final boolean isPlain;
    private final float[] modalityByRaw; // empty for wide samples
    private final int[] argbByRaw;

    private GraySource(RasterImage.Gray image, Tone tone, float[] modalityByRaw, int[] argbByRaw) {
        this.samples = image.samples();
        this.pipeline = image.pipeline();
        this.stride = samples.layout().samplesPerPixel();
        this.tone = tone;
        this.isPlain = isPlain(samples, pipeline);
        this.modalityByRaw = modalityByRaw;
        this.argbByRaw = argbByRaw;
    }

    /** A source to interpolate from, or one whose pixels are shown as they are. */
    static GraySource of(RasterImage.Gray image, boolean interpolated) {
        Tone tone = Tone.of(image.pipeline());
        int bits = image.samples().layout().bitsAllocated();
        int patterns = bits <= 16 ? 1 << bits : 0;
        float[] modality = new float[interpolated ? patterns : 0];
        int[] argb = new int[interpolated ? 0 : patterns];
        for (int raw = 0; raw < patterns; raw++) {
            double stored = FrameSamples.storedOf(image.samples().layout(), raw);
            if (interpolated) {
                modality[raw] = modality(image.pipeline(), tone, stored);
            } else {
                argb[raw] = Tone.gray(image.pipeline().displayOfStored(stored));
            }
        }
        return new GraySource(image, tone, modality, argb);
    }

    /** Whether 16-bit samples are stored values but for bits above, with at most a rescale. */
    private static boolean isPlain(FrameSamples samples, GrayscalePipeline pipeline) {
        return samples.layout().bitsAllocated() == 16
                && samples.layout().highBit() == samples.layout().bitsStored() - 1
                && pipeline.padding().isEmpty()
                && pipeline.modality() instanceof ModalityTransform.Rescale;
    }

    private static float modality(GrayscalePipeline pipeline, Tone tone, double stored) {
        return Double.isNaN(stored) || pipeline.isPadding(stored)
                ? tone.darkest
                : (float) pipeline.modality().apply(stored);
    }

    @Override
    public int rows() {
        return samples.rows();
    }

    @Override
    public int columns() {
        return samples.columns();
    }

    @Override
    public int planes() {
        return 1;
    }

    @Override
    public void readLine(boolean column, int line, float[][] planes) {
        float[] into = planes[0];
        int length = column ? rows() : columns();
        long step = column ? (long) columns() * stride : stride;
        long at = column ? (long) line * stride : (long) line * columns() * stride;
        MemorySegment memory = samples.samples();
        if (samples.layout().bitsAllocated() == 16) {
            for (int i = 0; i < length; i++) {
                into[i] = modalityByRaw[memory.get(SHORT, (at + i * step) * 2) & 0xFFFF];
            }
        } else if (samples.layout().bitsAllocated() == 8) {
            for (int i = 0; i < length; i++) {
                into[i] = modalityByRaw[memory.get(ValueLayout.JAVA_BYTE, at + i * step) & 0xFF];
            }
        } else {
            for (int i = 0; i < length; i++) {
                into[i] = value(at + i * step);
            }
        }
    }

    @Override
    public void addLine(boolean column, int line, float weight, float[][] planes) {
        float[] into = planes[0];
        int length = column ? rows() : columns();
        long step = column ? (long) columns() * stride : stride;
        long at = column ? (long) line * stride : (long) line * columns() * stride;
        if (isPlain && step == 1 && pipeline.modality() instanceof ModalityTransform.Rescale rescale) {
            addPlain(at, length, (float) (weight * rescale.slope()), (float) (weight * rescale.intercept()), into);
        } else if (samples.layout().bitsAllocated() == 16) {
            MemorySegment memory = samples.samples();
            for (int i = 0; i < length; i++) {
                into[i] += weight * modalityByRaw[memory.get(SHORT, (at + i * step) * 2) & 0xFFFF];
            }
        } else {
            for (int i = 0; i < length; i++) {
                into[i] += weight * value(at + i * step);
            }
        }
    }

    /** Without a table, so that the loop can be vectorised. */
    private void addPlain(long at, int length, float factor, float summand, float[] into) {
        MemorySegment memory = samples.samples();
        int shift = 32 - samples.layout().bitsStored();
        if (samples.layout().signed()) {
            for (int i = 0; i < length; i++) {
                into[i] += factor * (memory.get(SHORT, (at + i) * 2) << shift >> shift) + summand;
            }
        } else {
            int mask = -1 >>> shift;
            for (int i = 0; i < length; i++) {
                into[i] += factor * (memory.get(SHORT, (at + i) * 2) & mask) + summand;
            }
        }
    }

    @Override
    public float value(int plane, int column, int row) {
        return value(((long) row * columns() + column) * stride);
    }

    private float value(long index) {
        return modalityByRaw.length > 0
                ? modalityByRaw[samples.raw(index)]
                : modality(pipeline, tone, samples.stored(index));
    }

    @Override
    public void finish(float[][] planes, int begin, int end, int[] argb) {
        tone.apply(planes[0], begin, end, argb);
    }

    @Override
    public int exact(int column, int row) {
        long index = ((long) row * columns() + column) * stride;
        if (argbByRaw.length > 0) {
            return argbByRaw[samples.raw(index)];
        }
        double stored = samples.stored(index);
        return Double.isNaN(stored) ? RasterScene.BLACK : Tone.gray(pipeline.displayOfStored(stored));
    }
}
