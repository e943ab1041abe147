package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * Arguments: the archive, the first number, {@code DURABLE} or {@code FETCHED}, {@code plain} or {@code encrypted}.
     * Prints the number of each object that it would tell its sender is safe, or, for what it fetched, that is committed.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        Promise promise = Promise.valueOf(arguments[2]);
        try (ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
                LocalArchive archive = LocalArchive.open(folder, key(arguments[3].equals("encrypted")));
                ArchiveReceiver receiver = archive.receive(promise, io)) {
            System.out.println("open");
            for (int i = first; i < first + 1_000_000; i++) {
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

    static Process start(Path folder, int first, Promise promise, boolean encrypted) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ReceiverProcess.class.getName(),
                folder.toString(),
                Integer.toString(first),
                promise.name(),
                encrypted ? "encrypted" : "plain"));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
