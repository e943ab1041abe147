package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.wording.Wording;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts studies on the list of transfers. */
record Orders(LocalArchive archive, Transfers transfers) {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    /** Fetches a study; what failed before is tried anew, not listed twice. Answers the transfer's number. */
    long fetch(ListRow row, Priority priority, Optional<String> site) {
        transfers.list().stream()
                .filter(old -> old.state().isEnd()
                        && old.kind() != TransferRequest.Kind.SEND
                        && old.subject().studyUid().equals(row.study().studyUid())
                        && old.subject().patientId().equals(row.shown().patientId()))
                .forEach(old -> transfers.remove(old.id()));
        Subject subject = new Subject(
                row.study().studyUid(),
                row.shown().patientId(),
                row.shown().issuer(),
                row.shown().patientName(),
                Wording.dated(row.shown().description(), row.shown().date()));
        List<String> sites = site.map(List::of).orElse(row.study().sites());
        return transfers.add(new TransferRequest(
                TransferRequest.Kind.RETRIEVE, subject, sites, priority, List.of(), List.of(), false));
    }

    /**
     * Sends what is here of a study. Waits for the archive.
     *
     * @param isConfirmed whether the site is asked to confirm that it keeps it
     */
    void send(StudyEntry study, String site, boolean isConfirmed) throws IOException {
        List<Path> files = archive.instances(study).stream()
                .filter(entry -> !entry.rejected())
                .map(InstanceEntry::file)
                .toList();
        Subject subject = new Subject(
                study.studyUid(),
                study.patient().id(),
                study.patient().issuer(),
                study.patient().name(),
                Wording.dated(study.description(), study.date()));
        transfers.add(TransferRequest.send(subject, site, files, isConfirmed));
    }

    /** Keeps a study on this computer, or no longer. Answers what became of it, in words. */
    String pin(StudyEntry study, boolean isPinned) {
        try {
            archive.pin(study.studyUid(), isPinned);
            return isPinned ? "This study stays on this computer" : "This study may go when room is needed";
        } catch (IOException e) {
            LOG.error("a study cannot be pinned", e);
            return String.valueOf(e.getMessage());
        }
    }

    /** Whether an entry is the study of a row, of the same patient. */
    static boolean isOf(StudyEntry study, ListRow.Key key) {
        return study.studyUid().equals(key.studyUid())
                && study.patient().id().equals(key.patientId())
                && (study.patient().issuer().equals(key.issuer())
                        || study.patient().issuer().isEmpty()
                        || key.issuer().isEmpty());
    }
}
