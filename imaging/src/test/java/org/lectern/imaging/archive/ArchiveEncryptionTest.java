package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

class ArchiveEncryptionTest {
    private static final String NAME = "MUSTERMANN";
    private static final Optional<SecretKey> KEY = Optional.of(key(1));
    private static final int OBJECTS = 8;

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        io.close();
    }

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }

    private Path home() {
        return folder.resolve("archive");
    }

    private static TestObject object(int number) {
        return TestObject.of(NAME + "^Anna", "ID004711", "1.9.77." + number % 3, "1.9.77.1." + number % 3, sop(number))
                .with(0x00080050, "SH", "ACC987")
                .with(0x0008103E, "LO", "Schaedel nativ")
                .pixels(70_000 + number, number);
    }

    private static String sop(int number) {
        return "1.9.77.5." + number;
    }

    private void fill(LocalArchive archive, int from, int to) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (int i = from; i < to; i++) {
                batch.add(object(i).write(folder.resolve("in/" + i)));
            }
            batch.commit();
        }
    }

    private void fillPlain() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            fill(archive, 0, OBJECTS);
            archive.pin("1.9.77.1", true);
            archive.hold(List.of(sop(3)), "transfer 1");
            archive.mergePatient(new PatientId("ID004711", ""), new PatientId("NEW1", "HOSP"));
        }
    }

    private static void check(LocalArchive archive, int objects) throws IOException {
        for (int i = 0; i < objects; i++) {
            InstanceEntry entry = archive.instance(sop(i)).orElseThrow();
            assertArrayEquals(object(i).bytes(), Files.readAllBytes(entry.file()));
            assertEquals(entry.bytes(), Files.size(entry.file()));
            DicomFile read = DicomFile.read(entry.file());
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment pixels =
                        read.dataSet().bulk(Tag.PixelData).orElseThrow().map(arena);
                assertEquals(70_000 + i + (i & 1), pixels.byteSize());
            }
        }
        assertEquals(objects, archive.verify().instances());
        assertTrue(archive.verify().isSound());
        assertTrue(archive.verifyBytes(done -> {}, () -> false).isSound());
    }

    private static void checkPatient(LocalArchive archive) throws IOException {
        StudyEntry study = archive.studiesWithUid("1.9.77.1").getFirst();
        assertEquals(
                new PatientId("NEW1", "HOSP"),
                new PatientId(study.patient().id(), study.patient().issuer()));
        assertTrue(archive.keeping(study).pinned());
        assertEquals(
                1,
                archive.keeping(archive.studiesWithUid("1.9.77.0").getFirst()).held());
        assertEquals(3, archive.studiesOfPatient(study).size());
    }

    /** What arrives moves on while the folder is looked through; where it moves to is looked at as well. */
    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** No value of a patient or of a study stands anywhere below the folder, in whatever file. */
    private void checkNothingIsPlain() throws IOException {
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
                for (String secret : List.of(
                        NAME,
                        "mustermann",
                        "Anna",
                        "ID004711",
                        "id004711",
                        "NEW1",
                        "ACC987",
                        "acc987",
                        "19610403",
                        "20261121",
                        "1.9.77",
                        "Schaedel",
                        "chest",
                        "DICM")) {
                    assertFalse(text.contains(secret), secret + " stands in " + home().relativize(file));
                }
            }
        }
    }

    @Test
    void anEncryptedArchiveDoesWhatAPlainOneDoesAndTellsNothing() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            assertTrue(archive.isEncrypted());
            fill(archive, 0, 4);
            try (ArchiveReceiver receiver = archive.receive(Promise.DURABLE, io);
                    ArchiveReceiver fetching = archive.receive(Promise.FETCHED, io)) {
                for (int i = 4; i < OBJECTS; i++) {
                    ArchiveReceiver next = i % 2 == 0 ? receiver : fetching;
                    ArchiveReceiverTest.send(next, object(i).bytes(), sop(i));
                }
                Path half = receiver.newFile();
                Files.write(half, object(50).bytes());
                checkNothingIsPlain(); // while it arrives, write-ahead log and all
            }
            checkNothingIsPlain();
            check(archive, OBJECTS);
            for (String question : List.of("", "mustermann", "anna id004711", "2026-11-21", "chest", "acc987")) {
                assertEquals(3, archive.studies(StudyQuery.of(question)).size(), question);
            }
            assertEquals(0, archive.studies(StudyQuery.of("miller")).size());
            LocalDate day = LocalDate.of(2026, 11, 21);
            assertEquals(
                    3,
                    archive.studies(StudyQuery.ALL.between(Optional.of(day), Optional.of(day)))
                            .size());
            assertEquals(
                    0,
                    archive.studies(StudyQuery.ALL.between(Optional.of(day.plusDays(1)), Optional.empty()))
                            .size());
            StudyEntry study = archive.studiesWithUid("1.9.77.1").getFirst();
            assertEquals(NAME + "^Anna", study.patient().name());
            assertEquals("Schaedel nativ", archive.series(study).getFirst().description());
            assertEquals(3, archive.studiesOfPatient(study).size());
        }
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            assertEquals(List.of(), archive.notices());
            check(archive, OBJECTS);
        }
        checkNothingIsPlain();
    }

    @Test
    void withoutTheRightKeyItSaysSoAndChangesNothing() throws IOException {
        fillPlain();
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        assertTrue(ArchiveEncryption.isOn(home()));
        ArchiveException none = assertThrows(ArchiveException.class, () -> LocalArchive.open(home()));
        assertTrue(none.getMessage().contains("is encrypted. Give its passphrase"), none.getMessage());
        ArchiveException wrong =
                assertThrows(ArchiveException.class, () -> LocalArchive.open(home(), Optional.of(key(2))));
        assertTrue(wrong.getMessage().contains("does not fit"), wrong.getMessage());
        Path keyFile = home().resolve("archive.key");
        byte[] kept = Files.readAllBytes(keyFile);
        Files.writeString(keyFile, "something else");
        ArchiveException damaged = assertThrows(ArchiveException.class, () -> LocalArchive.open(home(), KEY));
        assertTrue(damaged.getMessage().contains("key file of the archive is damaged"), damaged.getMessage());
        Files.delete(keyFile);
        ArchiveException missing = assertThrows(ArchiveException.class, () -> LocalArchive.open(home(), KEY));
        assertTrue(missing.getMessage().contains("archive.key is missing"), missing.getMessage());
        Files.write(keyFile, kept);
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            check(archive, OBJECTS);
        }
    }

    @Test
    void anArchiveIsEncryptedInPlaceAndBackWithAllThatItKnows() throws IOException {
        fillPlain();
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        checkNothingIsPlain();
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            assertEquals(List.of(), archive.notices());
            check(archive, OBJECTS);
            checkPatient(archive);
            ArchiveException busy = assertThrows(
                    ArchiveException.class, () -> ArchiveEncryption.decrypt(home(), KEY.get(), done -> {}));
            assertTrue(busy.getMessage().contains("open in this program"), busy.getMessage());
        }
        ArchiveEncryption.changeKey(home(), KEY.get(), key(9));
        assertThrows(ArchiveException.class, () -> LocalArchive.open(home(), KEY));
        ArchiveEncryption.decrypt(home(), key(9), done -> {});
        assertFalse(ArchiveEncryption.isOn(home()));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
            check(archive, OBJECTS);
            checkPatient(archive);
            assertArrayEquals(
                    object(0).bytes(),
                    Files.readAllBytes(home().resolve(home().relativize(
                                    archive.instance(sop(0)).orElseThrow().file()))));
        }
    }

    @Test
    void aConversionThatIsInterruptedAnywhereGoesOn() throws IOException {
        fillPlain();
        int interruptions = 0;
        boolean interrupted = true;
        for (int steps = 0; interrupted; steps += 3) {
            Path copy = copyOfHome(steps);
            interrupted = isInterrupted(copy, steps, true);
            interruptions += interrupted ? 1 : 0;
            if (ArchiveEncryption.isOn(copy)) {
                try (LocalArchive archive = LocalArchive.open(copy, KEY)) {
                    check(archive, OBJECTS);
                    checkPatient(archive);
                }
                isInterrupted(copy, steps, false);
            }
            try (LocalArchive archive = LocalArchive.open(copy, KEY)) {
                check(archive, OBJECTS);
                checkPatient(archive);
            }
        }
        assertTrue(interruptions > 8, interruptions + " interruptions were tried");
    }

    private static boolean isInterrupted(Path home, int steps, boolean encrypts) {
        FailingDisk disk = FailingDisk.withoutPowerAfter(steps);
        try {
            if (encrypts) {
                ArchiveEncryption.encrypt(home, KEY.get(), List.of(), done -> {}, disk);
            } else {
                ArchiveEncryption.decrypt(home, KEY.get(), done -> {}, disk);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Path copyOfHome(int number) throws IOException {
        Path copy = folder.resolve("copy-" + number);
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(home().relativize(file).toString()));
            }
        }
        return copy;
    }

    @Test
    void aDamagedEncryptedIndexIsBuiltAgain() throws IOException {
        fillPlain();
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        LocalArchive.open(home(), KEY).close();
        Path index = home().resolve("index.sqlite");
        byte[] whole = Files.readAllBytes(index);
        byte[] seal = Files.readAllBytes(home().resolve("index.seal"));
        Random random = new Random(8);
        for (int seed = 0; seed < 25; seed++) {
            byte[] bad = whole.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] written = seed == 23 ? Arrays.copyOf(whole, whole.length / 2) : bad;
            Files.write(home().resolve("index.seal"), seal);
            if (seed == 24) {
                Files.delete(index);
            } else {
                Files.write(index, written);
            }
            try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
                assertFalse(archive.notices().isEmpty(), "seed " + seed);
                assertEquals(OBJECTS, archive.verify().instances());
                assertEquals(
                        "NEW1",
                        archive.studiesWithUid("1.9.77.1").getFirst().patient().id());
            }
        }
        checkNothingIsPlain();
    }

    @Test
    void anObjectThatWasTamperedWithIsNotServed() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            fill(archive, 0, 2);
            Path sealed = archive.instance(sop(0)).orElseThrow().file();
            Path file = Path.of(sealed.toString());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertThrows(IOException.class, () -> Files.readAllBytes(sealed));
            assertEquals(1, archive.verifyBytes(done -> {}, () -> false).changed());
            assertEquals(
                    List.of(sop(0)),
                    archive.damaged().stream()
                            .map(InstanceEntry::sopInstanceUid)
                            .toList());
        }
    }

    @Test
    void whatAnInterruptedReceptionLeftIsTakenIn() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            ArchiveReceiver receiver = archive.receive(Promise.DURABLE, task -> {});
            ArchiveReceiverTest.send(receiver, object(0).bytes(), sop(0));
        }
        try (LocalArchive archive = LocalArchive.open(home(), KEY)) {
            check(archive, 1);
        }
    }

    @Test
    void anEncryptedArchiveKeepsLimitsAndUses() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY.get(), done -> {});
        InstantSource clock = () -> Instant.parse("2026-11-24T08:00:00Z");
        try (LocalArchive archive = LocalArchive.open(home(), KEY, new LocalDisk(), clock)) {
            try (ArchiveReceiver receiver = archive.receive(Promise.FETCHED, io)) {
                for (int i = 0; i < 3; i++) {
                    ArchiveReceiverTest.send(receiver, object(i).bytes(), sop(i));
                }
            }
            archive.pin("1.9.77.2", true);
            archive.setLimits(CacheLimits.ofBytes(0));
            assertEquals(2, archive.keepLimits().studies());
            assertTrue(archive.instance(sop(2)).isPresent());
            archive.remove("1.9.77.2");
            assertEquals(0, archive.bytes());
        }
    }
}
