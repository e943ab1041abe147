package org.lectern.app.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.imaging.archive.StudyEntry;

/**
 * One line of the list: one study of one patient, wherever it lies.
 *
 * @param study what the archives say
 * @param here its entry in the archive of this computer, where something of it is here
 * @param isPinned whether it stays on this computer whatever the limits say
 */
public record ListRow(StudyRow study, Optional<StudyEntry> here, boolean isPinned) {
    /** A row that is not pinned. */
    public ListRow(StudyRow study, Optional<StudyEntry> here) {
        this(study, here, false);
    }

    /** What tells rows apart across searches: the study and whose it is. */
    public record Key(String studyUid, String patientId, String issuer) {
        /** Without patient data. */
        @Override
        public String toString() {
            return "Key[" + studyUid + "]";
        }
    }

    /** What tells this row from others. */
    public Key key() {
        return new Key(study.studyUid(), shown().patientId(), shown().issuer());
    }

    /** The answer that the list shows. */
    public StudyAnswer shown() {
        return study.shown();
    }

    /** Whether this is the study of a key, though its patient's issuer may be known only now. */
    public boolean is(Key key) {
        return study.studyUid().equals(key.studyUid())
                && shown().patientId().equals(key.patientId())
                && (shown().issuer().equals(key.issuer())
                        || shown().issuer().isEmpty()
                        || key.issuer().isEmpty());
    }

    /** What must be checked about whose study this is, one sentence each without a full stop. */
    public List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        here.ifPresent(entry -> cautions.addAll(entry.disagreements()));
        study.warnings().stream()
                .filter(warning -> warning != StudyRow.Warning.COUNTS_DIFFER)
                .sorted()
                .map(StudyRow.Warning::toString)
                .forEach(cautions::add);
        return cautions;
    }

    /** Whether somebody's identity is in doubt, not only incomplete. */
    public boolean isDoubtful() {
        return here.filter(entry -> !entry.disagreements().isEmpty()).isPresent()
                || study.warnings().contains(StudyRow.Warning.OTHER_PATIENT_SAME_STUDY)
                || study.warnings().contains(StudyRow.Warning.PATIENT_DETAILS_DIFFER);
    }

    /** Modalities that anybody tells of, each once. */
    public Set<String> modalities() {
        Set<String> all = new TreeSet<>();
        study.answers().forEach(answer -> all.addAll(answer.modalities()));
        return all;
    }

    /** Images on this computer. */
    public int imagesHere() {
        return here.map(StudyEntry::instanceCount).orElse(0);
    }

    /** The largest number of images that another archive tells. */
    public OptionalInt imagesThere() {
        return study.answers().stream()
                .filter(answer -> !answer.site().equals(Site.HERE))
                .flatMapToInt(answer -> answer.instances().stream())
                .max();
    }

    /** Whether everything that anybody tells of is here. */
    public boolean isWhole() {
        return here.isPresent() && imagesHere() >= imagesThere().orElse(0);
    }

    /** {@code 412}, {@code 412 ✓} where another archive has as many, {@code 96 of 412} where some are missing. */
    public String images() {
        OptionalInt there = imagesThere();
        if (here.isEmpty()) {
            return there.isPresent() ? Integer.toString(there.getAsInt()) : "?";
        }
        if (there.isEmpty()) {
            return Integer.toString(imagesHere());
        }
        return isWhole() ? imagesHere() + " ✓" : imagesHere() + " of " + there.getAsInt();
    }

    /** Where it lies: {@code here · north}. */
    public String where() {
        List<String> places = new ArrayList<>();
        if (here.isPresent()) {
            places.add("here");
        }
        places.addAll(study.sites());
        return String.join(" · ", places);
    }

    /** How it stands with what is here, with what is on its way. */
    public String state(Optional<Arriving> arriving) {
        if (arriving.isPresent()) {
            return arriving.get().shown();
        }
        if (here.isEmpty()) {
            return "not here";
        }
        String place = isWhole() ? "here" : "partly here";
        return isPinned ? place + " · pinned" : place;
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "ListRow[" + study + "]";
    }
}
