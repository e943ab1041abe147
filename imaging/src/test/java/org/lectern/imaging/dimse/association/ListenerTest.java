package org.lectern.imaging.dimse.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.TlsSettings;
import org.lectern.peers.TestCertificates;

/** ARTIM, and what holds a connection without asking for an association. */
final class ListenerTest {
    private static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200));

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private Listener listener(ListenerSettings settings) throws IOException {
        return Listener.start(
                settings.at(InetAddress.getLoopbackAddress()).with(SHORT), _ -> AssociateReject.NO_REASON, _ -> {}, io);
    }

    /** Sends so many bytes, and waits until it is hung up on. */
    private static void assertHungUp(int port, byte[] sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent);
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        }
    }

    @Test
    void whoeverAsksForNothingIsHungUpOnInTime() throws IOException {
        try (Listener listener = listener(ListenerSettings.of("US", 0))) {
            assertHungUp(listener.port(), new byte[0]);
            assertHungUp(listener.port(), new byte[] {1, 0, 0, 0});
            assertEquals(0, listener.openAssociations());
        }
    }

    @Test
    void whoeverBeginsTlsAndGoesSilentIsHungUpOnInTime() throws IOException {
        assumeTrue(TestCertificates.isPossible());
        TestCertificates.Pair pair = TestCertificates.make(folder).server();
        TlsSettings tls = TlsSettings.builder()
                .identity(pair.certificate(), pair.key(), new char[0])
                .build();
        try (Listener listener = listener(ListenerSettings.of("US", 0).with(tls, false))) {
            assertHungUp(listener.port(), new byte[] {0x16, 3, 1, 2, 0});
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (Listener first = listener(ListenerSettings.of("US", 0))) {
            NetworkException e =
                    assertThrows(NetworkException.class, () -> listener(ListenerSettings.of("US", first.port())));
            assertTrue(e.getMessage().startsWith("Port %d cannot be listened on".formatted(first.port())));
        }
    }
}
