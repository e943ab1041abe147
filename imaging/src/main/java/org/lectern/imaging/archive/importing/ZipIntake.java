package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Phaser;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The objects in a ZIP archive, each unpacked straight into the batch under a name of the batch's own; what the entries
 * are called is only ever shown.
 */
final class ZipIntake {
    private static final int BUFFER = 1 << 16;

    private final Intake intake;
    private final Workers workers;
    private final Tally tally;
    private final BooleanSupplier ended;

    ZipIntake(Intake intake, Workers workers, Tally tally, BooleanSupplier ended) {
        this.intake = intake;
        this.workers = workers;
        this.tally = tally;
        this.ended = ended;
    }

    /** Whether a file begins like a ZIP archive and, unless the user named it, is called like one. */
    static boolean isZip(Path file, boolean named) {
        try {
            return (named || hasZipName(String.valueOf(file.getFileName()))) && FileKind.of(file) == FileKind.ZIP;
        } catch (IOException e) {
            return false; // reported when it is read as a file
        }
    }

    private static boolean hasZipName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    void take(Path zip) {
        intake.guarded(zip.toString(), () -> take(zip, zip, zip.toString(), new ZipLimits(Files.size(zip)), 1));
    }

    private record Archive(ZipFile zip, Path source, String label, ZipLimits limits, int depth) {}

    private void take(Path file, Path source, String label, ZipLimits limits, int depth) throws IOException {
        if (ZipDirectory.hasEncryptedEntries(file)) {
            tally.refused(new Refusal(
                    label, "the ZIP archive is encrypted", "Unpack it with its password and import the folder"));
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > ZipLimits.MAX_ENTRIES) {
                throw new ZipLimits.Exceeded("the archive has %d entries".formatted(zip.size()));
            }
            Archive archive = new Archive(zip, source, label, limits, depth);
            tally.found(zip.size());
            Phaser entries = new Phaser(1);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (ended.getAsBoolean()) {
                    break;
                }
                entries.register();
                workers.run(() -> {
                    try {
                        take(archive, entry);
                    } finally {
                        tally.seen();
                        entries.arriveAndDeregister();
                    }
                });
            }
            entries.arriveAndAwaitAdvance();
        } catch (IllegalArgumentException e) {
            throw new ZipException("the names in it cannot be read");
        }
    }

    private void take(Archive archive, ZipEntry entry) {
        if (entry.isDirectory() || ended.getAsBoolean()) {
            return;
        }
        String place = archive.label() + " → " + shown(entry.getName());
        intake.guarded(place, () -> {
            try (InputStream in = archive.zip().getInputStream(entry)) {
                byte[] start = in.readNBytes(FileKind.BYTES);
                FileKind kind = FileKind.of(start);
                switch (kind) {
                    case DICOM, PERHAPS_DICOM -> {
                        Path file = unpack(archive, entry, start, in);
                        intake.adopt(file, kind, archive.source(), place);
                    }
                    case ZIP -> nested(archive, entry, place, start, in);
                    default -> tally.skipped();
                }
            }
        });
    }

    private void nested(Archive archive, ZipEntry entry, String place, byte[] start, InputStream in)
            throws IOException {
        if (!hasZipName(entry.getName())) {
            tally.skipped();
            return;
        }
        if (archive.depth() >= ZipLimits.MAX_DEPTH) {
            throw new ZipLimits.Exceeded("a ZIP archive within more than %d others".formatted(ZipLimits.MAX_DEPTH - 1));
        }
        Path file = unpack(archive, entry, start, in);
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            Files.delete(file);
            tally.refused(new Refusal(
                    place,
                    "a ZIP archive within another one cannot be unpacked into an encrypted archive",
                    "Unpack the outer one and import the folder"));
            return;
        }
        try {
            new ZipIntake(intake, Workers.inline(), tally, ended)
                    .take(file, archive.source(), place, archive.limits(), archive.depth() + 1);
        } finally {
            Files.delete(file);
        }
    }

    private Path unpack(Archive archive, ZipEntry entry, byte[] start, InputStream in) throws IOException {
        Path file = intake.batch().newFile();
        boolean whole = false;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            long written = write(archive, entry, out, start, start.length, 0);
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written = write(archive, entry, out, buffer, read, written);
            }
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
        return file;
    }

    private static long write(Archive archive, ZipEntry entry, OutputStream out, byte[] bytes, int length, long before)
            throws IOException {
        archive.limits().count(length, before + length, entry.getCompressedSize());
        out.write(bytes, 0, length);
        return before + length;
    }

    private static String shown(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= 120 ? visible : visible.substring(0, 120) + "…";
    }
}
