package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.imaging.archive.Secrecy;

/** A program of its own that puts transfers on a list and finishes every third, to be killed. */
public final class TransfersProcess {
    private TransfersProcess() {}

    /** Arguments: the list's file. Prints the number of each transfer that is kept. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        try (TransferStore store = TransferStore.open(file, Secrecy.NONE)) {
            for (long id = 1; id < 100_000; id++) {
                State state = id % 3 == 0 ? State.FINISHED : State.WAITING;
                store.save(List.of(kept(id, state)), List.of());
                System.out.println(id);
            }
        }
    }

    static TransferStore.Kept kept(long id, State state) {
        return new TransferStore.Kept(
                id,
                TransferRequest.retrieve(Subject.ofStudy("1.2." + id), List.of("north")),
                state,
                Priority.ASKED,
                id,
                0,
                java.util.OptionalInt.empty(),
                List.of(),
                java.time.Instant.EPOCH,
                Optional.empty());
    }

    static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TransfersProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static Transfers.Means nobody(MemoryIntake here) {
        ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
        return new Transfers.Means(
                io,
                (delay, work) -> () -> {},
                java.time.InstantSource.system(),
                new Random(1),
                name -> Optional.of(new MemorySite(name).site(1)),
                study -> Set.of(),
                here,
                Pins.NONE,
                TransferLimits.USUAL);
    }
}
