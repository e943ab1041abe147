package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;

/**
 * The bar R6 for what arrives over the network: what was acknowledged is there after the process was killed, nothing is half
 * there. Each of four kinds is killed 25 times, a hundred in all; {@code -Dlectern.kills=50} kills two hundred times.
 */
class ReceiverCrashTest {
    private static final int KILLS = Integer.getInteger("lectern.kills", 25);
    private static final long SEED = Long.getLong("lectern.test.seed", 20261124L);
    private static final int MOST_LINES = 250;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"DURABLE,false", "FETCHED,false", "DURABLE,true", "FETCHED,true"})
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled(Promise promise, boolean encrypted, TestReporter reporter)
            throws Exception {
        Random random = new Random(SEED);
        Path home = home("archive", encrypted);
        String kept = encrypted ? "encrypted" : "plain";
        ChildJvm program = ChildJvm.trained(
                folder.resolve("program"),
                ReceiverProcess.class,
                home("training", encrypted).toString(),
                "0",
                "10",
                promise.name(),
                kept);
        Duration longest = Duration.ZERO;
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Killing killing = new Killing(1 + random.nextInt(MOST_LINES));
            String what = "kill %d after %d lines, seed %d: ".formatted(kill, killing.lines(), SEED);
            int acknowledged =
                    killing.of(program.start(home.toString(), Integer.toString(next), "100000", promise.name(), kept));
            Instant before = Instant.now();
            try (LocalArchive archive = LocalArchive.open(home, ReceiverProcess.key(encrypted))) {
                Duration reopening = Duration.between(before, Instant.now());
                longest = longest.compareTo(reopening) < 0 ? reopening : longest;
                checkAll(archive, next, acknowledged, what);
                checkNothingElse(home, archive, what);
            }
            next = Math.max(next, acknowledged + 1) + 1000;
            next -= next % 10;
        }
        reporter.publishEntry("longest reopening", longest.toMillis() + " ms");
    }

    private Path home(String name, boolean encrypted) throws IOException {
        Path home = folder.resolve(name);
        if (encrypted) {
            ArchiveEncryption.encrypt(home, ReceiverProcess.key(true).orElseThrow(), done -> {});
        }
        return home;
    }

    private static void checkAll(LocalArchive archive, int first, int acknowledged, String what) throws IOException {
        for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
            for (InstanceEntry instance : archive.instances(study)) {
                int number = Integer.parseInt(instance.sopInstanceUid().substring("1.2.3.4.".length()));
                if (number >= first) {
                    assertArrayEquals(
                            ArchiveProcess.object(number).bytes(),
                            Files.readAllBytes(instance.file()),
                            what + "object " + number);
                }
            }
        }
        for (int i = first; i <= acknowledged; i++) {
            assertTrue(archive.instance(ArchiveProcess.sop(i)).isPresent(), what + "object " + i + " was promised");
        }
        assertTrue(archive.verify().isSound(), what);
    }

    private static void checkNothingElse(Path home, LocalArchive archive, String what) throws IOException {
        try (Stream<Path> incoming = Files.list(home.resolve("incoming"))) {
            assertEquals(0, incoming.count(), what);
        }
        try (Stream<Path> files = Files.walk(home.resolve("objects"))) {
            assertEquals(
                    archive.verify().instances(),
                    files.filter(Files::isRegularFile).count(),
                    what + "every stored file is in the index");
        }
    }
}
