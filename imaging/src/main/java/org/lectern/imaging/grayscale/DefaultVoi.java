package org.lectern.imaging.grayscale;

import java.util.Arrays;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * The VOI transformation to start with when the object names none; the explanation says where it comes from, so that the
 * screen can.
 *
 * <p>CT in Hounsfield units gets a soft-tissue window, samples of 8 bits or fewer without a modality transformation their
 * full range, everything else the range of the frame without its extreme thousandths.
 */
public final class DefaultVoi {
    private static final double TAIL = 0.001;
    private static final int SAMPLES = 1 << 18;

    private DefaultVoi() {}

    /** The default for a frame. */
    public static Voi of(DataSet dataSet, GrayscaleTransforms transforms, FrameSamples samples) {
        ModalityTransform modality = transforms.modality();
        if ("CT".equals(dataSet.text(Tag.Modality).orElse("")) && "HU".equals(modality.unit())) {
            return new Voi.Window(40, 400, Voi.Function.LINEAR, "default for CT");
        }
        int bits = samples.layout().bitsStored();
        if (bits <= 8 && modality.isIdentity() && !samples.layout().signed() && !samples.floating()) {
            return samples.fullRange(modality);
        }
        return ofRange(modality, transforms, samples);
    }

    private static Voi ofRange(ModalityTransform modality, GrayscaleTransforms transforms, FrameSamples samples) {
        long count = (long) samples.rows() * samples.columns();
        long step = Math.max(1, count / SAMPLES);
        if (step > 1 && samples.columns() % step == 0) {
            step++; // else only some columns would be seen
        }
        double[] values = new double[(int) ((count + step - 1) / step)];
        int used = 0;
        for (long i = 0; i < count; i += step) {
            double stored = samples.stored(i * samples.layout().samplesPerPixel());
            if (Double.isFinite(stored)
                    && transforms.padding().filter(p -> p.contains(stored)).isEmpty()) {
                values[used++] = modality.apply(stored);
            }
        }
        if (used == 0) {
            return Voi.Window.spanning(0, 1, "no values");
        }
        Arrays.sort(values, 0, used);
        double lowest = values[(int) (TAIL * (used - 1))];
        double highest = values[(int) Math.ceil((1 - TAIL) * (used - 1))];
        if (!(highest > lowest)) {
            lowest = values[0];
            highest = values[used - 1];
        }
        return Voi.Window.spanning(lowest, highest > lowest ? highest : lowest + 1, "range of the frame");
    }
}
