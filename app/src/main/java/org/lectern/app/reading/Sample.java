package org.lectern.app.reading;

import java.util.Locale;

/**
 * A value under the pointer.
 *
 * @param column from 0
 * @param row from 0
 * @param value in words, such as {@code -712 HU} or {@code R 12 G 40 B 200}
 */
public record Sample(int column, int row, String value) {
    /** Value and place for the screen. */
    public String caption() {
        return "%s  (%d, %d)".formatted(value, column, row);
    }

    /** A number without needless digits, with its unit. */
    public static String number(double value, String unit) {
        String digits = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Math.abs(value) >= 100
                        ? String.format(Locale.ROOT, "%.1f", value)
                        : Math.abs(value) >= 0.01
                                ? String.format(Locale.ROOT, "%.3f", value)
                                : String.format(Locale.ROOT, "%.3e", value);
        return (unit.isEmpty() ? digits : digits + " " + unit).replace("-", "−");
    }
}
