package org.lectern.app.worklist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the reader has arranged the list.
 *
 * @param places all columns from left to right, each once
 * @param sort by which column rows are ordered
 */
public record Columns(List<Place> places, Sort sort) {
    /** Before anything was changed. */
    public static final Columns INITIAL = new Columns(List.of(), Sort.NEWEST);

    /** One column's place. Width is in px at usual text size. */
    public record Place(Column column, double widthPx, boolean isShown) {
        private static final double NARROWEST = 24;
        private static final double WIDEST = 4000;

        /** Refuses no width, keeps it within bounds. */
        public Place {
            widthPx = widthPx >= NARROWEST && widthPx <= WIDEST ? widthPx : column.width();
        }
    }

    /** The order of rows. */
    public record Sort(Column by, boolean isDescending) {
        /** Newest first. */
        public static final Sort NEWEST = new Sort(Column.WHEN, true);
    }

    /** Adds the columns that are missing, at the end, as they are at first. */
    public Columns {
        List<Place> all = new ArrayList<>();
        Set<Column> seen = EnumSet.noneOf(Column.class);
        for (Place place : places) {
            if (seen.add(place.column())) {
                all.add(place);
            }
        }
        Arrays.stream(Column.values())
                .filter(column -> !seen.contains(column))
                .forEach(column -> all.add(new Place(column, column.width(), column.isUsual())));
        places = List.copyOf(all);
    }

    /** With another order of rows. */
    public Columns withSort(Sort other) {
        return new Columns(places, other);
    }

    /** With a column shown or hidden; the patient's name always stays. */
    public Columns with(Column column, boolean isShown) {
        return new Columns(
                places.stream()
                        .map(place -> place.column() == column
                                ? new Place(column, place.widthPx(), isShown || column == Column.PATIENT)
                                : place)
                        .toList(),
                sort);
    }

    /** A column by the name that files have for it. */
    static Optional<Column> column(String name) {
        return Arrays.stream(Column.values())
                .filter(column -> column.name().equals(name))
                .findFirst();
    }
}
