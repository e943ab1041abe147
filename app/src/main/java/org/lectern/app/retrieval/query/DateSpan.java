package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Days that a study may be of: a preset, counted from today whenever it is asked, or fixed days, both included.
 *
 * @param daysBack first day before today for a preset; negative where days are fixed or do not matter
 * @param until whole days before today on which a preset ends
 */
public record DateSpan(int daysBack, int until, Optional<LocalDate> from, Optional<LocalDate> to) {
    /** Any day. */
    public static final DateSpan ANY = new DateSpan(-1, 0, Optional.empty(), Optional.empty());

    /** Today. */
    public static final DateSpan TODAY = lastDays(0);

    /** Yesterday alone. */
    public static final DateSpan YESTERDAY = new DateSpan(1, 1, Optional.empty(), Optional.empty());

    /** From so many days ago to today and on. */
    public static DateSpan lastDays(int days) {
        return new DateSpan(days, 0, Optional.empty(), Optional.empty());
    }

    /** Fixed days; either end may be open. */
    public static DateSpan between(Optional<LocalDate> from, Optional<LocalDate> to) {
        return new DateSpan(-1, 0, from, to);
    }

    /** The first day. */
    public Optional<LocalDate> first(LocalDate today) {
        return daysBack < 0 ? from : Optional.of(today.minusDays(daysBack));
    }

    /** The last day; a preset that ends today has none, so that clocks that differ hide nothing. */
    public Optional<LocalDate> last(LocalDate today) {
        return daysBack < 0 ? to : until == 0 ? Optional.empty() : Optional.of(today.minusDays(until));
    }

    /** Whether a study of this day belongs; one without a date belongs only where any does. */
    boolean contains(Optional<LocalDate> day, LocalDate today) {
        Optional<LocalDate> first = first(today);
        Optional<LocalDate> last = last(today);
        if (first.isEmpty() && last.isEmpty()) {
            return true;
        }
        return day.isPresent()
                && first.map(date -> !day.get().isBefore(date)).orElse(true)
                && last.map(date -> !day.get().isAfter(date)).orElse(true);
    }

    /** The span as range matching spells it (PS3.4 section C.2.2.2.5); empty for any day. */
    String range(LocalDate today) {
        String from = first(today).map(DateSpan::da).orElse("");
        String to = last(today).map(DateSpan::da).orElse("");
        return from.isEmpty() && to.isEmpty() ? "" : from.equals(to) ? from : from + "-" + to;
    }

    private static String da(LocalDate day) {
        return String.format(Locale.ROOT, "%04d%02d%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }
}
