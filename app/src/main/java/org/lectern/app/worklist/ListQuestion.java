package org.lectern.app.worklist;

import java.util.Optional;
import java.util.Set;
import org.lectern.app.retrieval.query.BodyRegion;
import org.lectern.app.retrieval.query.SearchCriteria;

/**
 * What the reader has asked the list for.
 *
 * @param text words from the search box
 * @param modality empty for all
 * @param region empty for the whole body and what does not say
 * @param scope where to look
 */
public record ListQuestion(String text, Period period, String modality, Optional<BodyRegion> region, Scope scope) {
    /** Everything on this computer. */
    public static final ListQuestion ALL = new ListQuestion("", Period.ANY, "", Optional.empty(), Scope.HERE);

    /** Whether nothing narrows it but the place. */
    public boolean isOpen() {
        return text.isBlank() && period == Period.ANY && modality.isEmpty() && region.isEmpty();
    }

    /** Asked elsewhere. */
    public ListQuestion in(Scope other) {
        return new ListQuestion(text, period, modality, region, other);
    }

    /** As archives are asked. */
    SearchCriteria criteria() {
        return SearchCriteria.of(text)
                .withDates(period.span())
                .withModalities(modality.isEmpty() ? Set.of() : Set.of(modality))
                .withBodyPart(region.map(Set::of).orElse(Set.of()));
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "ListQuestion[" + period + " " + modality + "]";
    }
}
