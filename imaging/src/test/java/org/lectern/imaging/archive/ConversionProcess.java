package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A program of its own that encrypts or decrypts an archive and what lies beside it, to be killed. */
public final class ConversionProcess {
    static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    private ConversionProcess() {}

    /** What it does. */
    enum Work {
        ENCRYPT,
        DECRYPT,
        /** Opens it, which goes on with what was interrupted. */
        OPEN
    }

    /** Arguments: what it does, the archive, what lies beside it. Prints a line before each step that it does to the disk. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        List<Path> beside = List.of(arguments).subList(2, arguments.length).stream()
                .map(Path::of)
                .toList();
        Disk disk = new TellingDisk();
        switch (Work.valueOf(arguments[0])) {
            case ENCRYPT -> ArchiveEncryption.encrypt(folder, KEY, beside, done -> {}, disk);
            case DECRYPT -> ArchiveEncryption.decrypt(folder, KEY, done -> {}, disk);
            case OPEN ->
                LocalArchive.open(folder, Optional.of(KEY), disk, InstantSource.system())
                        .close();
        }
        System.out.println("end");
    }

    static Process start(Work work, Path folder, List<Path> beside) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ConversionProcess.class.getName(),
                work.name(),
                folder.toString()));
        beside.forEach(path -> command.add(path.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static final class TellingDisk implements Disk {
        private final Disk disk = new LocalDisk();

        private static void tell(String step) {
            System.out.println(step);
        }

        @Override
        public void makeFolder(Path folder) throws IOException {
            tell("make folder");
            disk.makeFolder(folder);
        }

        @Override
        public Path create(Path file) throws IOException {
            tell("create");
            return disk.create(file);
        }

        @Override
        public long copy(Path source, Path target, CRC32C checksum) throws IOException {
            tell("copy");
            return disk.copy(source, target, checksum);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            tell("write");
            disk.write(file, content);
        }

        @Override
        public void force(Path path) throws IOException {
            tell("force");
            disk.force(path);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            tell("move");
            disk.move(from, to);
        }

        @Override
        public long freeBytes(Path folder) throws IOException {
            return disk.freeBytes(folder);
        }

        @Override
        public void delete(Path file) throws IOException {
            tell("delete");
            disk.delete(file);
        }
    }
}
