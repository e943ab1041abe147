package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;
import org.lectern.imaging.network.NetworkException;

class KeepingLimitsTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final InstantSource clock = () -> now;

    @AfterEach
    void end() {
        io.close();
    }

    private Path home() {
        return folder.resolve("archive");
    }

    private LocalArchive open() throws IOException {
        return LocalArchive.open(home(), new LocalDisk(), clock);
    }

    /** One study per number, an hour later each; all files are of one size. */
    private long receive(LocalArchive archive, Promise promise, int... numbers) throws IOException {
        long bytes = 0;
        for (int number : numbers) {
            now = now.plus(Duration.ofHours(1));
            byte[] object = object(number).bytes();
            bytes = object.length;
            try (ArchiveReceiver receiver = archive.receive(promise, io)) {
                ArchiveReceiverTest.send(receiver, object, sop(number));
            }
        }
        return bytes;
    }

    private static TestObject object(int number) {
        return TestObject.of("DOE^Jane", "1", "1.5." + number, "1.5.3." + number, sop(number))
                .pixels(5000, number);
    }

    private static String sop(int number) {
        return "1.5.3.4." + number;
    }

    private static StudyEntry study(LocalArchive archive, int number) throws IOException {
        return archive.studiesWithUid("1.5." + number).getFirst();
    }

    private static boolean has(LocalArchive archive, int number) throws IOException {
        return archive.instance(sop(number)).isPresent();
    }

    private static CacheLimits atMost(long bytes) {
        return new CacheLimits(OptionalLong.of(bytes), 0.75, Optional.empty(), Set.of(Origin.FETCHED), 0);
    }

    @Test
    void theLongestUnusedGoFirstDownToTheLowWaterMark() throws IOException {
        try (LocalArchive archive = open()) {
            long one = receive(archive, Promise.FETCHED, 1, 2, 3, 4, 5);
            now = now.plus(Duration.ofHours(1));
            archive.open(study(archive, 1)).close(); // now the newest
            Path file = archive.instance(sop(2)).orElseThrow().file();
            archive.setLimits(atMost(4 * one));
            Eviction eviction = archive.keepLimits();
            assertEquals(new Eviction(2, 2, 2 * one, 0), eviction, "five down to three quarters of four");
            assertTrue(has(archive, 1) && has(archive, 4) && has(archive, 5));
            assertFalse(has(archive, 2) || has(archive, 3));
            assertFalse(Files.exists(file));
            assertEquals(3 * one, archive.bytes());
            assertEquals(Eviction.NOTHING, archive.keepLimits());
        }
    }

    @Test
    void nothingGoesThatIsPinnedOpenHeldOrCannotBeFetchedAgain() throws IOException {
        try (LocalArchive archive = open()) {
            long one = receive(archive, Promise.FETCHED, 1, 2, 3);
            receive(archive, Promise.DURABLE, 4);
            try (ArchiveBatch batch = archive.batch()) {
                batch.add(object(5).write(folder.resolve("5.dcm")));
                batch.commit();
            }
            archive.pin("1.5.1", true);
            archive.hold(List.of(sop(2)), "transfer 7");
            archive.setLimits(atMost(0));
            try (StudyLease lease = archive.open(study(archive, 3));
                    StudyLease twice = archive.open(study(archive, 3))) {
                assertEquals(new Eviction(0, 0, 0, 5 * one), archive.keepLimits());
                twice.close();
                assertEquals(new Eviction(0, 0, 0, 5 * one), archive.keepLimits());
                assertTrue(archive.keeping(study(archive, 1)).pinned());
                assertEquals(1, archive.keeping(study(archive, 2)).held());
                assertEquals(
                        Set.of(Origin.RECEIVED),
                        archive.keeping(study(archive, 4)).origins());
                assertEquals(Set.of("PACS"), archive.keeping(study(archive, 4)).nodes());
            }
            archive.pin("1.5.1", false);
            archive.release(List.of(sop(2)), "transfer 7");
            assertEquals(new Eviction(3, 3, 3 * one, 2 * one), archive.keepLimits());
            assertTrue(has(archive, 4) && has(archive, 5));
        }
    }

    @Test
    void whatWasMadeHereGoesOnlyWhenItWasSentAndMayGo() throws IOException {
        try (LocalArchive archive = open()) {
            try (ArchiveBatch batch = archive.batch(Origin.MADE_HERE)) {
                batch.add(object(1).write(folder.resolve("1.dcm")));
                batch.commit();
            }
            archive.setLimits(new CacheLimits(
                    OptionalLong.of(0), 1, Optional.empty(), Set.of(Origin.FETCHED, Origin.MADE_HERE), 0));
            assertEquals(0, archive.keepLimits().studies());
            archive.sent(List.of(sop(1)));
            assertEquals(1, archive.keepLimits().studies());
        }
    }

    @Test
    void whatLiesUnusedForTooLongGoes() throws IOException {
        try (LocalArchive archive = open()) {
            receive(archive, Promise.FETCHED, 1, 2, 3);
            archive.setLimits(new CacheLimits(
                    OptionalLong.empty(), 0.9, Optional.of(Duration.ofHours(30)), Set.of(Origin.FETCHED), 0));
            now = now.plus(Duration.ofHours(29));
            assertEquals(2, archive.keepLimits().studies() + 1, "the first is 31 hours old, the second 30");
            assertFalse(has(archive, 1));
            assertTrue(has(archive, 2) && has(archive, 3));
        }
    }

    @Test
    void limitsAreKeptWhileObjectsArrive() throws IOException {
        try (LocalArchive archive = open()) {
            long one = receive(archive, Promise.FETCHED, 1, 2, 3, 4);
            archive.setLimits(atMost(2 * one));
            receive(archive, Promise.FETCHED, 5);
            assertTrue(archive.bytes() <= 2 * one, archive.bytes() + " bytes");
            assertTrue(has(archive, 5));
        }
    }

    @Test
    void aFullDiskMakesRoomAndThenSaysSo() throws IOException {
        TightDisk disk = new TightDisk();
        try (LocalArchive archive = LocalArchive.open(home(), disk, clock)) {
            receive(archive, Promise.FETCHED, 1, 2);
            disk.free = 100;
            receive(archive, Promise.FETCHED, 3);
            assertFalse(has(archive, 1) || has(archive, 2), "what can be fetched again made room");
            assertTrue(has(archive, 3));
            archive.pin("1.5.3", true);
            NetworkException full = assertThrows(NetworkException.class, () -> receive(archive, Promise.FETCHED, 4));
            assertEquals(NetworkException.Problem.LOCAL_STORAGE, full.problem());
            assertTrue(full.getMessage().contains("disk of the archive is full"), full.getMessage());
            assertTrue(has(archive, 3));
            disk.free = Long.MAX_VALUE;
            receive(archive, Promise.FETCHED, 4);
            assertTrue(has(archive, 4));
        }
    }

    @Test
    void pinsAndTimesOfUseOutliveTheProcess() throws IOException {
        try (LocalArchive archive = open()) {
            receive(archive, Promise.FETCHED, 1);
            archive.pin("1.5.1", true);
        }
        Instant received = now;
        now = now.plus(Duration.ofDays(3));
        try (LocalArchive archive = open()) {
            Keeping keeping = archive.keeping(study(archive, 1));
            assertTrue(keeping.pinned());
            assertEquals(received, keeping.lastUsed());
            assertEquals(Set.of(Origin.FETCHED), keeping.origins());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anIndexBuiltAgainKnowsPinsAndHowObjectsCame(boolean isEncrypted) throws IOException {
        Optional<SecretKey> key = ReceiverProcess.key(isEncrypted);
        if (isEncrypted) {
            ArchiveEncryption.encrypt(home(), key.orElseThrow(), done -> {});
        }
        try (LocalArchive archive = LocalArchive.open(home(), key, new LocalDisk(), clock)) {
            receive(archive, Promise.FETCHED, 1, 2);
            receive(archive, Promise.DURABLE, 3);
            add(archive, Origin.IMPORTED, 4);
            add(archive, Origin.MADE_HERE, 5);
            archive.pin("1.5.1", true);
            archive.pin("1.5.3", true);
            archive.pin("1.5.3", false);
            archive.pin("1.5.99", true); // not here yet
        }
        Files.delete(home().resolve("index.sqlite"));
        try (LocalArchive archive = LocalArchive.open(home(), key, new LocalDisk(), clock)) {
            assertEquals(Set.of(study(archive, 1).id()), archive.pinned());
            assertEquals(
                    List.of(Origin.FETCHED, Origin.FETCHED, Origin.RECEIVED, Origin.IMPORTED, Origin.MADE_HERE),
                    origins(archive));
            assertEquals(1, archive.keeping(study(archive, 5)).held(), "nobody said that it was sent");
            receive(archive, Promise.FETCHED, 99);
            assertTrue(archive.keeping(study(archive, 99)).pinned());
            archive.setLimits(atMost(0));
            assertEquals(1, archive.keepLimits().studies());
            assertFalse(has(archive, 2), "it was fetched, and nobody pinned it");
            assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound(), "checksums are learnt anew");
        }
    }

    private void add(LocalArchive archive, Origin origin, int number) throws IOException {
        try (ArchiveBatch batch = archive.batch(origin)) {
            batch.add(object(number).write(folder.resolve(number + ".dcm")));
            batch.commit();
        }
    }

    private static List<Origin> origins(LocalArchive archive) throws IOException {
        List<Origin> origins = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            origins.addAll(archive.keeping(study(archive, number)).origins());
        }
        return origins;
    }

    @Test
    void aDamagedObjectThatComesAnotherWayLeavesNoSecondFile() throws IOException {
        try (LocalArchive archive = open()) {
            receive(archive, Promise.FETCHED, 1);
            Path file = archive.instance(sop(1)).orElseThrow().file();
            Files.write(file, new byte[] {1});
            archive.verifyBytes(done -> {}, () -> false);
            receive(archive, Promise.DURABLE, 1);
        }
        try (LocalArchive archive = open()) {
            assertEquals(
                    Set.of(Origin.RECEIVED), archive.keeping(study(archive, 1)).origins());
            try (Stream<Path> files = Files.walk(home().resolve("objects"))) {
                assertEquals(1, files.filter(Files::isRegularFile).count());
            }
        }
    }

    @Test
    void aDamagedObjectIsFoundShownNoMoreAndReplacedWhenItComesAgain() throws IOException {
        try (LocalArchive archive = open()) {
            receive(archive, Promise.FETCHED, 1, 2, 3);
            Path flipped = archive.instance(sop(1)).orElseThrow().file();
            byte[] bytes = Files.readAllBytes(flipped);
            bytes[bytes.length / 2] ^= 1;
            Files.write(flipped, bytes);
            Files.delete(archive.instance(sop(2)).orElseThrow().file());
            assertEquals(0, archive.verify().changed(), "the size is the same");
            Integrity found = archive.verifyBytes(done -> {}, () -> false);
            assertEquals(1, found.changed());
            assertEquals(1, found.missing());
            assertEquals(
                    List.of(sop(1), sop(2)),
                    archive.damaged().stream()
                            .map(InstanceEntry::sopInstanceUid)
                            .toList());
            assertFalse(has(archive, 1) || has(archive, 2));
            assertEquals(1, archive.studies(StudyQuery.ALL).size());
            receive(archive, Promise.FETCHED, 1, 2);
            assertEquals(List.of(), archive.damaged());
            assertTrue(has(archive, 1) && has(archive, 2));
            assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound());
        }
    }

    /** A disk that says how much is free. */
    private static final class TightDisk implements Disk {
        private final Disk disk = new LocalDisk();
        private long free = Long.MAX_VALUE;

        @Override
        public void makeFolder(Path path) throws IOException {
            disk.makeFolder(path);
        }

        @Override
        public Path create(Path file) throws IOException {
            return disk.create(file);
        }

        @Override
        public long copy(Path source, Path target, java.util.zip.CRC32C checksum) throws IOException {
            return disk.copy(source, target, checksum);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            disk.write(file, content);
        }

        @Override
        public void force(Path path) throws IOException {
            disk.force(path);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            disk.move(from, to);
        }

        @Override
        public long freeBytes(Path path) {
            return free;
        }

        @Override
        public void delete(Path file) throws IOException {
            disk.delete(file);
        }
    }
}
