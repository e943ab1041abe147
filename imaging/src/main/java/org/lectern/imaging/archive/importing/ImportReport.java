package org.lectern.imaging.archive.importing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an import did.
 *
 * @param alreadyHere objects whose very bytes were in the archive before
 * @param skipped files that are not DICOM
 * @param bytes size of the stored objects
 * @param studyUids studies that the objects belong to, those that were here before too
 * @param refusals what was not taken in; long lists are cut, {@code refused} counts all
 * @param notes irregularities of objects that were taken in, each once
 * @param stopped why the import ended early: cancelled, or the archive could not go on
 */
public record ImportReport(
        long stored,
        long alreadyHere,
        long skipped,
        long refused,
        long bytes,
        Set<String> studyUids,
        List<Refusal> refusals,
        List<String> notes,
        Optional<String> stopped) {
    /** Copies the lists. */
    public ImportReport {
        studyUids = Set.copyOf(studyUids);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** Whether everything that is DICOM is in the archive now. */
    public boolean isComplete() {
        return refused == 0 && stopped.isEmpty();
    }

    /** In one sentence. */
    public String summary() {
        StringBuilder words = new StringBuilder();
        words.append("%d %s imported".formatted(stored, stored == 1 ? "object" : "objects"));
        if (alreadyHere > 0) {
            words.append(", %d here already".formatted(alreadyHere));
        }
        if (skipped > 0) {
            words.append(", %d other %s skipped".formatted(skipped, skipped == 1 ? "file" : "files"));
        }
        if (refused > 0) {
            words.append(", %d refused".formatted(refused));
        }
        stopped.ifPresent(why -> words.append("; stopped: ").append(why));
        return words.toString();
    }
}
