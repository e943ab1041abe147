package org.lectern.imaging.waveform;

/**
 * One channel in physical units.
 *
 * @param label the lead's name, such as {@code V1}
 * @param unit UCUM code of the values, {@code 1} where the object states none
 * @param values one value per sample; NaN where the stored sample is the padding value
 */
public record WaveformChannel(String label, String unit, float[] values) {
    /** Smallest and largest value, NaN ignored; {0, 0} when there is none. */
    public float[] range() {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low > high ? new float[] {0, 0} : new float[] {low, high};
    }
}
