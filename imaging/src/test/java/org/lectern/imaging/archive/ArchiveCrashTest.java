package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.part10.DicomFile;

/** The bar R6, CI-sized: what a killed process committed is there, and nothing else is half there. */
class ArchiveCrashTest {
    private static final int KILLS = 10;

    @TempDir
    Path folder;

    private ChildJvm program() throws IOException {
        return ChildJvm.trained(
                folder.resolve("program"),
                ArchiveProcess.class,
                folder.resolve("training").toString(),
                "0",
                "5",
                "quiet");
    }

    private static Process start(ChildJvm program, Path home, int first, int count) throws IOException {
        return program.start(home.toString(), Integer.toString(first), Integer.toString(count), "quiet");
    }

    @Test
    void nothingCommittedIsLostWhenTheProcessIsKilled() throws Exception {
        Random random = new Random(20261122);
        Path home = folder.resolve("archive");
        ChildJvm program = program();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Killing killing = new Killing(1 + random.nextInt(200));
            int committed = killing.of(program.start(home.toString(), Integer.toString(next), "100000", "telling"));
            try (LocalArchive archive = LocalArchive.open(home)) {
                checkAll(archive, committed);
            }
            checkNothingLeft(home);
            next = Math.max(next, committed + 1)
                    + 100; // another range: half objects of the killed one would stay visible
            next -= next % 5;
        }
    }

    private static void checkAll(LocalArchive archive, int committed) throws IOException {
        int seen = 0;
        for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
            for (InstanceEntry instance : archive.instances(study)) {
                int number = Integer.parseInt(instance.sopInstanceUid().substring("1.2.3.4.".length()));
                assertArrayEquals(
                        ArchiveProcess.object(number).bytes(), Files.readAllBytes(instance.file()), "object " + number);
                DicomFile.readHeader(instance.file());
                seen++;
            }
        }
        assertTrue(seen > 0 || committed < 0);
        if (committed >= 0) {
            assertTrue(archive.instance(ArchiveProcess.sop(committed)).isPresent(), "object " + committed);
        }
        assertTrue(archive.verify().isSound());
    }

    private static void checkNothingLeft(Path home) throws IOException {
        try (Stream<Path> incoming = Files.list(home.resolve("incoming"))) {
            assertEquals(0, incoming.count());
        }
        try (LocalArchive archive = LocalArchive.open(home);
                Stream<Path> files = Files.walk(home.resolve("objects"))) {
            assertEquals(
                    archive.verify().instances(),
                    files.filter(Files::isRegularFile).count(),
                    "every stored file is in the index");
        }
    }

    @Test
    void twoProcessesFillOneArchiveAtOnce() throws Exception {
        Path home = folder.resolve("archive");
        LocalArchive.open(home).close();
        ChildJvm program = program();
        Process one = start(program, home, 0, 200);
        Process other = start(program, home, 100, 200); // half of them the same objects
        String first = new String(one.getInputStream().readAllBytes());
        String second = new String(other.getInputStream().readAllBytes());
        assertEquals(0, one.waitFor(), first);
        assertEquals(0, other.waitFor(), second);
        try (LocalArchive archive = LocalArchive.open(home)) {
            assertEquals(0, archive.notices().size(), archive.notices().toString());
            assertEquals(300, archive.verify().instances());
            checkAll(archive, 299);
        }
    }

    @Test
    void anArchiveInUseByAnotherProcessCanBeReadAndWritten() throws Exception {
        Path home = folder.resolve("archive");
        Process other = start(program(), home, 0, 100_000);
        try (BufferedReader reader = other.inputReader()) {
            assertEquals("open", reader.readLine());
            assertEquals("4", reader.readLine());
            try (LocalArchive archive = LocalArchive.open(home);
                    ArchiveBatch batch = archive.batch()) {
                assertTrue(archive.instance(ArchiveProcess.sop(3)).isPresent());
                batch.add(ArchiveProcess.object(900_000).write(folder.resolve("mine")));
                assertEquals(Arrival.Outcome.STORED, batch.commit().getFirst().outcome());
            }
        } finally {
            other.destroyForcibly();
            other.waitFor();
        }
        try (LocalArchive archive = LocalArchive.open(home)) {
            assertTrue(archive.instance(ArchiveProcess.sop(900_000)).isPresent());
            assertTrue(archive.verify().isSound());
        }
    }
}
