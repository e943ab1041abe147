package org.lectern.rendering.raster;

import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.Voi;

/** Modality values, interpolated or not, to grey pixels: the rest of the pipeline as a table that is fine enough for 8 bits. */
final class Tone {
    private static final int STEPS = 1 << 14;
    private static final double FAR = 1e30;

    /** The modality value that is darkest, which padding takes when its neighbours are interpolated. */
    final float darkest;

    private final float lowest;
    private final float scale;
    private final int[] argb;

    private Tone(float lowest, float scale, int[] argb, float darkest) {
        this.lowest = lowest;
        this.scale = scale;
        this.argb = argb;
        this.darkest = darkest;
    }

    static Tone of(GrayscalePipeline pipeline) {
        double low;
        double high;
        int steps = STEPS;
        switch (pipeline.voi()) {
            case Voi.Window window -> {
                low = window.lower();
                high = window.upper();
            }
            case Voi.Table table -> {
                low = table.table().firstMapped();
                high = table.table().lastMapped();
                steps = Math.max(2, (int) (high - low) + 1);
            }
        }
        float from = (float) low;
        float to = Math.max((float) high, Math.nextUp(from));
        int[] argb = new int[steps];
        for (int i = 0; i < steps; i++) {
            argb[i] = gray(pipeline.display(low + (high - low) * i / (steps - 1)));
        }
        argb[0] = gray(pipeline.display(-FAR));
        argb[steps - 1] = gray(pipeline.display(FAR));
        boolean rising = pipeline.display(-FAR) <= pipeline.display(FAR);
        return new Tone(from, (steps - 1) / (to - from), argb, rising ? from : to);
    }

    static int gray(double display) {
        return 0xFF000000 | GrayscalePipeline.quantise(display, 8) * 0x010101;
    }

    void apply(float[] values, int begin, int end, int[] pixels) {
        for (int i = begin; i < end; i++) {
            pixels[i] = at(values[i]);
        }
    }

    int at(float value) {
        int index = (int) ((value - lowest) * scale + 0.5f);
        return argb[Math.max(0, Math.min(argb.length - 1, index))];
    }
}
