package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.Secrecy;
import org.lectern.imaging.archive.StudyEntry;

/** What of a study is here. */
@FunctionalInterface
public interface LocalObjects {
    /** SOP Instance UIDs of the study's objects here, whosever they are. */
    Set<String> instancesOf(String studyUid) throws IOException;

    /** A file of a kept transfer as it can be read: those of an encrypted archive through its key. */
    default Path readable(Path file) {
        return file;
    }

    /** How secret they are, and what is noted about them. */
    default Secrecy secrecy() {
        return Secrecy.NONE;
    }

    /** What the local archive holds. */
    static LocalObjects of(LocalArchive archive) {
        return new ArchiveObjects(archive);
    }

    /** Those of an archive. */
    record ArchiveObjects(LocalArchive archive) implements LocalObjects {
        @Override
        public Set<String> instancesOf(String studyUid) throws IOException {
            Set<String> uids = new HashSet<>();
            for (StudyEntry study : archive.studiesWithUid(studyUid)) {
                for (InstanceEntry instance : archive.instances(study)) {
                    uids.add(instance.sopInstanceUid());
                }
            }
            return uids;
        }

        @Override
        public Secrecy secrecy() {
            return archive.secrecy();
        }

        @Override
        public Path readable(Path file) {
            Path folder = archive.folder();
            boolean isOnDisk = file.getFileSystem().equals(folder.getFileSystem());
            return isOnDisk && file.startsWith(folder) ? archive.sealed(file) : file;
        }
    }
}
