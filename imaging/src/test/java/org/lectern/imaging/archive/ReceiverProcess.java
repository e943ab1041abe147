package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;
import org.lectern.imaging.network.ObjectSink.Received;

/** A program of its own that receives objects into an archive, to be killed. */
public final class ReceiverProcess {
    private ReceiverProcess() {}

    /**
     * Arguments: the archive, the first number, how many, {@code DURABLE} or {@code FETCHED}, {@code plain} or {@code
     * encrypted}. Prints each step to the disk, and the number of each object that it would tell its sender is safe, or, for
     * what it fetched, that is committed.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int end = first + Integer.parseInt(arguments[2]);
        Promise promise = Promise.valueOf(arguments[3]);
        Optional<SecretKey> key = key(arguments[4].equals("encrypted"));
        try (ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
                LocalArchive archive = LocalArchive.open(folder, key, TellingDisk.toOutput(), InstantSource.system());
                ArchiveReceiver receiver = archive.receive(promise, io)) {
            System.out.println("open");
            for (int i = first; i < end; i++) {
                Path file = receiver.newFile();
                Files.write(file, ArchiveProcess.object(i).bytes());
                receiver.take(new Received(file, "", ArchiveProcess.sop(i), "PACS"));
                if (promise == Promise.FETCHED && i % 10 == 9) {
                    receiver.flush();
                }
                if (promise == Promise.DURABLE || i % 10 == 9) {
                    System.out.println(i);
                }
            }
        }
    }

    static Optional<SecretKey> key(boolean encrypted) {
        return encrypted ? Optional.of(new SecretKeySpec(new byte[32], "AES")) : Optional.empty();
    }
}
