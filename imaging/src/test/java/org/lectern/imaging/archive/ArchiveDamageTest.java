package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bars R7 and R8: a damaged index is found and built again; a disk that fails leaves nothing half visible. */
class ArchiveDamageTest {
    private static final int OBJECTS = 30;
    private static final int SEEDS = 100;

    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private Path index() {
        return home().resolve("index.sqlite");
    }

    private void fill() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveBatch batch = archive.batch()) {
            for (int i = 0; i < OBJECTS; i++) {
                batch.add(ArchiveProcess.object(i).write(folder.resolve("in/" + i)));
            }
            batch.commit();
        }
    }

    private void checkRebuilt() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertTrue(
                    archive.notices().stream().anyMatch(notice -> notice.contains("built again from the " + OBJECTS)));
            assertEquals(OBJECTS, archive.verify().instances());
            assertTrue(archive.verify().isSound());
        }
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
        }
    }

    @Test
    void everyFlippedBitOfTheIndexIsFound() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(index());
        byte[] seal = Files.readAllBytes(home().resolve("index.seal"));
        Random random = new Random(8);
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] bad = whole.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(index(), bad);
            Files.write(home().resolve("index.seal"), seal);
            try (LocalArchive archive = LocalArchive.open(home())) {
                assertFalse(archive.notices().isEmpty(), "seed " + seed);
                assertEquals(OBJECTS, archive.verify().instances(), "seed " + seed);
            }
        }
    }

    @Test
    void aTruncatedIndexIsBuiltAgainWithOrWithoutItsSeal() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(index());
        for (int length : new int[] {0, 10, 100, 4096, 5000, whole.length / 2}) {
            Files.write(index(), Arrays.copyOf(whole, length));
            Files.deleteIfExists(home().resolve("index.seal"));
            try (LocalArchive archive = LocalArchive.open(home())) {
                assertEquals(OBJECTS, archive.verify().instances(), "length " + length);
                assertFalse(archive.notices().isEmpty(), "length " + length);
            }
        }
    }

    @Test
    void aSealedIndexMayNotLoseAByte() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(index());
        Files.write(index(), Arrays.copyOf(whole, whole.length - 1));
        checkRebuilt();
    }

    @Test
    void aMissingIndexIsBuiltAgain() throws IOException {
        fill();
        Files.delete(index());
        checkRebuilt();
    }

    @Test
    void anIndexThatIsNoDatabaseIsBuiltAgain() throws IOException {
        fill();
        Files.writeString(index(), "this was a database once");
        checkRebuilt();
    }

    @Test
    void anArchiveFromANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
        fill();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        Files.delete(home().resolve("index.seal"));
        ArchiveException refusal = assertThrows(ArchiveException.class, () -> LocalArchive.open(home()));
        assertTrue(refusal.getMessage().contains("newer Lectern"), refusal.getMessage());
        Files.writeString(home().resolve("FORMAT"), "Lectern archive 7\n");
        refusal = assertThrows(ArchiveException.class, () -> LocalArchive.open(home()));
        assertTrue(refusal.getMessage().contains("format 7"), refusal.getMessage());
        assertEquals("Lectern archive 7\n", Files.readString(home().resolve("FORMAT")));
    }

    @Test
    void anEmptyIndexOfAnOlderVersionIsBroughtUpToDate() throws Exception {
        Files.createDirectories(home());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        fill();
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(OBJECTS, archive.verify().instances());
        }
        assertEquals(Schema.VERSION, Index.version(index()));
    }

    @Test
    void aCommitThatFailsAfterItTookEffectLosesNoFile() throws IOException {
        Path file = ArchiveProcess.object(1).write(folder.resolve("in/1"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            ObjectStore store = ObjectStore.plain(home(), new LocalDisk());
            Commit.Transaction failing = work -> {
                archive.index(work);
                throw new ArchiveException("The archive's index failed.");
            };
            try (ArchiveBatch batch = new ArchiveBatch(archive, store, Origin.IMPORTED, failing)) {
                batch.add(file);
                assertThrows(ArchiveException.class, batch::commit);
            }
            assertEquals(1, archive.verify().instances());
            assertTrue(archive.verify().isSound(), "a listed file was deleted");
        }
    }

    @Test
    void aDiskThatFailsAtAnyStepLeavesNothingHalfVisible() throws IOException {
        int steps = 0;
        boolean failed = true;
        while (failed) {
            Path home = folder.resolve("fails-" + steps);
            FailingDisk disk = FailingDisk.full();
            try (LocalArchive archive = LocalArchive.open(home, disk, InstantSource.system())) {
                disk.failAfter(steps);
                failed = isAddingRefused(archive);
                disk.mend();
                int there = archive.verify().instances();
                assertEquals(failed ? 0 : 5, there, "after step " + steps);
                assertTrue(archive.verify().isSound());
                assertFalse(isAddingRefused(archive), "it goes on when there is room again");
                assertEquals(5, archive.verify().instances());
            }
            steps++;
        }
        assertTrue(steps > 15, "only %d steps were tried".formatted(steps));
    }

    @Test
    void receivingOnADiskThatFailsAtAnyStepLeavesNothingHalfVisible() throws IOException {
        int steps = 0;
        boolean failed = true;
        while (failed) {
            Path home = folder.resolve("receives-" + steps);
            FailingDisk disk = FailingDisk.full();
            int acknowledged;
            try (LocalArchive archive = LocalArchive.open(home, disk, InstantSource.system())) {
                disk.failAfter(steps);
                acknowledged = receive(archive);
                failed = acknowledged < 5;
                disk.mend();
                assertTrue(archive.verify().isSound());
            }
            try (LocalArchive archive = LocalArchive.open(home)) {
                for (int i = 0; i < acknowledged; i++) {
                    assertTrue(
                            archive.instance(ArchiveProcess.sop(i)).isPresent(),
                            "object %d was promised, step %d".formatted(i, steps));
                }
                assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound());
                assertEquals(5, receive(archive), "it goes on when there is room again");
                assertEquals(5, archive.verify().instances());
            }
            steps++;
        }
        assertTrue(steps > 15, "only %d steps were tried".formatted(steps));
    }

    /** Receives five objects, as safely as can be; answers how many were acknowledged before a failure. */
    private static int receive(LocalArchive archive) {
        int acknowledged = 0;
        try (ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.DURABLE, Runnable::run)) {
            for (int i = 0; i < 5; i++) {
                ArchiveReceiverTest.send(receiver, ArchiveProcess.object(i).bytes(), ArchiveProcess.sop(i));
                acknowledged++;
            }
        } catch (IOException e) {
            return acknowledged;
        }
        return acknowledged;
    }

    @Test
    void anArchiveOfTheFirstVersionGoesOnWorking() throws Exception {
        Files.createDirectories(home());
        Schema.migrate(index(), 1);
        TestObject object = ArchiveProcess.object(1);
        byte[] bytes = object.bytes();
        ObjectRecord read =
                ObjectRecord.of(org.lectern.imaging.part10.DicomFile.readHeader(object.write(folder.resolve("in/1"))));
        Path stored = home().resolve(ObjectStore.place(read, Origin.IMPORTED));
        Files.createDirectories(stored.getParent());
        Files.write(stored, bytes);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + index());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO study VALUES (1, '1.2.0', 'id:1', '1', '', 'DOE^Jane', '19610403', 'F',"
                    + " '20261121', '091200', 'A-1', 'CT chest', ' doe jane ', ' doe jane ', ' ct chest ', 5)");
            statement.execute(
                    "INSERT INTO series VALUES (1, 1, '1.2.3.0', 'CT', NULL, '', '', 1, " + bytes.length + ")");
            statement.execute("INSERT INTO instance VALUES (1, 1, '" + ArchiveProcess.sop(1) + "', '1.2', '"
                    + "1.2.840.10008.1.2.1', 1, 1, 1, 1, '" + ObjectStore.place(read, Origin.IMPORTED) + "', "
                    + bytes.length
                    + ", NULL)");
        }
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
            StudyEntry study = archive.studies(StudyQuery.of("jane")).getFirst();
            assertEquals(1, archive.instances(study).size());
            assertEquals(
                    java.util.Set.of(Origin.IMPORTED), archive.keeping(study).origins());
            archive.setLimits(CacheLimits.ofBytes(0));
            assertEquals(0, archive.keepLimits().studies());
            assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound());
        }
        assertEquals(Schema.VERSION, Index.version(index()));
    }

    private boolean isAddingRefused(LocalArchive archive) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (int i = 0; i < 5; i++) {
                batch.add(ArchiveProcess.object(i).write(folder.resolve("in/" + i)));
            }
            batch.commit();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsExplained() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        ArchiveException refusal =
                assertThrows(ArchiveException.class, () -> LocalArchive.open(folder.resolve("file/archive")));
        assertTrue(refusal.getMessage().contains("LECTERN_HOME"), refusal.getMessage());
    }

    @Test
    void anOrphanOfAnInterruptedCommitIsTakenIn() throws IOException {
        fill();
        String place = ObjectStore.place(
                ObjectRecord.of(org.lectern.imaging.part10.DicomFile.readHeader(folder.resolve("in/1"))),
                Origin.IMPORTED);
        try (LocalArchive archive = LocalArchive.open(home())) {
            archive.remove(ArchiveProcess.sop(1));
        }
        Path batch = Files.createDirectories(home().resolve("incoming/left-behind"));
        Files.writeString(batch.resolve(Commit.MANIFEST), place + "\n../../etc/passwd\n");
        Files.copy(folder.resolve("in/1"), home().resolve(place), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(folder.resolve("in/2"), batch.resolve("2.dcm"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(OBJECTS, archive.verify().instances());
            assertTrue(archive.notices().getFirst().contains("1 objects of an interrupted import"));
        }
        try (Stream<Path> left = Files.list(home().resolve("incoming"))) {
            assertEquals(0, left.count());
        }
    }
}
