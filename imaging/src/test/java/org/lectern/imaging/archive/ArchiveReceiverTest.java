package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.network.ObjectSink.Outcome;
import org.lectern.imaging.network.ObjectSink.Received;

class ArchiveReceiverTest {
    private static final int META_BYTES_END = 132;

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        io.close();
    }

    private Path home() {
        return folder.resolve("archive");
    }

    private static TestObject object(int number) {
        return ArchiveProcess.object(number);
    }

    static Outcome send(ObjectSink sink, byte[] bytes, String sop) throws IOException {
        Path file = sink.newFile();
        Files.write(file, bytes);
        return sink.take(new Received(file, "1.2.840.10008.5.1.4.1.1.7", sop, "PACS"));
    }

    private static Outcome send(ObjectSink sink, int number) throws IOException {
        return send(sink, object(number).bytes(), ArchiveProcess.sop(number));
    }

    private List<Path> incoming() throws IOException {
        try (Stream<Path> left = Files.list(home().resolve("incoming"))) {
            return left.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Promise.class)
    void whatArrivesIsThereAfterwards(Promise promise) throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            try (ArchiveReceiver receiver = archive.receive(promise, io)) {
                for (int i = 0; i < 50; i++) {
                    assertEquals(Outcome.STORED, send(receiver, i));
                }
                assertEquals(Outcome.ALREADY_HERE, send(receiver, 7));
                assertEquals(
                        Outcome.CONFLICT,
                        send(receiver, object(7).pixels(5000, 1234).bytes(), ArchiveProcess.sop(7)));
                assertEquals(50, receiver.reception().stored());
                assertEquals(1, receiver.reception().alreadyHere());
                assertEquals(1, receiver.reception().conflicts());
            }
            for (int i = 0; i < 50; i++) {
                InstanceEntry entry = archive.instance(ArchiveProcess.sop(i)).orElseThrow();
                assertArrayEquals(object(i).bytes(), Files.readAllBytes(entry.file()));
            }
            assertEquals(50, archive.verify().instances());
            assertEquals(List.of(), incoming());
        }
    }

    @Test
    void theFirstImageIsSeenWhileTheRestArrives() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveReceiver receiver = archive.receive(Promise.FETCHED, io)) {
            CountDownLatch told = new CountDownLatch(1);
            archive.onChange(told::countDown);
            send(receiver, 0);
            assertTrue(told.await(20, TimeUnit.SECONDS), "nobody was told");
            assertTrue(archive.instance(ArchiveProcess.sop(0)).isPresent());
            send(receiver, 1);
            receiver.flush();
            assertTrue(archive.instance(ArchiveProcess.sop(1)).isPresent());
        }
    }

    @Test
    void changesAreToldInGroups() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home())) {
            List<Integer> told = new ArrayList<>();
            archive.onChange(() -> {
                synchronized (told) {
                    told.add(1);
                }
            });
            try (ArchiveReceiver receiver = archive.receive(Promise.FETCHED, io)) {
                for (int i = 0; i < 300; i++) {
                    send(receiver, i);
                }
            }
            assertTrue(told.size() < 150, told.size() + " changes told for 300 objects");
            assertEquals(300, archive.verify().instances());
        }
    }

    @Test
    void severalSendersAtOnceLoseNothingAndKeepOneOfEach() throws Exception {
        try (LocalArchive archive = LocalArchive.open(home())) {
            int stored = 0;
            try (ArchiveReceiver fetched = archive.receive(Promise.FETCHED, io);
                    ArchiveReceiver durable = archive.receive(Promise.DURABLE, io)) {
                List<Future<Integer>> senders = new ArrayList<>();
                for (int sender = 0; sender < 6; sender++) {
                    ArchiveReceiver receiver = sender % 2 == 0 ? fetched : durable;
                    senders.add(io.submit(() -> {
                        int mine = 0;
                        for (int i = 0; i < 60; i++) {
                            mine += send(receiver, i) == Outcome.STORED ? 1 : 0;
                        }
                        return mine;
                    }));
                }
                for (Future<Integer> sender : senders) {
                    stored += sender.get();
                }
                assertEquals(
                        0, fetched.reception().conflicts() + durable.reception().conflicts());
            }
            assertEquals(60, stored);
            assertEquals(60, archive.verify().instances());
            assertTrue(archive.verify().isSound());
            assertEquals(List.of(), incoming());
        }
    }

    @Test
    void metaInformationOfItsOwnMakesNoOtherObject() throws IOException {
        byte[] bytes = object(1).bytes();
        byte[] other = bytes.clone();
        other[META_BYTES_END - 10] = 42; // in the preamble
        byte[] longer = withImplementationVersion(bytes);
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveReceiver receiver = archive.receive(Promise.FETCHED, io)) {
            assertEquals(Outcome.STORED, send(receiver, bytes, ArchiveProcess.sop(1)));
            assertEquals(Outcome.ALREADY_HERE, send(receiver, other, ArchiveProcess.sop(1)));
            receiver.flush();
            assertEquals(Outcome.ALREADY_HERE, send(receiver, longer, ArchiveProcess.sop(1)));
        }
    }

    /** The same file with (0002,0013) SH "X " behind the transfer syntax, and the group length that belongs to it. */
    private static byte[] withImplementationVersion(byte[] bytes) {
        int length = bytes[140] & 0xFF;
        byte[] element = {2, 0, 0x13, 0, 'S', 'H', 2, 0, 'X', ' '};
        byte[] changed = new byte[bytes.length + element.length];
        System.arraycopy(bytes, 0, changed, 0, 144 + length);
        System.arraycopy(element, 0, changed, 144 + length, element.length);
        System.arraycopy(bytes, 144 + length, changed, 144 + length + element.length, bytes.length - 144 - length);
        changed[140] = (byte) (length + element.length);
        return changed;
    }

    @Test
    void whatIsNoObjectOrAnotherOneIsRefusedAndLeavesNothing() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home());
                ArchiveReceiver receiver = archive.receive(Promise.DURABLE, io)) {
            NetworkException noise =
                    assertThrows(NetworkException.class, () -> send(receiver, new byte[3000], ArchiveProcess.sop(1)));
            assertEquals(NetworkException.Problem.PROTOCOL, noise.problem());
            NetworkException other = assertThrows(
                    NetworkException.class, () -> send(receiver, object(2).bytes(), "1.2.3.4.1"));
            assertEquals(NetworkException.Problem.PROTOCOL, other.problem());
            receiver.discard(receiver.newFile());
            try (Stream<Path> left = Files.list(incoming().getFirst())) {
                assertEquals(0, left.count());
            }
            assertEquals(0, archive.verify().instances());
        }
    }

    @Test
    void whatWasPromisedIsTakenInByTheNextOpening() throws IOException {
        try (LocalArchive archive = LocalArchive.open(home())) {
            // never commits: its executor runs nothing, as if the process ended right after the answer
            ArchiveReceiver receiver = archive.receive(Promise.DURABLE, task -> {});
            assertEquals(Outcome.STORED, send(receiver, 1));
            assertEquals(Outcome.ALREADY_HERE, send(receiver, 1));
            ArchiveReceiver fetching = archive.receive(Promise.FETCHED, task -> {});
            assertEquals(Outcome.STORED, send(fetching, 2));
            Files.write(receiver.newFile(), new byte[100]);
            assertFalse(archive.instance(ArchiveProcess.sop(1)).isPresent());
        }
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of("1 objects of an interrupted import were taken in."), archive.notices());
            assertTrue(archive.instance(ArchiveProcess.sop(1)).isPresent());
            assertFalse(archive.instance(ArchiveProcess.sop(2)).isPresent(), "we can ask for it again");
            assertEquals(List.of(), incoming());
            assertTrue(archive.verify().isSound());
        }
    }

    @Test
    void whatWasFetchedButDidNotReachTheMediumIsForgotten() throws IOException {
        Path damaged;
        try (LocalArchive archive = LocalArchive.open(home())) {
            ArchiveReceiver receiver = archive.receive(Promise.FETCHED, task -> {});
            send(receiver, 1);
            send(receiver, 2);
            receiver.flush(); // indexed, never settled
            damaged = archive.instance(ArchiveProcess.sop(1)).orElseThrow().file();
        }
        byte[] bytes = Files.readAllBytes(damaged);
        Files.write(damaged, new byte[bytes.length]); // as file systems leave it after a power cut
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(1, archive.notices().size(), archive.notices().toString());
            assertTrue(archive.notices().getFirst().startsWith("1 objects that were being fetched"));
            assertFalse(archive.instance(ArchiveProcess.sop(1)).isPresent());
            assertFalse(Files.exists(damaged));
            assertTrue(archive.instance(ArchiveProcess.sop(2)).isPresent());
        }
        try (LocalArchive archive = LocalArchive.open(home())) {
            assertEquals(List.of(), archive.notices());
        }
    }
}
