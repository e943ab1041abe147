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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;

/**
 * The bar R6 for what arrives over the network: what was acknowledged is there after the process was killed, nothing is half
 * there. {@code -Dlectern.kills=50} kills each of the four kinds fifty times, two hundred in all.
 */
class ReceiverCrashTest {
    private static final int KILLS = Integer.getInteger("lectern.kills", 10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"DURABLE,false", "FETCHED,false", "DURABLE,true", "FETCHED,true"})
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled(Promise promise, boolean encrypted) throws Exception {
        Random random = new Random(20261124);
        Path home = folder.resolve("archive");
        if (encrypted) {
            ArchiveEncryption.encrypt(home, ReceiverProcess.key(true).orElseThrow(), done -> {});
        }
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int acknowledged = runAndKill(ReceiverProcess.start(home, next, promise, encrypted), random);
            try (LocalArchive archive = LocalArchive.open(home, ReceiverProcess.key(encrypted))) {
                checkAll(archive, next, acknowledged, promise);
                checkNothingElse(home, archive);
            }
            next = Math.max(next, acknowledged + 1) + 1000;
            next -= next % 10;
        }
    }

    /** Kills the process some time after its n-th line and answers the last number that it printed, or -1. */
    private static int runAndKill(Process process, Random random) throws Exception {
        int acknowledged = -1;
        try (BufferedReader reader = process.inputReader()) {
            int lines = 1 + random.nextInt(60);
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                assertTrue(line != null, "the process ended by itself");
                acknowledged = number(line, acknowledged);
            }
            long until = System.nanoTime() + random.nextInt(150_000_000);
            while (System.nanoTime() < until) {
                while (reader.ready()) { // else it waits for somebody to read
                    acknowledged = number(reader.readLine(), acknowledged);
                }
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                acknowledged = number(line, acknowledged);
            }
        }
        process.waitFor();
        return acknowledged;
    }

    private static int number(String line, int before) {
        return line.matches("[0-9]+") ? Integer.parseInt(line) : before;
    }

    private static void checkAll(LocalArchive archive, int first, int acknowledged, Promise promise)
            throws IOException {
        for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
            for (InstanceEntry instance : archive.instances(study)) {
                int number = Integer.parseInt(instance.sopInstanceUid().substring("1.2.3.4.".length()));
                if (number >= first) {
                    assertArrayEquals(
                            ArchiveProcess.object(number).bytes(),
                            Files.readAllBytes(instance.file()),
                            "object " + number);
                }
            }
        }
        for (int i = first; i <= acknowledged; i++) {
            assertTrue(
                    archive.instance(ArchiveProcess.sop(i)).isPresent(), promise + ": object " + i + " was promised");
        }
        assertTrue(archive.verify().isSound());
    }

    private static void checkNothingElse(Path home, LocalArchive archive) throws IOException {
        try (Stream<Path> incoming = Files.list(home.resolve("incoming"))) {
            assertEquals(0, incoming.count());
        }
        try (Stream<Path> files = Files.walk(home.resolve("objects"))) {
            assertEquals(
                    archive.verify().instances(),
                    files.filter(Files::isRegularFile).count(),
                    "every stored file is in the index");
        }
    }
}
