package org.lectern.imaging.dicomweb;

import java.util.List;

/**
 * How a search ended.
 *
 * @param answers handed on
 * @param isCutOff whether there are more than the limit
 * @param isFuzzyIgnored whether the server said that it compares names literally
 * @param isPagingIgnored whether the server does not page
 * @param dropped answers that were given twice, or contradict the question
 * @param warnings what else the server warned of, in its words
 */
public record SearchOutcome(
        int answers,
        boolean isCutOff,
        boolean isFuzzyIgnored,
        boolean isPagingIgnored,
        int dropped,
        List<String> warnings) {
    /** Copies the list. */
    public SearchOutcome {
        warnings = List.copyOf(warnings);
    }
}
