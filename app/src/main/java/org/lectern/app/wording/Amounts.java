package org.lectern.app.wording;

import java.time.Duration;
import java.util.Locale;

/** How numbers of things, rates and times are written. */
public final class Amounts {
    private static final long MANY_MINUTES = 90;

    private Amounts() {}

    /** {@code 1 image}, {@code 412 images}. */
    public static String of(long count, String thing) {
        return count == 1 ? "1 " + thing : String.format(Locale.ROOT, "%d %s", count, plural(thing));
    }

    private static String plural(String thing) {
        if (thing.endsWith("y")) {
            return thing.substring(0, thing.length() - 1) + "ies";
        }
        return thing.endsWith("series") ? thing : thing + "s";
    }

    /** {@code 12 MB/s}. */
    public static String rate(long bytesPerSecond) {
        return Wording.size(bytesPerSecond) + "/s";
    }

    /** {@code 40 s}, {@code 3 min}, {@code 2 h}. */
    public static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < MANY_MINUTES) {
            return Math.max(1, seconds) + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < MANY_MINUTES ? minutes + " min" : Math.round(minutes / 60.0) + " h";
    }

    /** {@code 96 %}: rounded down, so that 100 % means all. */
    public static String percent(long part, long whole) {
        return whole <= 0 ? "" : Math.min(100, 100 * part / whole) + " %";
    }
}
