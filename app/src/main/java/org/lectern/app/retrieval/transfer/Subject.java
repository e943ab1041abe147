package org.lectern.app.retrieval.transfer;

/**
 * Whose study it is, as the reader chose it; arrivals of any other patient are told apart by ID and issuer.
 *
 * @param issuer empty when unknown
 * @param description what the list shows
 */
public record Subject(String studyUid, String patientId, String issuer, String patientName, String description) {
    /** A study of which nothing else is known. */
    public static Subject ofStudy(String studyUid) {
        return new Subject(studyUid, "", "", "", "");
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "Subject[" + studyUid + "]";
    }
}
