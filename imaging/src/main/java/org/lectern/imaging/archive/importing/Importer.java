package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.LocalArchive;

/**
 * Takes what people have into the archive: files, folders with all below them, media with a DICOMDIR, ZIP archives. One
 * bad file stops nothing; what was refused is listed with the reason.
 *
 * <p>The given executor runs a task for each file, at most {@value #AT_ONCE} at once, so that the disk can write many to the medium together.
 */
public final class Importer {
    private static final int AT_ONCE = 16;

    private final LocalArchive archive;
    private final ExecutorService executor;

    /** An importer into an archive. */
    public Importer(LocalArchive archive, ExecutorService executor) {
        this.archive = archive;
        this.executor = executor;
    }

    /**
     * Imports, on the calling thread and the executor's, and returns when all is done. What was committed before a
     * cancellation or a failure stays.
     *
     * @param progress told after each file, from any thread, one call at a time
     * @param cancelled asked before each file
     */
    public ImportReport run(List<Path> sources, Consumer<ImportProgress> progress, BooleanSupplier cancelled)
            throws IOException {
        Tally tally = new Tally(progress);
        BooleanSupplier ended = () -> {
            if (cancelled.getAsBoolean()) {
                tally.stopped("cancelled");
            }
            return tally.isStopped();
        };
        for (Path source : sources) {
            count(source, tally, ended);
        }
        tally.counted();
        try (ArchiveBatch batch = archive.batch()) {
            Intake intake = new Intake(batch, tally);
            Workers workers = new Workers(executor, AT_ONCE);
            ZipIntake zips = new ZipIntake(intake, workers, tally, ended);
            for (Path source : sources) {
                if (ended.getAsBoolean()) {
                    break;
                }
                take(source, new Work(intake, zips, workers, tally, ended));
            }
            workers.await();
            intake.commit();
        }
        return tally.report();
    }

    private record Work(Intake intake, ZipIntake zips, Workers workers, Tally tally, BooleanSupplier ended) {
        void file(Path file, boolean named) {
            if (ended.getAsBoolean()) {
                return;
            }
            if (ZipIntake.isZip(file, named)) {
                zips.take(file);
                tally.seen();
            } else {
                workers.run(() -> {
                    intake.take(file, named);
                    tally.seen();
                });
            }
        }
    }

    private static void count(Path source, Tally tally, BooleanSupplier ended) {
        if (Files.isDirectory(source)) {
            FolderScan.walk(source, file -> tally.found(1), refusal -> {}, ended);
        } else {
            tally.found(1);
        }
    }

    private static void take(Path source, Work work) {
        if (Files.isDirectory(source)) {
            takeFolder(source, work);
        } else if (!Files.exists(source)) {
            work.tally().seen();
            work.tally().refused(new Refusal(source.toString(), "does not exist", "Check the name"));
        } else if (!Files.isRegularFile(source)) {
            work.tally().seen();
            work.tally().refused(new Refusal(source.toString(), "is neither a file nor a folder", ""));
        } else if (DicomDirectory.isNamedSo(source)) {
            takeMedium(source, work);
        } else {
            work.file(source, true);
        }
    }

    private static void takeFolder(Path folder, Work work) {
        FolderScan.walk(
                folder,
                file -> {
                    if (DicomDirectory.isNamedSo(file)) {
                        directory(file, work).refusals().forEach(work.tally()::refused);
                    }
                    work.file(file, false);
                },
                work.tally()::refused,
                work.ended());
    }

    /** A DICOMDIR named by the user: what it lists, or all files around it when it lists nothing that is there. */
    private static void takeMedium(Path dicomdir, Work work) {
        DicomDirectory.Contents contents = directory(dicomdir, work);
        work.tally().seen();
        Path folder = dicomdir.toAbsolutePath().getParent();
        if (contents.files().isEmpty() && folder != null) {
            takeFolder(folder, work);
            return;
        }
        contents.refusals().forEach(work.tally()::refused);
        work.tally().found(contents.files().size());
        contents.files().forEach(file -> work.file(file, false));
    }

    private static DicomDirectory.Contents directory(Path dicomdir, Work work) {
        try {
            return DicomDirectory.read(dicomdir);
        } catch (IOException e) {
            work.tally()
                    .refused(new Refusal(
                            dicomdir.toString(),
                            "the directory of the medium cannot be read",
                            "All files beside it are tried instead"));
            return new DicomDirectory.Contents(List.of(), List.of());
        }
    }
}
