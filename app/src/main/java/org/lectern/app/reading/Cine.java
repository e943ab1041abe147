package org.lectern.app.reading;

/**
 * A film being played: which position is due when. Frames are shown in their order; when painting cannot keep up the
 * film runs slower instead of leaving frames out.
 *
 * @param rate frames a second
 * @param lastNanos when the last frame was due
 */
public record Cine(double rate, long lastNanos) {
    /** Rate where the object recommends none. */
    public static final double DEFAULT_RATE = 15;

    /** Refuses a film that stands still. */
    public Cine {
        if (!(rate > 0 && rate <= 240)) {
            throw new IllegalArgumentException("A film of %s frames a second".formatted(rate));
        }
    }

    /** Whether the next frame is due. */
    public boolean isDue(long nowNanos) {
        return nowNanos - lastNanos >= 1e9 / rate - 2e6;
    }

    /** After showing a frame: the next one is due an interval later, without catching up on what was missed. */
    public Cine shown(long nowNanos) {
        long interval = (long) (1e9 / rate);
        long due = lastNanos + interval;
        return new Cine(rate, nowNanos - due > interval ? nowNanos : due);
    }

    /** At another rate. */
    public Cine withRate(double other) {
        return new Cine(Math.clamp(other, 1, 120), lastNanos);
    }
}
