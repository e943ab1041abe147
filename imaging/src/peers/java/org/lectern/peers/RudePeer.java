package org.lectern.peers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on loopback that does to each connection what a test wants: says wrong things, nothing, or hangs up. */
public final class RudePeer implements AutoCloseable {
    /** What it does with a connection, which is closed when it returns. */
    @FunctionalInterface
    public interface Manners {
        /** Talks. */
        void talk(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listening;
    private final Manners manners;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RudePeer(ServerSocket listening, Manners manners) {
        this.listening = listening;
        this.manners = manners;
    }

    /** Begins to listen. */
    public static RudePeer start(Manners manners) throws IOException {
        RudePeer peer = new RudePeer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
        peer.threads.execute(peer::accept);
        return peer;
    }

    /** Where it listens. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Reads one DICOM PDU, header included. */
    public static byte[] readPdu(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] header = new byte[6];
        data.readFully(header);
        int length = (header[2] & 0xFF) << 24 | (header[3] & 0xFF) << 16 | (header[4] & 0xFF) << 8 | header[5] & 0xFF;
        byte[] pdu = new byte[6 + length];
        System.arraycopy(header, 0, pdu, 0, 6);
        data.readFully(pdu, 6, length);
        return pdu;
    }

    /** Says it byte by byte, slowly, until nobody listens any more. */
    public static void drip(OutputStream out, byte[] bytes) throws IOException {
        try {
            for (byte b : bytes) {
                out.write(b);
                out.flush();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            manners.talk(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            return; // the test sees it
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            return;
        } finally {
            threads.shutdownNow();
        }
    }
}
