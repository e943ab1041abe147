package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.lectern.imaging.encryption.KeyFile;
import org.lectern.imaging.encryption.KeyFile.State;
import org.lectern.imaging.encryption.SealBrokenException;
import org.lectern.imaging.encryption.SealedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts an archive in place, or decrypts it. The key file says that it is under way; each file is written anew beside
 * the old one, forced, and moved over it, so that it may be interrupted anywhere and goes on when the archive is opened
 * next. For somebody who is alone with the archive.
 */
record Conversion(Unlocked archive, Path folder, Disk disk) {
    private static final Logger LOG = LoggerFactory.getLogger(Conversion.class);
    private static final String HALF = ".half";

    /** Goes on with what the key file says until it is done. */
    void finish(IntConsumer progress) throws IOException {
        KeyFile keyFile = Objects.requireNonNull(archive.keyFile());
        boolean seals = keyFile.state() == State.SEALING;
        if (seals) {
            Unlocked.writeFormat(folder, Unlocked.SEALED_FORMAT, disk);
        }
        Companions beside = new Companions(folder, keyFile.folders());
        for (Path database : beside.databases()) {
            convertTables(database, seals);
        }
        int done = 0;
        for (Path start : List.of(folder.resolve("objects"), folder.resolve("incoming"))) {
            done = convertAll(filesBelow(start), seals, Path::normalize, done, progress);
        }
        for (String name : List.of(PatientChanges.JOURNAL, Keeper.PINS)) {
            disk.delete(folder.resolve(name + HALF)); // it was being written when the power went
            done = convertAll(List.of(folder.resolve(name)), seals, Path::normalize, done, progress);
        }
        done = convertAll(beside.files(), seals, Path::normalize, done, progress);
        for (Path start : beside.folders()) {
            done = convertAll(filesBelow(start), seals, file -> renamed(file, seals), done, progress);
        }
        new IndexConversion(folder.resolve("index.sqlite"), archive.veil(), disk).run(seals);
        disk.delete(folder.resolve("index.damaged"));
        if (seals) {
            write(keyFile.in(State.SEALED), folder, disk);
        } else {
            Unlocked.writeFormat(folder, Unlocked.PLAIN_FORMAT, disk);
            disk.delete(folder.resolve(Unlocked.KEY_FILE));
        }
        disk.force(folder);
        LOG.info("archive: {} files {}", done, seals ? "encrypted" : "decrypted");
    }

    static void write(KeyFile keyFile, Path folder, Disk disk) throws IOException {
        disk.write(folder.resolve(Unlocked.KEY_FILE), keyFile.bytes());
        disk.force(folder);
    }

    private static List<Path> filesBelow(Path start) throws IOException {
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(start)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(HALF))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Answers how many files are done now. */
    private int convertAll(
            List<Path> files, boolean seals, UnaryOperator<Path> target, int doneBefore, IntConsumer progress)
            throws IOException {
        int done = doneBefore;
        for (Path file : files) {
            if (Files.exists(file)) {
                convert(file, target.apply(file), seals);
                done++;
                progress.accept(done);
            }
        }
        return done;
    }

    private Path renamed(Path file, boolean seals) {
        String name = String.valueOf(file.getFileName());
        Optional<String> opened = SealedName.open(name, archive.veil());
        if (seals) {
            return opened.isPresent() ? file : file.resolveSibling(SealedName.seal(name, archive.veil()));
        }
        return opened.map(file::resolveSibling).orElse(file);
    }

    private void convertTables(Path database, boolean seals) throws IOException {
        if (Files.size(database) == 0) {
            return;
        }
        try {
            if (Index.isSound(database)) {
                new SealedTables(database, archive.veil()).convert(seals);
                return;
            }
        } catch (ArchiveException e) {
            if (!(e.getCause() instanceof SQLException damage && Index.isDamage(damage))) {
                throw e;
            }
        }
        LOG.warn("archive: a damaged {} is set aside", database.getFileName());
        Companions.setAside(database, disk);
    }

    private void convert(Path file, Path target, boolean seals) throws IOException {
        SealedFiles files = Objects.requireNonNull(archive.files());
        boolean keepsName = target.equals(file);
        Path half = target.resolveSibling(target.getFileName() + HALF);
        disk.delete(half);
        if (files.isSealed(file) == seals) {
            if (!keepsName) {
                disk.move(file, target);
            }
            return;
        }
        try {
            if (seals) {
                disk.copy(file, files.over(half), new CRC32C());
            } else {
                disk.copy(files.over(file), half, new CRC32C());
            }
        } catch (SealBrokenException e) {
            LOG.warn("archive: a damaged file stays as it is", e);
            disk.delete(half);
            return;
        }
        disk.force(half);
        disk.move(half, target);
        if (!keepsName) {
            Path parent = target.getParent();
            if (parent != null) {
                disk.force(parent);
            }
            disk.delete(file);
        }
    }
}
