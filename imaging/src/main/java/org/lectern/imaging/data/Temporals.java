package org.lectern.imaging.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * DA, TM, DT and AS (PS3.5 section 6.2), and the older spellings {@code 1999.12.31}, {@code 1999-12-31} and
 * {@code 12:34:56}. What is no date answers empty; missing parts of a time or DT count as their least value.
 */
final class Temporals {
    private static final Pattern DATE = Pattern.compile("(\\d{4})[.\\-/]?(\\d{2})[.\\-/]?(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,9}))?)?)?\\d*");
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4})(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(\\d{2})?(?:\\.(\\d{1,9}))?([+-]\\d{4})?");
    private static final Pattern AGE = Pattern.compile("(\\d{1,3})([DWMY])");

    private Temporals() {}

    static Optional<LocalDate> date(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(parts, 1, 0), number(parts, 2, 1), number(parts, 3, 1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalTime> time(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(timeOf(number(parts, 1, 0), number(parts, 2, 0), number(parts, 3, 0), parts.group(4)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDateTime> dateTime(String text) {
        Matcher parts = DATE_TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(number(parts, 1, 0), number(parts, 2, 1), number(parts, 3, 1));
            LocalTime time = timeOf(number(parts, 4, 0), number(parts, 5, 0), number(parts, 6, 0), parts.group(7));
            return Optional.of(date.atTime(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The offset at the end of a DT, or a value of Timezone Offset From UTC (0008,0201). */
    static Optional<ZoneOffset> offset(String text) {
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        String digits = sign < 0 ? "" : text.substring(sign);
        if (!digits.matches("[+-]\\d{4}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneOffset.of(digits));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Period> age(String text) {
        Matcher parts = AGE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "D" -> Period.ofDays(count);
                    case "W" -> Period.ofWeeks(count);
                    case "M" -> Period.ofMonths(count);
                    default -> Period.ofYears(count);
                });
    }

    /** A leap second is given as the second before it. */
    private static LocalTime timeOf(int hour, int minute, int second, @Nullable String fraction) {
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        return LocalTime.of(hour, minute, Math.min(second, second == 60 ? 59 : second), nanos);
    }

    private static int number(Matcher parts, int group, int absent) {
        String digits = parts.group(group);
        return digits == null ? absent : Integer.parseInt(digits);
    }
}
