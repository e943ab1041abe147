package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lectern.imaging.archive.Secrecy;

/** A list of transfers for tests of what else lies in its folder. */
public final class KeptTransfers {
    private KeptTransfers() {}

    /** Writes a list with one transfer that has ended. */
    public static void write(Path file, Subject subject) throws IOException {
        try (TransferStore store = TransferStore.open(file, Secrecy.NONE)) {
            store.save(
                    List.of(new TransferStore.Kept(
                            1,
                            TransferRequest.retrieve(subject, List.of("north")),
                            State.FINISHED,
                            Priority.ASKED,
                            1,
                            0,
                            OptionalInt.empty(),
                            List.of(),
                            Instant.EPOCH,
                            Optional.of(Instant.EPOCH))),
                    List.of());
        }
    }

    /** Whose studies stand in a list beside a plain archive. */
    public static List<Subject> read(Path file) throws IOException {
        try (TransferStore store = TransferStore.open(file, Secrecy.NONE)) {
            return store.load().stream().map(kept -> kept.request().subject()).toList();
        }
    }
}
