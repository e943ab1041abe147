package org.lectern.imaging.grayscale;

import java.util.Optional;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * Stored value → modality → VOI → presentation → P-Value (PS3.4 Annex N), in double precision and quantised once, by
 * whoever asks for a display value of so many bits.
 *
 * @param inverted whether the reader asked for the negative, after everything else
 * @param padding stored values that are shown as black whatever the rest says
 */
public record GrayscalePipeline(
        ModalityTransform modality,
        Voi voi,
        PresentationTransform presentation,
        boolean inverted,
        Optional<PixelPadding> padding) {

    /** The same with another VOI transformation. */
    public GrayscalePipeline withVoi(Voi other) {
        return new GrayscalePipeline(modality, other, presentation, inverted, padding);
    }

    /** The same, as a negative or not. */
    public GrayscalePipeline withInverted(boolean negative) {
        return new GrayscalePipeline(modality, voi, presentation, negative, padding);
    }

    /** The P-Value, from 0 for black to 1 for white, of a modality value. */
    public double display(double modalityValue) {
        double value = presentation.apply(voi.apply(modalityValue));
        return inverted ? 1 - value : value;
    }

    /** The P-Value of a stored value; 0 for padding. */
    public double displayOfStored(double stored) {
        return isPadding(stored) ? 0 : display(modality.apply(stored));
    }

    /** Whether a stored value is padding. */
    public boolean isPadding(double stored) {
        return padding.isPresent() && padding.get().contains(stored);
    }

    /** A display value of {@code bits} bits for a stored value. */
    public int quantised(double stored, int bits) {
        return quantise(displayOfStored(stored), bits);
    }

    /** A P-Value in {@code bits} bits, rounded half up. */
    public static int quantise(double display, int bits) {
        return (int) Math.floor(display * ((1 << bits) - 1) + 0.5);
    }

    /**
     * The whole pipeline as one table, for samples of at most 16 bits.
     *
     * @param outputBits of a display value, 1 to 16
     */
    public DisplayTable compile(PixelLayout layout, int outputBits) {
        if (layout.bitsAllocated() > 16) {
            throw new IllegalArgumentException("No table for samples of " + layout.bitsAllocated() + " bits");
        }
        char[] entries = new char[1 << layout.bitsAllocated()];
        for (int raw = 0; raw < entries.length; raw++) {
            entries[raw] = (char) quantised(FrameSamples.storedOf(layout, raw), outputBits);
        }
        return new DisplayTable(outputBits, entries);
    }
}
