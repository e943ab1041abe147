package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.AccessRules;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Timeouts;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateAccept;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;
import org.lectern.imaging.dimse.pdu.PduWriter;
import org.lectern.imaging.dimse.pdu.UserInformation;
import org.lectern.imaging.network.AddressRange;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Peer;
import org.lectern.peers.RudePeer;

/** Peers that reject, abort, lie, say nothing or talk nonsense: each failure has its own words, and we stay well. */
final class RudePeerTest {
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(200));
    private static final byte[] ACCEPT = PduWriter.write(new AssociateAccept(
            "RUDE",
            "LECTERN",
            List.of(new AnsweredContext(1, 0, Uid.ExplicitVRLittleEndian)),
            UserInformation.ours(16384)));

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private DimseClient client(int port) {
        return new DimseClient(
                DimseNode.of("RUDE", "127.0.0.1", port, "LECTERN").with(SHORT), io);
    }

    private NetworkException echoRefusal(RudePeer.Manners manners) throws IOException {
        try (RudePeer peer = RudePeer.start(manners)) {
            return assertThrows(
                    NetworkException.class, () -> client(peer.port()).echo(new Cancellation()));
        }
    }

    private static RudePeer.Manners answering(byte[] answer) {
        return (in, out) -> {
            RudePeer.readPdu(in);
            out.write(answer);
            in.readAllBytes();
        };
    }

    /** Accepts, reads the echo request, says this. */
    private static RudePeer.Manners afterRequest(byte[] answer) {
        return (in, out) -> {
            RudePeer.readPdu(in);
            out.write(ACCEPT);
            RudePeer.readPdu(in);
            out.write(answer);
            in.readAllBytes();
        };
    }

    private static byte[] pData(int contextId, int flags, byte[] value) {
        byte[] pdu = new byte[12 + value.length];
        pdu[0] = 4;
        pdu[4] = (byte) ((value.length + 6) >> 8);
        pdu[5] = (byte) (value.length + 6);
        pdu[8] = (byte) ((value.length + 2) >> 8);
        pdu[9] = (byte) (value.length + 2);
        pdu[10] = (byte) contextId;
        pdu[11] = (byte) flags;
        System.arraycopy(value, 0, pdu, 12, value.length);
        return pdu;
    }

    private void assertRefusal(RudePeer.Manners manners, Problem problem, String words) throws IOException {
        NetworkException e = echoRefusal(manners);
        assertEquals(problem, e.problem(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void rejectionsSayWhoMustDoWhat() throws IOException {
        assertRefusal(
                answering(PduWriter.write(AssociateReject.CALLED_AE_UNKNOWN)),
                Problem.REJECTED,
                "nobody has the AE title RUDE. Check its spelling");
        assertRefusal(
                answering(PduWriter.write(AssociateReject.CALLING_AE_UNKNOWN)),
                Problem.REJECTED,
                "does not recognise our AE title LECTERN. Its administrator must enter it");
        assertRefusal(
                answering(PduWriter.write(AssociateReject.LIMIT_EXCEEDED)), Problem.BUSY, "too many associations");
        assertRefusal(answering(PduWriter.write(AssociateReject.NO_REASON)), Problem.REJECTED, "without saying why");
        assertRefusal(answering(PduWriter.write(new AssociateReject(1, 2, 2))), Problem.REJECTED, "protocol version");
        assertRefusal(answering(PduWriter.write(new AssociateReject(2, 1, 9))), Problem.BUSY, "for the moment");
    }

    @Test
    void abortsAreToldInEachState() throws IOException {
        byte[] abort = PduWriter.write(Pdu.Abort.byProvider(Reason.UNEXPECTED_PDU));
        assertRefusal(answering(abort), Problem.CUT, "aborted the association because of a PDU that it did not expect");
        assertRefusal(afterRequest(abort), Problem.CUT, "aborted the association");
    }

    @Test
    void silenceEndsInTime() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        RudePeer.Manners silent = (in, out) -> {
            RudePeer.readPdu(in);
            waitFor(over);
        };
        assertRefusal(silent, Problem.TIMED_OUT, "sent nothing in time while we were awaiting the answer to an");
        RudePeer.Manners silentLater = (in, out) -> {
            RudePeer.readPdu(in);
            out.write(ACCEPT);
            waitFor(over);
        };
        assertRefusal(silentLater, Problem.TIMED_OUT, "sent nothing in time while we were exchanging messages");
        over.countDown();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody ended the test");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerDrippingByteByByteEndsInTime() throws IOException {
        RudePeer.Manners dripping = (in, out) -> {
            RudePeer.readPdu(in);
            RudePeer.drip(out, ACCEPT);
        };
        assertRefusal(dripping, Problem.TIMED_OUT, "in time");
    }

    @Test
    void hangingUpIsTold() throws IOException {
        assertRefusal((in, out) -> {}, Problem.CUT, "may expect TLS on this port, or not speak DICOM");
        assertRefusal((in, out) -> RudePeer.readPdu(in), Problem.CUT, "closed the connection without an answer");
        assertRefusal(
                (in, out) -> {
                    RudePeer.readPdu(in);
                    out.write(ACCEPT);
                },
                Problem.CUT,
                "was cut while we were exchanging messages");
    }

    @Test
    void nonsenseIsAProtocolFault() throws IOException {
        byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertRefusal(answering(http), Problem.PROTOCOL, "Is it a DICOM port");
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            noise[2] = (byte) (i % 3); // now and then a length that could be
            NetworkException before = echoRefusal(answering(noise));
            assertFalse(before.getMessage().contains("Exception"), before.getMessage());
            NetworkException after = echoRefusal(afterRequest(noise));
            assertFalse(after.getMessage().contains("Exception"), after.getMessage());
        }
    }

    @Test
    void pdusThatLieAreAProtocolFault() throws IOException {
        assertRefusal(
                afterRequest(new byte[] {4, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}),
                Problem.PROTOCOL,
                "131,072 were agreed on");
        assertRefusal(
                answering(new byte[] {2, 0, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF}), Problem.PROTOCOL, "bytes");
        byte[] longPdv = pData(1, 3, new byte[10]);
        longPdv[9] = 100;
        assertRefusal(afterRequest(longPdv), Problem.PROTOCOL, "A PDV of 100 bytes in a PDU with 16 left");
        assertRefusal(afterRequest(pData(1, 2, new byte[10])), Problem.PROTOCOL, "Data where a command should be");
        assertRefusal(afterRequest(pData(99, 3, new byte[10])), Problem.PROTOCOL, "context 99");
        assertRefusal(afterRequest(pData(1, 3, new byte[10])), Problem.PROTOCOL, "command set");
    }

    @Test
    void pdusAtTheWrongTimeAreAProtocolFault() throws IOException {
        byte[] data = pData(1, 3, Command.of(CommandField.C_ECHO_RQ).encode());
        assertRefusal(answering(data), Problem.PROTOCOL, "Data at the wrong time");
        assertRefusal(answering(PduWriter.write(new Pdu.ReleaseReply())), Problem.PROTOCOL, "at the wrong time");
        assertRefusal(afterRequest(ACCEPT), Problem.PROTOCOL, "at the wrong time");
        assertRefusal(
                afterRequest(PduWriter.write(new Pdu.ReleaseRequest())),
                Problem.CUT,
                "released the association before it had answered");
    }

    @Test
    void anAnswerToSomethingElseIsAProtocolFault() throws IOException {
        byte[] other = Command.request(CommandField.C_ECHO_RQ, 77, Uid.Verification)
                .response(0)
                .encode();
        assertRefusal(afterRequest(pData(1, 3, other)), Problem.PROTOCOL, "answered our C-ECHO with C-ECHO response");
    }

    @Test
    void aPeerThatTakesNothingMoreIsNoticed() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        List<Path> big = List.of(Objects.write(folder, Objects.slice(1, 3000), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        RudePeer.Manners full = (in, out) -> {
            RudePeer.readPdu(in);
            out.write(ACCEPT);
            waitFor(over);
        };
        try (RudePeer peer = RudePeer.start(full)) {
            NetworkException e = assertThrows(
                    NetworkException.class,
                    () -> client(peer.port()).store(big, TransferProgress.NONE, new Cancellation()));
            assertEquals(Problem.TIMED_OUT, e.problem());
            assertTrue(e.getMessage().contains("has taken nothing more for 300 ms"), e.getMessage());
        } finally {
            over.countDown();
        }
    }

    @Test
    void cancellingEndsAnAssociationThatNobodyAnswers() throws Exception {
        Semaphore reached = new Semaphore(0);
        CountDownLatch over = new CountDownLatch(1);
        Timeouts patient = new Timeouts(
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMillis(50));
        RudePeer.Manners silent = (in, out) -> {
            RudePeer.readPdu(in);
            out.write(ACCEPT);
            RudePeer.readPdu(in);
            reached.release();
            waitFor(over);
        };
        try (RudePeer peer = RudePeer.start(silent)) {
            DimseClient client = new DimseClient(
                    DimseNode.of("RUDE", "127.0.0.1", peer.port(), "LECTERN").with(patient), io);
            for (boolean query : new boolean[] {true, false}) {
                Cancellation cancellation = new Cancellation();
                Future<NetworkException> refusal = io.submit(() -> assertThrows(NetworkException.class, () -> {
                    if (query) {
                        client.find(
                                QueryModel.STUDY_ROOT,
                                Objects.studyKeys(),
                                FindOptions.plain(1),
                                _ -> {},
                                cancellation);
                    } else {
                        client.echo(cancellation);
                    }
                }));
                assertTrue(reached.tryAcquire(20, TimeUnit.SECONDS));
                cancellation.cancel();
                assertEquals(
                        Problem.CANCELLED, refusal.get(20, TimeUnit.SECONDS).problem());
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void cancellingWhileTheAnswerArrivesIsNeverToldAsAFailureOfTheLine() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<Cancellation> current = new AtomicReference<>(new Cancellation());
        RudePeer.Manners atOnce = (in, out) -> {
            RudePeer.readPdu(in);
            out.write(ACCEPT);
            current.get().cancel();
            waitFor(over);
        };
        try (RudePeer peer = RudePeer.start(atOnce)) {
            for (int round = 0; round < 200; round++) {
                Cancellation cancellation = new Cancellation();
                current.set(cancellation);
                NetworkException refusal = assertThrows(
                        NetworkException.class, () -> client(peer.port()).echo(cancellation));
                assertEquals(Problem.CANCELLED, refusal.problem(), refusal::getMessage);
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void nobodyAndUnknownNamesAreToldApart() {
        NetworkException refused = assertThrows(
                NetworkException.class, () -> client(Peer.freePort()).echo(new Cancellation()));
        assertEquals(Problem.CONNECTION_REFUSED, refused.problem());
        DimseNode unknown = DimseNode.of("RUDE", "no-such-host.invalid", 104, "LECTERN");
        NetworkException name =
                assertThrows(NetworkException.class, () -> new DimseClient(unknown, io).echo(new Cancellation()));
        assertEquals(Problem.NAME_UNKNOWN, name.problem());
    }

    private DimseServer server(Services services) throws IOException {
        return DimseServer.start(
                ListenerSettings.of("RUDE", 0)
                        .at(InetAddress.getLoopbackAddress())
                        .with(SHORT)
                        .with(2),
                services,
                io);
    }

    /** What the server says to these bytes. */
    private static byte[] said(int port, byte[]... sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] bytes : sent) {
                out.write(bytes);
            }
            InputStream in = socket.getInputStream();
            return in.readAllBytes();
        }
    }

    private static byte[] request() {
        return PduWriter.write(new Pdu.AssociateRequest(
                "RUDE",
                "ME",
                List.of(
                        new Pdu.ProposedContext(1, Uid.Verification, List.of(Uid.ImplicitVRLittleEndian)),
                        new Pdu.ProposedContext(3, Uid.CTImageStorage, List.of(Uid.ExplicitVRLittleEndian))),
                UserInformation.ours(16384)));
    }

    @Test
    void theServerAbortsWhoeverBreaksTheProtocolAndServesOthers() throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = server(Services.none().with(sink))) {
            byte[] unrecognized = PduWriter.write(Pdu.Abort.byProvider(Reason.UNRECOGNIZED_PDU));
            byte[] unexpected = PduWriter.write(Pdu.Abort.byProvider(Reason.UNEXPECTED_PDU));
            byte[] invalid = PduWriter.write(Pdu.Abort.byProvider(Reason.INVALID_PARAMETER));
            assertEnds(unrecognized, said(server.port(), new byte[] {99, 0, 0, 0, 0, 0}));
            assertEnds(unexpected, said(server.port(), PduWriter.write(new Pdu.ReleaseRequest())));
            assertEnds(invalid, said(server.port(), new byte[] {1, 0, 0x7F, 0, 0, 0}));
            assertEnds(unexpected, said(server.port(), request(), request()));
            assertEnds(invalid, said(server.port(), request(), new byte[] {4, 0, 0x7F, 0, 0, 0}));
            assertEnds(invalid, said(server.port(), request(), pData(5, 3, new byte[4])));
            byte[] store = Command.request(CommandField.C_STORE_RQ, 1, Uid.CTImageStorage)
                    .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, "1.2.3")
                    .withDataSet()
                    .encode();
            assertEnds(unexpected, said(server.port(), request(), pData(3, 3, store), pData(3, 3, store)));
            assertEnds(
                    PduWriter.write(Pdu.Abort.byUser()),
                    said(server.port(), request(), pData(3, 3, store), pData(3, 0, new byte[64])));
            client(server.port()).echo(new Cancellation());
        }
        assertEquals(0, sink.openFiles());
        assertEquals(0, sink.files());
    }

    private static void assertEnds(byte[] expected, byte[] actual) {
        assertTrue(actual.length >= expected.length, () -> "said only " + actual.length + " bytes");
        byte[] end = Arrays.copyOfRange(actual, actual.length - expected.length, actual.length);
        assertArrayEquals(expected, end);
    }

    @Test
    void theServerKeepsItsLimitAndItsRules() throws IOException {
        try (DimseServer server = server(Services.none());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            for (Socket socket : List.of(first, second)) {
                socket.getOutputStream().write(request());
                assertEquals(2, RudePeer.readPdu(socket.getInputStream())[0]);
            }
            NetworkException e = assertThrows(
                    NetworkException.class, () -> client(server.port()).echo(new Cancellation()));
            assertEquals(Problem.BUSY, e.problem());
        }
        AccessRules rules = new AccessRules(
                Set.of("RUDE"),
                List.of(
                        new AccessRules.Caller(Optional.of("FRIEND"), Optional.empty()),
                        new AccessRules.Caller(Optional.of("LECTERN"), Optional.of(AddressRange.parse("10.0.0.0/8"))),
                        new AccessRules.Caller(Optional.empty(), Optional.of(AddressRange.parse("192.0.2.0/24")))));
        try (DimseServer server = DimseServer.start(
                ListenerSettings.of("RUDE", 0)
                        .at(InetAddress.getLoopbackAddress())
                        .with(rules),
                Services.none(),
                io)) {
            NetworkException e = assertThrows(
                    NetworkException.class, () -> client(server.port()).echo(new Cancellation()));
            assertTrue(e.getMessage().contains("does not recognise our AE title"), e.getMessage());
            new DimseClient(DimseNode.of("RUDE", "127.0.0.1", server.port(), "FRIEND"), io).echo(new Cancellation());
        }
    }
}
