package org.lectern.app.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.PatientIdentity;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one exam in the local archive, read again whenever they may have become more or fewer; each header is
 * read once. One thread at a time.
 *
 * <p>What is shown is one patient's study: the one that has most objects when the exam is first read. Objects that name
 * the patient otherwise never join it later.
 */
public final class ExamContents {
    private static final Logger LOG = LoggerFactory.getLogger(ExamContents.class);

    private final LocalArchive archive;
    private final StudyEntry entry;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Set<String> rejected = new HashSet<>();
    private final Map<String, Long> unreadable = new LinkedHashMap<>();
    private Optional<PatientIdentity> patient = Optional.empty();
    private int withdrawn;

    /** An exam of which nothing has been read. */
    public ExamContents(LocalArchive archive, StudyEntry entry) {
        this.archive = archive;
        this.entry = entry;
    }

    /**
     * What there is now.
     *
     * @param study empty when none of the objects can be shown
     * @param unreadable objects whose files cannot be read
     * @param apart objects whose header names the patient otherwise than the rest
     * @param rejected SOP Instance UIDs of those that were rejected for quality and are shown all the same, crossed out
     * @param withdrawn objects that were there before and have been taken away since
     * @param isPatientChanged whether the archive lists the exam under other data of the patient than when it was opened:
     *     merged or corrected (IHE PIR)
     */
    public record State(
            Optional<Study> study,
            int unreadable,
            int apart,
            Set<String> rejected,
            int withdrawn,
            boolean isPatientChanged) {
        /** Copies the set. */
        public State {
            rejected = Set.copyOf(rejected);
        }
    }

    /**
     * Reads what has come and forgets what has gone.
     *
     * @param progress told from time to time how many objects have been read
     * @param ended asked before each object; once true, nothing is answered
     */
    public Optional<State> read(IntConsumer progress, BooleanSupplier ended) throws IOException {
        List<InstanceEntry> entries = archive.instances(entry);
        forgetMissing(entries);
        rejected.clear();
        entries.stream()
                .filter(InstanceEntry::rejected)
                .map(InstanceEntry::sopInstanceUid)
                .forEach(rejected::add);
        int done = 0;
        for (InstanceEntry object : entries) {
            if (ended.getAsBoolean()) {
                return Optional.empty();
            }
            read(object);
            if (++done % 50 == 0) {
                progress.accept(done);
            }
        }
        return Optional.of(state());
    }

    private void read(InstanceEntry object) {
        String uid = object.sopInstanceUid();
        if (instances.containsKey(uid) || Long.valueOf(object.id()).equals(unreadable.get(uid))) {
            return;
        }
        try {
            instances.put(uid, Instance.of(DicomFile.readHeader(object.file())));
            unreadable.remove(uid);
        } catch (IOException e) {
            unreadable.put(uid, object.id());
            LOG.warn("an object of an exam cannot be read", e);
        }
    }

    private void forgetMissing(List<InstanceEntry> entries) {
        List<String> there = entries.stream().map(InstanceEntry::sopInstanceUid).toList();
        int before = instances.size();
        instances.keySet().retainAll(new HashSet<>(there));
        unreadable.keySet().retainAll(new HashSet<>(there));
        withdrawn += before - instances.size();
    }

    private State state() throws IOException {
        List<Study> studies = new ArrayList<>(StudyTree.of(instances.values()).studies());
        Optional<Study> shown = studies.stream()
                .filter(study -> patient.isEmpty() || patient.get().equals(PatientIdentity.of(study.header())))
                .max(Comparator.comparingInt(ExamContents::size));
        if (patient.isEmpty()) {
            patient = shown.map(study -> PatientIdentity.of(study.header()));
        }
        int apart = instances.size() - shown.map(ExamContents::size).orElse(0);
        return new State(shown, unreadable.size(), apart, rejected, withdrawn, isPatientChanged());
    }

    private boolean isPatientChanged() throws IOException {
        return archive.studiesWithUid(entry.studyUid()).stream()
                .noneMatch(now -> now.patient().equals(entry.patient()));
    }

    private static int size(Study study) {
        return study.series().stream()
                .mapToInt(series -> series.instances().size())
                .sum();
    }
}
