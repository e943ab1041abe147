package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.ConversionProcess.Work;

/**
 * The bar R6 for encrypting and decrypting: a process that is killed while it converts an archive loses nothing, and the
 * next opening finishes what it began. {@code -Dlectern.kills=100} kills a hundred times.
 */
class ConversionCrashTest {
    private static final int KILLS = Integer.getInteger("lectern.kills", 10);
    private static final int SEED = 20261125;
    private static final int OBJECTS = 30;
    private static final int TABLES_AND_INDEX = 8;
    private static final String NAME = "DOE^Jane";
    private static final String MARKS = "marks of the study 1.2.0 of " + NAME;

    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private Path marks() {
        return folder.resolve("annotations");
    }

    private Path transfers() {
        return folder.resolve("transfers.sqlite");
    }

    private List<Path> beside() {
        return List.of(marks(), folder.resolve("list.json"), transfers());
    }

    @BeforeEach
    void anArchive() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveBatch batch = archive.batch()) {
            for (int i = 0; i < OBJECTS; i++) {
                batch.add(ArchiveProcess.object(i).write(folder.resolve("in.dcm")));
            }
            batch.commit();
        }
        Files.delete(folder.resolve("in.dcm"));
        Files.createDirectories(marks());
        Files.writeString(marks().resolve("1.2.0.json"), MARKS);
        Files.writeString(folder.resolve("list.json"), NAME);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + transfers());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE transfer (id INTEGER PRIMARY KEY, patient_name TEXT)");
            statement.execute("INSERT INTO transfer VALUES (7, '%s')".formatted(NAME));
        }
    }

    @Test
    void aConversionThatIsKilledAnywhereLosesNothingAndIsFinishedByTheNextOpening() throws Exception {
        Random random = new Random(SEED);
        int[] steps = {
            linesOf(ConversionProcess.start(Work.ENCRYPT, home(), beside()), Integer.MAX_VALUE),
            linesOf(ConversionProcess.start(Work.DECRYPT, home(), beside()), Integer.MAX_VALUE)
        };
        checkAll("without a kill", false);
        int interrupted = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            boolean seals = !ArchiveEncryption.isOn(home());
            int line = line(random, steps[seals ? 0 : 1]);
            String where =
                    "kill %d at step %d of %s, seed %d".formatted(kill, line, seals ? "sealing" : "opening", SEED);
            linesOf(ConversionProcess.start(seals ? Work.ENCRYPT : Work.DECRYPT, home(), beside()), line);
            interrupted += isUnfinished() ? 1 : 0;
            if (isUnfinished() && random.nextBoolean()) { // and whoever goes on is killed as well
                linesOf(ConversionProcess.start(Work.OPEN, home(), List.of()), line(random, steps[seals ? 0 : 1] / 2));
            }
            boolean began = isUnfinished() || ArchiveEncryption.isOn(home()) == seals;
            LocalArchive.open(home(), Optional.of(ConversionProcess.KEY)).close();
            assertFalse(isUnfinished(), where);
            assertEquals(seals == began, ArchiveEncryption.isOn(home()), where);
            checkAll(where, ArchiveEncryption.isOn(home()));
        }
        assertTrue(interrupted >= KILLS / 2, "only %d of %d were killed half way".formatted(interrupted, KILLS));
    }

    /** Mostly anywhere; now and then where tables (begin) and index (end) are converted. */
    private static int line(Random random, int steps) {
        return switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(TABLES_AND_INDEX);
            case 1 -> Math.max(1, steps - random.nextInt(TABLES_AND_INDEX));
            default -> 1 + random.nextInt(steps);
        };
    }

    private boolean isUnfinished() throws IOException {
        Path file = home().resolve("archive.key");
        return Files.exists(file) && !Files.readString(file).contains("\nSEALED\n");
    }

    /** Kills the process when it has told of so many steps; answers of how many it told in all. */
    private static int linesOf(Process process, int until) throws Exception {
        int lines = 0;
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                if (lines == until) {
                    process.toHandle().destroyForcibly(); // SIGKILL; leaves what it has told to be read
                }
            }
        }
        process.waitFor();
        assertTrue(lines > 0, "it did not begin");
        return lines;
    }

    private void checkAll(String where, boolean sealed) throws Exception {
        try (LocalArchive archive = LocalArchive.open(home(), Optional.of(ConversionProcess.KEY))) {
            assertEquals(sealed, archive.isEncrypted(), where);
            for (int i = 0; i < OBJECTS; i++) {
                InstanceEntry instance =
                        archive.instance(ArchiveProcess.sop(i)).orElseThrow(() -> new AssertionError(where));
                assertArrayEquals(ArchiveProcess.object(i).bytes(), Files.readAllBytes(instance.file()), where);
            }
            assertEquals(OBJECTS, archive.verify().instances(), where);
            assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound(), where);
            assertEquals(
                    OBJECTS,
                    archive.studies(StudyQuery.of("doe")).stream()
                            .mapToInt(StudyEntry::instanceCount)
                            .sum(),
                    where);
            Secrecy secrecy = archive.secrecy();
            assertEquals(
                    MARKS, Files.readString(archive.sealed(marks()).resolve(secrecy.fileName("1.2.0.json"))), where);
            assertEquals(NAME, Files.readString(archive.sealed(folder.resolve("list.json"))), where);
            assertEquals(NAME, secrecy.open(nameInTable()), where);
        }
        checkFiles(where, sealed);
    }

    private String nameInTable() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + transfers());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT patient_name FROM transfer WHERE id = 7")) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }

    private void checkFiles(String where, boolean sealed) throws IOException {
        int objects = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects += file.startsWith(home().resolve("objects")) ? 1 : 0;
                boolean isHalf =
                        file.toString().endsWith(".half") && !file.getParent().equals(home());
                assertFalse(isHalf, () -> where + ": " + file + " was left");
                String bytes = folder.relativize(file) + Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(
                        sealed && (bytes.contains(NAME) || bytes.contains("1.2.3.4.") || bytes.contains("1.2.0")),
                        () -> where + ": " + file + " is plain");
            }
        }
        assertEquals(OBJECTS, objects, where + ": every stored file is in the index");
        try (Stream<Path> files = Files.list(marks())) {
            assertEquals(1, files.count(), where);
        }
    }
}
