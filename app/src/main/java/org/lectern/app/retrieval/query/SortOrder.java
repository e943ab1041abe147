package org.lectern.app.retrieval.query;

import java.util.Comparator;
import java.util.function.Function;

/**
 * In which order studies are listed.
 *
 * @param isDescending turned around; studies of equal rank stay newest first
 */
public record SortOrder(By by, boolean isDescending) {
    /** Newest first. */
    public static final SortOrder NEWEST = new SortOrder(By.DATE, true);

    private static final Comparator<StudyRow> BY_DATE =
            Comparator.comparingLong(row -> row.shown().moment());

    /** What is compared. */
    public enum By {
        /** Study date and time; no date is oldest. */
        DATE,
        /** Patient's name. */
        NAME,
        /** Patient ID. */
        PATIENT_ID,
        /** Accession number. */
        ACCESSION,
        /** Description. */
        DESCRIPTION,
        /** Modalities. */
        MODALITY,
        /** Number of instances. */
        INSTANCES,
        /** Where it is, what is here first. */
        SITE
    }

    Comparator<StudyRow> comparator() {
        Comparator<StudyRow> chosen = isDescending ? chosen().reversed() : chosen();
        return chosen.thenComparing(BY_DATE.reversed())
                .thenComparing(StudyRow::studyUid)
                .thenComparingLong(StudyRow::id);
    }

    private Comparator<StudyRow> chosen() {
        return switch (by) {
            case DATE -> BY_DATE;
            case NAME -> text(StudyAnswer::patientName);
            case PATIENT_ID -> text(StudyAnswer::patientId);
            case ACCESSION -> text(StudyAnswer::accession);
            case DESCRIPTION -> text(StudyAnswer::description);
            case MODALITY -> text(answer -> String.join(" ", answer.modalities()));
            case INSTANCES -> Comparator.comparingInt(row -> row.instances().orElse(-1));
            case SITE -> text(StudyAnswer::site);
        };
    }

    private static Comparator<StudyRow> text(Function<StudyAnswer, String> text) {
        return Comparator.comparing(row -> text.apply(row.shown()), String.CASE_INSENSITIVE_ORDER);
    }
}
