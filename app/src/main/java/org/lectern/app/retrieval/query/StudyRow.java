package org.lectern.app.retrieval.query;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.lectern.app.retrieval.Site;

/**
 * One study of one patient, wherever it lies.
 *
 * @param id stays the same while the search goes on, whoever answers later
 * @param shown the answer that the list shows: the local archive's, else the first site's in the order of the search
 * @param answers all that is said about it, each site once, the local archive first
 * @param warnings what the reader must know about it
 */
public record StudyRow(long id, StudyAnswer shown, List<StudyAnswer> answers, Set<Warning> warnings) {
    /** What the archives do not agree on. */
    public enum Warning {
        /** Another patient has a study with the same UID. */
        OTHER_PATIENT_SAME_STUDY("Another patient's study has the same Study Instance UID"),
        /** Name, birth date or sex differ between the sites. */
        PATIENT_DETAILS_DIFFER("The archives differ in the patient's name, birth date or sex"),
        /** Sites hold different numbers of instances. */
        COUNTS_DIFFER("The archives hold different numbers of images"),
        /** There is no Patient ID. */
        NO_PATIENT_ID("The study has no Patient ID"),
        /** It is joined with the others by ID alone, because a site does not say who issued it. */
        ISSUER_UNKNOWN("An archive does not say who issued the Patient ID");

        private final String words;

        Warning(String words) {
            this.words = words;
        }

        /** A sentence without a full stop. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Copies the collections. */
    public StudyRow {
        answers = List.copyOf(answers);
        warnings = Set.copyOf(warnings);
    }

    /** Its Study Instance UID. */
    public String studyUid() {
        return shown.studyUid();
    }

    /** Whether the archive of this computer holds something of it. */
    public boolean isHere() {
        return answers.stream().anyMatch(answer -> answer.site().equals(Site.HERE));
    }

    /** Names of the sites that hold it, in the order of the search. */
    public List<String> sites() {
        return answers.stream()
                .map(StudyAnswer::site)
                .filter(site -> !site.equals(Site.HERE))
                .toList();
    }

    /** The largest number of instances that anyone tells. */
    public OptionalInt instances() {
        return answers.stream()
                .flatMapToInt(answer -> answer.instances().stream())
                .max();
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "StudyRow[%d %s %s]".formatted(id, studyUid(), warnings);
    }
}
