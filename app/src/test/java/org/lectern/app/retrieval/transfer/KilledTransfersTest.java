package org.lectern.app.retrieval.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.Secrecy;

class KilledTransfersTest {
    @TempDir
    Path folder;

    @Test
    void whatWasOnTheListIsThereAfterTheProcessWasKilled() throws Exception {
        for (int kill : List.of(1, 7, 40)) {
            Path file = folder.resolve("transfers-%d.sqlite".formatted(kill));
            long last = killedAfter(file, kill);
            try (TransferStore store = TransferStore.open(file, Secrecy.NONE)) {
                assertEquals(List.of(), store.notices());
                List<TransferStore.Kept> all = store.load();
                assertTrue(all.size() >= last && all.size() <= last + 1, all.size() + " after " + last);
                for (TransferStore.Kept kept : all) {
                    assertEquals(
                            TransfersProcess.kept(kept.id(), kept.id() % 3 == 0 ? State.FINISHED : State.WAITING),
                            kept);
                }
            }
        }
    }

    @Test
    void whatHadNotFinishedWaitsAgain() throws Exception {
        Path file = folder.resolve("transfers.sqlite");
        killedAfter(file, 9);
        MemoryIntake here = new MemoryIntake(folder);
        try (Transfers transfers = Transfers.open(file, TransfersProcess.nobody(here))) {
            assertEquals(State.FINISHED, transfers.find(3).orElseThrow().state());
            assertTrue(transfers.list().stream()
                    .filter(transfer -> transfer.id() % 3 != 0)
                    .noneMatch(transfer -> transfer.state() == State.FINISHED));
        }
    }

    /** Kills the process once it has said so many numbers; answers the last that it said. */
    private static long killedAfter(Path file, int count) throws IOException, InterruptedException {
        Process process = TransfersProcess.start(file);
        long last = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Long.parseLong(line);
                if (last == count) {
                    process.toHandle().destroyForcibly(); // leaves what it has said to be read
                }
            }
        }
        process.waitFor();
        assertTrue(last >= count, "it said " + last);
        return last;
    }
}
