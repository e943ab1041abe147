package org.lectern.app.retrieval.query;

import java.util.Set;

/**
 * What to look for. Empty parts match everything; the parts that are given must all match.
 *
 * @param text words that may stand in the name, the ID, the accession number or the description
 * @param patientName words of the name
 * @param patientId the whole ID; {@code *} and {@code ?} stand for what is not known
 * @param issuer who issued the ID; also matches answers that do not say it
 * @param accession the whole number; {@code *} and {@code ?} stand for what is not known
 * @param description words of Study Description
 * @param bodyPart a body region, see {@link BodyRegion}
 * @param modalities one of them must occur in the study
 * @param isFuzzy whether names may match by sound where an archive can (PS3.4 section C.2.2.2.1.1)
 */
public record SearchCriteria(
        String text,
        String patientName,
        String patientId,
        String issuer,
        String accession,
        String description,
        Set<BodyRegion> bodyPart,
        Set<String> modalities,
        DateSpan dates,
        boolean isFuzzy) {
    private static final int LONGEST = 256;

    /** Everything. */
    public static final SearchCriteria ALL =
            new SearchCriteria("", "", "", "", "", "", Set.of(), Set.of(), DateSpan.ANY, false);

    /** Copies the sets and bounds the texts. */
    public SearchCriteria {
        text = bounded(text);
        patientName = bounded(patientName);
        patientId = bounded(patientId);
        issuer = bounded(issuer);
        accession = bounded(accession);
        description = bounded(description);
        bodyPart = Set.copyOf(bodyPart);
        modalities = Set.copyOf(modalities);
    }

    /** Studies in which all these words occur somewhere. */
    public static SearchCriteria of(String text) {
        return ALL.withText(text);
    }

    /** All studies of one patient. */
    public static SearchCriteria ofPatient(String patientId, String issuer) {
        return new SearchCriteria("", "", patientId, issuer, "", "", Set.of(), Set.of(), DateSpan.ANY, false);
    }

    /** The same with other words. */
    public SearchCriteria withText(String words) {
        return new SearchCriteria(
                words, patientName, patientId, issuer, accession, description, bodyPart, modalities, dates, isFuzzy);
    }

    /** The same for other days. */
    public SearchCriteria withDates(DateSpan span) {
        return new SearchCriteria(
                text, patientName, patientId, issuer, accession, description, bodyPart, modalities, span, isFuzzy);
    }

    /** The same for other modalities. */
    public SearchCriteria withModalities(Set<String> wanted) {
        return new SearchCriteria(
                text, patientName, patientId, issuer, accession, description, bodyPart, wanted, dates, isFuzzy);
    }

    /** The same for other body regions. */
    public SearchCriteria withBodyPart(Set<BodyRegion> regions) {
        return new SearchCriteria(
                text, patientName, patientId, issuer, accession, description, regions, modalities, dates, isFuzzy);
    }

    private static String bounded(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "SearchCriteria[" + (equals(ALL) ? "all" : "some") + "]";
    }
}
