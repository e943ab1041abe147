package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
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
        int done = 0;
        for (Path file : files()) {
            convert(file, seals);
            done++;
            progress.accept(done);
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

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        List<String> parts = new ArrayList<>(List.of("objects", "incoming", PatientChanges.JOURNAL, Keeper.PINS));
        parts.addAll(Objects.requireNonNull(archive.keyFile()).folders());
        for (String part : parts) {
            Path start = folder.resolve(part).normalize();
            if (Files.exists(start)) {
                try (Stream<Path> walk = Files.walk(start)) {
                    walk.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(HALF))
                            .forEach(found::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return found;
    }

    private void convert(Path file, boolean seals) throws IOException {
        SealedFiles files = Objects.requireNonNull(archive.files());
        Path half = file.resolveSibling(file.getFileName() + HALF);
        disk.delete(half);
        if (files.isSealed(file) == seals) {
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
        disk.move(half, file);
    }
}
