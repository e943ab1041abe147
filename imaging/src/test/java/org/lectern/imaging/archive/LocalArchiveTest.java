package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.Arrival.Outcome;

class LocalArchiveTest {
    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private static List<Arrival> add(LocalArchive archive, Path... files) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (Path file : files) {
                batch.add(file);
            }
            return batch.commit();
        }
    }

    private Path object(String name, TestObject object) throws IOException {
        return object.write(folder.resolve("in").resolve(name));
    }

    private static TestObject anna(String sop) {
        return TestObject.of("MUSTERMANN^Anna", "004711", "1.2.3", "1.2.3.1", sop);
    }

    @Test
    void anObjectIsFoundAgainAfterARestart() throws IOException {
        Path file = object("a", anna("1.2.3.1.1").pixels(1000, 1));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(Outcome.STORED, add(archive, file).getFirst().outcome());
        }
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
            StudyEntry study = archive.studies(StudyQuery.ALL).getFirst();
            assertEquals("MUSTERMANN^Anna", study.patient().name());
            assertEquals(Optional.of(LocalDate.of(1961, 4, 3)), study.patient().birthDate());
            assertEquals(Optional.of(LocalDate.of(2026, 11, 21)), study.date());
            assertEquals("CT chest", study.description());
            assertEquals(List.of("CT"), study.modalities());
            assertEquals(1, study.instanceCount());
            InstanceEntry instance = archive.instances(study).getFirst();
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(instance.file()));
        }
    }

    @Test
    void theSameObjectTwiceIsKeptOnce() throws IOException {
        Path first = object("a", anna("1.2.3.1.1").pixels(1000, 1));
        Path again = object("b", anna("1.2.3.1.1").pixels(1000, 1));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(
                    List.of(Outcome.STORED, Outcome.ALREADY_HERE),
                    add(archive, first, again).stream().map(Arrival::outcome).toList());
            assertEquals(Outcome.ALREADY_HERE, add(archive, again).getFirst().outcome());
            assertEquals(1, archive.studies(StudyQuery.ALL).getFirst().instanceCount());
        }
    }

    @Test
    void anotherObjectWithTheSameUidIsAConflictAndTheFirstStays() throws IOException {
        Path first = object("a", anna("1.2.3.1.1").pixels(1000, 1));
        Path other = object("b", anna("1.2.3.1.1").pixels(1000, 2));
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, first);
            assertEquals(Outcome.CONFLICT, add(archive, other).getFirst().outcome());
            Path kept = archive.instance("1.2.3.1.1").orElseThrow().file();
            assertEquals(-1, Files.mismatch(first, kept));
        }
    }

    @Test
    void twoPatientsUnderOneStudyUidAreListedApartAndFlagged() throws IOException {
        Path hers = object("a", anna("1.2.3.1.1"));
        Path his = object("b", TestObject.of("DOE^John", "99", "1.2.3", "1.2.3.1", "1.2.3.1.2"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, hers, his);
            List<StudyEntry> studies = archive.studies(StudyQuery.ALL);
            assertEquals(2, studies.size());
            for (StudyEntry study : studies) {
                assertEquals(1, study.instanceCount());
                assertTrue(study.disagreements().getFirst().contains("different patients"));
                assertEquals(List.of(study), archive.studiesOfPatient(study));
            }
        }
    }

    @Test
    void aNameSpeltDifferentlyWithinAStudyIsFlagged() throws IOException {
        Path one = object("a", anna("1.2.3.1.1"));
        Path same = object("b", TestObject.of("Mustermann^Anna^^", "004711", "1.2.3", "1.2.3.1", "1.2.3.1.2"));
        Path other = object("c", TestObject.of("MUSTERFRAU^Anna", "004711", "1.2.3", "1.2.3.1", "1.2.3.1.3"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, one, same);
            assertEquals(List.of(), archive.studies(StudyQuery.ALL).getFirst().disagreements());
            add(archive, other);
            assertEquals(
                    1,
                    archive.studies(StudyQuery.ALL).getFirst().disagreements().size());
        }
    }

    @Test
    void patientsWithoutIdentityAreNeverTakenForOne() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            for (int i = 1; i <= 2; i++) {
                add(archive, object("n" + i, TestObject.of("", "", "1.2." + i, "1.2.1." + i, "1.2.1.1." + i)));
                add(archive, object("k" + i, TestObject.of("A^B", "7", "1.3." + i, "1.3.1." + i, "1.3.1.1." + i)));
            }
            for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
                int expected = study.patient().id().isEmpty() ? 1 : 2;
                assertEquals(expected, archive.studiesOfPatient(study).size());
            }
        }
    }

    @Test
    void searchForgetsCaseDiacriticsAndTheOrderOfWords() throws IOException {
        TestObject object = TestObject.of("Müller-Łukasz^Zoë=山田^太郎", "ID7", "1.2", "1.2.1", "1.2.1.1")
                .with(0x00080005, "CS", "ISO_IR 192");
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, object("a", object));
            for (String question : List.of(
                    "",
                    "muller",
                    "MUELLER",
                    "müller zoe",
                    "zoë müll",
                    "lukasz",
                    "山田",
                    "id7",
                    "a-1",
                    "chest ct",
                    "2026-11-21",
                    "20261121",
                    "Müller^Zoe",
                    "Muller, Zoe")) {
                assertEquals(1, archive.studies(StudyQuery.of(question)).size(), question);
            }
            for (String question : List.of("miller", "zoe maier", "%", "_", "head")) {
                assertEquals(0, archive.studies(StudyQuery.of(question)).size(), question);
            }
        }
    }

    @Test
    void searchIsLimitedByModalityAndDate() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, object("a", anna("1.2.3.1.1")));
            LocalDate day = LocalDate.of(2026, 11, 21);
            assertEquals(
                    1,
                    archive.studies(StudyQuery.ALL.withModalities(Set.of("CT", "MR")))
                            .size());
            assertEquals(
                    0,
                    archive.studies(StudyQuery.ALL.withModalities(Set.of("MR"))).size());
            assertEquals(
                    1,
                    archive.studies(StudyQuery.ALL.between(Optional.of(day), Optional.of(day)))
                            .size());
            assertEquals(
                    0,
                    archive.studies(StudyQuery.ALL.between(Optional.of(day.plusDays(1)), Optional.empty()))
                            .size());
            assertEquals(
                    0,
                    archive.studies(StudyQuery.ALL.between(Optional.empty(), Optional.of(day.minusDays(1))))
                            .size());
        }
    }

    @Test
    void removalTakesFilesAndEmptyLevelsAway() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(
                    archive,
                    object("a", anna("1.2.3.1.1")),
                    object("b", anna("1.2.3.1.2")),
                    object("c", TestObject.of("MUSTERMANN^Anna", "004711", "1.2.3", "1.2.3.2", "1.2.3.2.1")));
            Path first = archive.instance("1.2.3.1.1").orElseThrow().file();
            assertEquals(1, archive.remove("1.2.3.1.1").instances());
            assertFalse(Files.exists(first));
            assertEquals(2, archive.studies(StudyQuery.ALL).getFirst().instanceCount());
            assertEquals(1, archive.remove("1.2.3.2").series());
            Removal last = archive.remove("1.2.3");
            assertEquals(1, last.studies());
            assertEquals(1, last.instances());
            assertEquals(List.of(), archive.studies(StudyQuery.ALL));
            assertEquals(Removal.NOTHING, archive.remove("1.2.3"));
            try (Stream<Path> left = Files.list(home().resolve("objects"))) {
                assertEquals(0, left.count());
            }
        }
    }

    @Test
    void hostileUidsNeverNameFiles() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            int count = 0;
            for (String uid :
                    List.of("../../../../tmp/evil", "/etc/passwd", "C:\\x", "NUL", "a".repeat(10_000), "A", "a")) {
                count++;
                TestObject object = TestObject.of("X^Y", "1", uid, uid, uid);
                if (uid.length() > 1000) {
                    object.with(0x00080018, "UI", uid.substring(0, 9000));
                }
                add(archive, object("h" + count, object));
            }
            assertEquals(count, archive.studies(StudyQuery.ALL).size());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.allMatch(
                    path -> path.startsWith(folder.resolve("in")) || path.startsWith(home()) || path.equals(folder)));
        }
        try (Stream<Path> objects = Files.walk(home().resolve("objects"))) {
            assertTrue(objects.filter(Files::isRegularFile)
                    .allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{40}\\.dcm")));
        }
    }

    @Test
    void objectsWithoutUidsAreTakenInWithANote() throws IOException {
        TestObject object = anna("1").without(0x00080018).without(0x0020000D).without(0x0020000E);
        try (LocalArchive archive = LocalArchive.open(home())) {
            Arrival arrival = add(archive, object("a", object)).getFirst();
            assertEquals(Outcome.STORED, arrival.outcome());
            assertEquals(3, arrival.notes().size());
            assertEquals(
                    Outcome.ALREADY_HERE,
                    add(archive, object("b", object)).getFirst().outcome());
        }
    }

    @Test
    void nothingOfABatchIsSeenBeforeItsCommit() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            try (ArchiveBatch batch = archive.batch()) {
                batch.add(object("a", anna("1.2.3.1.1")));
                assertEquals(List.of(), archive.studies(StudyQuery.ALL));
            }
            assertEquals(List.of(), archive.studies(StudyQuery.ALL));
            try (Stream<Path> incoming = Files.list(home().resolve("incoming"))) {
                assertEquals(0, incoming.count());
            }
        }
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, object("a", anna("1.2.3.1.1")));
            Path file = archive.instance("1.2.3.1.1").orElseThrow().file();
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home())));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            checkOnlyTheOwnerMayReadTheIndex();
        }
    }

    @Test
    void anIndexThatOthersMayReadIsClosedToThem() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            add(archive, object("a", anna("1.2.3.1.1")));
        }
        Path index = home().resolve("index.sqlite");
        Files.setPosixFilePermissions(index, PosixFilePermissions.fromString("rw-r--r--"));
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
            checkOnlyTheOwnerMayReadTheIndex();
        }
    }

    private void checkOnlyTheOwnerMayReadTheIndex() throws IOException {
        for (String name : List.of("index.sqlite", "index.sqlite-wal", "index.sqlite-shm")) {
            Path file = home().resolve(name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), name);
        }
    }

    @Test
    void anArchiveOpenedTwiceInOneProgramIsRefused() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertThrows(ArchiveException.class, () -> LocalArchive.open(home()));
            assertEquals(List.of(), archive.studies(StudyQuery.ALL));
        }
    }
}
