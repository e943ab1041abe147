package org.lectern.app.worklist;

import java.util.ArrayList;
import java.util.List;

/**
 * How one reader uses the list.
 *
 * @param saved searches by name, in the order of their keys
 * @param scope where it looked last
 * @param asksAfterPause whether archives elsewhere are asked as soon as the reader stops typing, not only on Ctrl+Enter
 */
public record ListHabits(Columns columns, List<SavedSearch> saved, Scope scope, boolean asksAfterPause) {
    /** Before anything was changed. */
    public static final ListHabits INITIAL = new ListHabits(Columns.INITIAL, List.of(), Scope.HERE, true);

    private static final int MOST_SAVED = 50;

    /** Copies the list. */
    public ListHabits {
        saved = List.copyOf(saved.subList(0, Math.min(MOST_SAVED, saved.size())));
    }

    /** With other columns. */
    public ListHabits withColumns(Columns other) {
        return new ListHabits(other, saved, scope, asksAfterPause);
    }

    /** With another place to look. */
    public ListHabits withScope(Scope other) {
        return new ListHabits(columns, saved, other, asksAfterPause);
    }

    /** With nodes asked after a pause or not. */
    public ListHabits withAsksAfterPause(boolean asks) {
        return new ListHabits(columns, saved, scope, asks);
    }

    /** With a search kept; it takes the place of the one with its name. */
    public ListHabits with(SavedSearch search) {
        List<SavedSearch> all = new ArrayList<>(saved);
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            at = all.get(i).name().equalsIgnoreCase(search.name()) ? i : at;
        }
        if (at >= 0) {
            all.set(at, search);
        } else {
            all.add(search);
        }
        return new ListHabits(columns, all, scope, asksAfterPause);
    }

    /** Without the search of a name. */
    public ListHabits without(String name) {
        return new ListHabits(
                columns,
                saved.stream()
                        .filter(search -> !search.name().equalsIgnoreCase(name))
                        .toList(),
                scope,
                asksAfterPause);
    }
}
