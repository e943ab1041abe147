package org.lectern.app.retrieval.query;

import java.util.List;

/**
 * A scheduled step with what has come of it.
 *
 * @param studies its study or studies, as far as they are found
 * @param isOtherPatient whether a study with the step's Study Instance UID is of another patient; it is not among
 *     {@code studies}
 */
public record WorklistEntry(ScheduledStep step, Arrived arrived, List<StudyRow> studies, boolean isOtherPatient) {
    /** How far the images are. */
    public enum Arrived {
        /** Nothing has come. */
        SCHEDULED("Scheduled"),
        /** An archive elsewhere has images. */
        ARRIVED("Arrived"),
        /** The archive of this computer has images. */
        HERE("Here");

        private final String words;

        Arrived(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Copies the list. */
    public WorklistEntry {
        studies = List.copyOf(studies);
    }
}
