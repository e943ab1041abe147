package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;

/** What of a study is here. */
@FunctionalInterface
public interface LocalObjects {
    /** SOP Instance UIDs of the study's objects here, whosever they are. */
    Set<String> instancesOf(String studyUid) throws IOException;

    /** What the local archive holds. */
    static LocalObjects of(LocalArchive archive) {
        return studyUid -> {
            Set<String> uids = new HashSet<>();
            for (StudyEntry study : archive.studiesWithUid(studyUid)) {
                for (InstanceEntry instance : archive.instances(study)) {
                    uids.add(instance.sopInstanceUid());
                }
            }
            return uids;
        };
    }
}
