package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.ArchiveException;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes single files into a batch and commits it from time to time. Safe for several threads. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int COMMIT_OBJECTS = 256;
    private static final long COMMIT_BYTES = 256L << 20;

    private final ArchiveBatch batch;
    private final Tally tally;

    Intake(ArchiveBatch batch, Tally tally) {
        this.batch = batch;
        this.tally = tally;
    }

    ArchiveBatch batch() {
        return batch;
    }

    /**
     * Takes a file in.
     *
     * @param named whether the user named this very file, and is told when it is not DICOM
     */
    void take(Path file, boolean named) {
        guarded(file.toString(), () -> {
            FileKind kind = FileKind.of(file);
            if (isObject(kind, file.toString(), named)) {
                DicomFile header = header(file, kind);
                if (isToKeep(header, file.toString(), named)) {
                    batch.add(header);
                    done(Files.size(file));
                }
            }
        });
    }

    /** Takes in a file of the batch that holds an entry of a ZIP archive. */
    void adopt(Path file, FileKind kind, Path zip, String place) {
        guarded(place, () -> {
            DicomFile header = header(file, kind);
            if (isToKeep(header, place, false)) {
                long size = Files.size(file);
                batch.adopt(header, zip);
                done(size);
            } else {
                Files.delete(file);
            }
        });
    }

    private void done(long size) throws IOException {
        tally.read(size);
        if (batch.size() >= COMMIT_OBJECTS || batch.bytes() >= COMMIT_BYTES) {
            tally.arrived(batch.commit());
        }
    }

    /** Commits what is left. */
    void commit() {
        guarded("", () -> tally.arrived(batch.commit()));
    }

    /** A step that may fail. */
    interface Step {
        void run() throws IOException;
    }

    /** Runs a step; its failure is a refusal, or the end of the import when the archive itself failed. */
    void guarded(String place, Step step) {
        try {
            step.run();
        } catch (ArchiveException e) {
            LOG.error("import: the archive failed", e);
            tally.stopped(String.valueOf(e.getMessage()));
        } catch (NotDicom e) {
            tally.skipped();
        } catch (IOException e) {
            tally.refused(Reasons.of(place, e));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("import: a file could not be read", e);
            tally.refused(Reasons.of(place, e));
        }
    }

    /** A file that turned out to be something else. */
    private static final class NotDicom extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static DicomFile header(Path file, FileKind kind) throws IOException {
        try {
            return DicomFile.readHeader(file);
        } catch (DicomFormatException e) {
            if (kind == FileKind.PERHAPS_DICOM) {
                throw new NotDicom();
            }
            throw e;
        }
    }

    private boolean isObject(FileKind kind, String place, boolean named) {
        switch (kind) {
            case DICOM, PERHAPS_DICOM -> {
                return true;
            }
            case EMPTY -> {
                if (named || place.toLowerCase(Locale.ROOT).endsWith(".dcm")) {
                    tally.refused(new Refusal(place, "is empty", "Was its copy interrupted? Copy it again"));
                    return false;
                }
            }
            default -> {
                if (named) {
                    tally.refused(new Refusal(
                            place, "is not a DICOM file", "Choose DICOM files, their folder, or a ZIP archive"));
                    return false;
                }
            }
        }
        tally.skipped();
        return false;
    }

    private boolean isToKeep(DicomFile file, String place, boolean named) {
        DataSet data = file.dataSet();
        boolean isDirectory = data.contains(Tag.DirectoryRecordSequence)
                || file.meta()
                        .text(Tag.MediaStorageSOPClassUID)
                        .filter(Uid.MediaStorageDirectoryStorage::equals)
                        .isPresent();
        if (isDirectory) {
            tally.skipped();
            return false;
        }
        boolean isObject = data.contains(Tag.SOPClassUID)
                || data.contains(Tag.SOPInstanceUID)
                || data.contains(Tag.StudyInstanceUID)
                || data.contains(Tag.Modality)
                || data.contains(Tag.Rows);
        if (isObject) {
            return true;
        }
        if (named || !file.meta().isEmpty()) {
            tally.refused(new Refusal(
                    place,
                    "holds none of the attributes by which an object is known",
                    "It may be cut off after its first bytes: copy it again"));
        } else {
            tally.skipped();
        }
        return false;
    }
}
