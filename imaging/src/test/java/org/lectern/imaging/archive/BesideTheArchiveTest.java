package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside an archive and tells something about patients: marks, kept searches, the list of transfers. */
class BesideTheArchiveTest {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final String UID = "1.9.77.1234567890.5";
    private static final String PATIENT = "MUSTERMANN^Anna";
    private static final String PLACE = "/home/anna/" + UID + "/1.dcm";

    @TempDir
    Path folder;

    private Map<String, String> before = Map.of();

    private Path home() {
        return folder.resolve("data/archive");
    }

    private Path marks() {
        return folder.resolve("data/annotations");
    }

    private Path list() {
        return folder.resolve("configuration/list.json");
    }

    private Path transfers() {
        return folder.resolve("data/transfers.sqlite");
    }

    private List<Path> beside() {
        return List.of(marks(), list(), transfers());
    }

    @BeforeEach
    void plainFiles() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveBatch batch = archive.batch()) {
            batch.add(TestObject.of(PATIENT, "ID004711", UID, "1.9.77.2", "1.9.77.3")
                    .write(folder.resolve("in")));
            batch.commit();
        }
        Files.delete(folder.resolve("in"));
        Files.createDirectories(marks());
        Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(marks().resolve(UID + ".json"), "a mark on " + PATIENT);
        Files.writeString(marks().resolve(UID + ".json.new"), "half a mark on " + PATIENT);
        Files.writeString(list(), "a search for " + PATIENT);
        Files.writeString(list().resolveSibling("list.json.new"), "half a search for " + PATIENT);
        Files.writeString(list().resolveSibling("list.json.txt"), "somebody else's");
        Files.writeString(transfers().resolveSibling("transfers.sqlite.aside-1"), "damaged, of " + PATIENT);
        execute(
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE transfer (id INTEGER PRIMARY KEY, patient_name TEXT NOT NULL, words TEXT, total INTEGER)",
                "CREATE TABLE transfer_file (id INTEGER, file TEXT NOT NULL, UNIQUE (id, file))",
                "CREATE TABLE flyway_schema_history (description TEXT)",
                "INSERT INTO flyway_schema_history VALUES ('transfers')");
        for (int i = 0; i < 500; i++) {
            execute("INSERT INTO transfer VALUES (%d, '%s', NULL, %d)".formatted(i, PATIENT, i * i));
        }
        execute("DELETE FROM transfer WHERE id > 3", "INSERT INTO transfer_file VALUES (1, '%s')".formatted(PLACE));
        before = content();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + transfers());
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + transfers());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Every file beside the archive by its name; databases by what is in their tables. */
    private Map<String, String> content() throws Exception {
        Map<String, String> content = new TreeMap<>();
        for (Path file : files()) {
            if (file.startsWith(home()) || file.toString().matches(".*sqlite-(wal|shm)")) {
                continue;
            }
            content.put(
                    folder.relativize(file).toString(),
                    file.equals(transfers())
                            ? column("SELECT id || patient_name || ifnull(words, '-') || total FROM transfer") + ""
                                    + column("SELECT id || file FROM transfer_file")
                            : Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return content;
    }

    private void checkNothingIsPlain() throws IOException {
        for (Path file : files()) {
            String all = folder.relativize(file) + Files.readString(file, StandardCharsets.ISO_8859_1);
            for (String secret : List.of("MUSTERMANN", "Anna", "anna", "ID004711", "1.9.77", "mark on", "search for")) {
                assertFalse(all.contains(secret), secret + " stands in " + folder.relativize(file));
            }
        }
    }

    @Test
    void nothingBesideAnEncryptedArchiveTellsOfAPatient() throws Exception {
        ArchiveEncryption.encrypt(home(), KEY, beside(), done -> {});
        checkNothingIsPlain();
        try (LocalArchive archive = LocalArchive.open(home(), Optional.of(KEY))) {
            Secrecy secrecy = archive.secrecy();
            Path mark = archive.sealed(marks()).resolve(secrecy.fileName(UID + ".json"));
            assertEquals("a mark on " + PATIENT, Files.readString(mark));
            assertEquals("a search for " + PATIENT, Files.readString(archive.sealed(list())));
            assertEquals(
                    PATIENT,
                    secrecy.open(column("SELECT patient_name FROM transfer WHERE id = 3")
                            .getFirst()));
            assertEquals(
                    List.of("1"),
                    column("SELECT id FROM transfer_file WHERE file = '%s'".formatted(secrecy.sealEqual(PLACE))));
            assertEquals(PLACE, secrecy.openEqual(secrecy.sealEqual(PLACE)));
            assertEquals(List.of("9"), column("SELECT total FROM transfer WHERE id = 3"));
            List<String> names = column("SELECT patient_name FROM transfer");
            assertNotEquals(names.get(0), names.get(1), "the same name does not look the same");
            assertEquals(List.of("transfers"), column("SELECT description FROM flyway_schema_history"));
        }
        assertEquals(
                "somebody else's",
                Files.readString(folder.resolve("configuration/list.json.txt")),
                "what is not Lectern's is left alone");
        ArchiveEncryption.decrypt(home(), KEY, done -> {});
        assertEquals(before, content());
    }

    @Test
    void aPlainArchiveKeepsNamesAndValuesAsTheyAre() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertFalse(archive.secrecy().isSealed());
            assertEquals(UID, archive.secrecy().fileName(UID));
            assertEquals(UID, archive.secrecy().seal(UID));
            assertTrue(archive.secrecy().cover(transfers()));
            assertEquals(PATIENT, column("SELECT patient_name FROM transfer").getFirst());
        }
    }

    @Test
    void whatIsInterruptedAnywhereGoesOn() throws Exception {
        int interruptions = 0;
        boolean interrupted = true;
        for (int steps = 0; interrupted; steps++) {
            interrupted = fails(
                    FailingDisk.withoutPowerAfter(steps),
                    disk -> ArchiveEncryption.encrypt(home(), KEY, beside(), done -> {}, disk));
            interruptions += interrupted ? 1 : 0;
            if (ArchiveEncryption.isOn(home())) {
                LocalArchive.open(home(), Optional.of(KEY)).close();
                checkNothingIsPlain();
                boolean stopped = fails(
                        FailingDisk.withoutPowerAfter(steps),
                        disk -> ArchiveEncryption.decrypt(home(), KEY, done -> {}, disk));
                LocalArchive.open(home(), Optional.of(KEY)).close();
                if (stopped && ArchiveEncryption.isOn(home())) {
                    ArchiveEncryption.decrypt(home(), KEY, done -> {});
                }
            }
            assertEquals(before, content(), "after " + steps + " steps");
        }
        assertTrue(interruptions > 20, interruptions + " interruptions were tried");
    }

    private interface Work {
        void on(Disk disk) throws IOException;
    }

    private static boolean fails(Disk disk, Work work) {
        try {
            work.on(disk);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void anArchiveEncryptedByAnOlderLecternIsCoveredWhenItIsOpenedNext() throws Exception {
        ArchiveEncryption.encrypt(home(), KEY, List.of(marks()), done -> {});
        ArchiveEncryption.cover(home(), beside());
        LocalArchive.open(home(), Optional.of(KEY)).close();
        checkNothingIsPlain();
        byte[] keyFile = Files.readAllBytes(home().resolve("archive.key"));
        ArchiveEncryption.cover(home(), beside());
        assertEquals(new String(keyFile, StandardCharsets.UTF_8), Files.readString(home().resolve("archive.key")));
        ArchiveEncryption.decrypt(home(), KEY, done -> {});
        ArchiveEncryption.cover(home(), beside());
        assertFalse(ArchiveEncryption.isOn(home()));
        assertEquals(before, content());
    }

    @Test
    void aDamagedDatabaseIsSetAsideAndSealedWhole() throws Exception {
        Files.writeString(transfers(), "no database, of " + PATIENT);
        ArchiveEncryption.encrypt(home(), KEY, beside(), done -> {});
        checkNothingIsPlain();
        assertFalse(Files.exists(transfers()));
        ArchiveEncryption.decrypt(home(), KEY, done -> {});
        assertEquals(
                "no database, of " + PATIENT, Files.readString(transfers().resolveSibling("transfers.sqlite.aside-2")));
    }

    @Test
    void aDatabaseThatIsMadeLaterOrUnderAnotherKeyIsNoticed() throws Exception {
        Path moved = Files.move(transfers(), folder.resolve("list.sqlite"));
        ArchiveEncryption.encrypt(home(), KEY, beside(), done -> {});
        Files.move(moved, transfers());
        try (LocalArchive archive = LocalArchive.open(home(), Optional.of(KEY))) {
            assertTrue(archive.secrecy().cover(transfers()));
            checkNothingIsPlain();
            String sealed = column("SELECT patient_name FROM transfer").getFirst();
            assertThrows(IOException.class, () -> archive.secrecy().openEqual(sealed));
        }
        assertFalse(Secrecy.NONE.cover(transfers()), "a plain archive cannot open it");
    }
}
