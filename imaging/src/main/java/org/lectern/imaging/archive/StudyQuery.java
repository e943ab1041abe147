package org.lectern.imaging.archive;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to look for. Empty parts match everything; the parts that are given must all match.
 *
 * <p>Text is compared without regard to case, diacritics and the order of words; {@code mueller} and {@code muller} both
 * find {@code Müller}, and every component group of a name is searched.
 *
 * @param text words that may stand in the name, the ID, the accession number, the description or the date
 * @param modalities one of them must occur in the study
 * @param from first study date
 * @param to last study date
 * @param limit at most so many studies, the newest
 */
public record StudyQuery(
        String text,
        String patientName,
        String patientId,
        String accession,
        String description,
        Set<String> modalities,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        int limit) {
    private static final int LIMIT = 10_000;

    /** Everything, newest first. */
    public static final StudyQuery ALL = of("");

    /** Copies the set. */
    public StudyQuery {
        modalities = Set.copyOf(modalities);
        if (limit < 1) {
            throw new IllegalArgumentException("A query for " + limit + " studies finds nothing");
        }
    }

    /** Studies in which all these words occur somewhere. */
    public static StudyQuery of(String text) {
        return new StudyQuery(text, "", "", "", "", Set.of(), Optional.empty(), Optional.empty(), LIMIT);
    }

    /** The same, for studies with one of these modalities. */
    public StudyQuery withModalities(Set<String> wanted) {
        return new StudyQuery(text, patientName, patientId, accession, description, wanted, from, to, limit);
    }

    /** The same, for studies of these days, both included. */
    public StudyQuery between(Optional<LocalDate> first, Optional<LocalDate> last) {
        return new StudyQuery(text, patientName, patientId, accession, description, modalities, first, last, limit);
    }

    /** The words to be found in this or that part. */
    static List<String> words(String text) {
        return SearchText.words(text);
    }
}
