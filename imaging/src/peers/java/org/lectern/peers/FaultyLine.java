package org.lectern.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A line on loopback to a server that breaks where a test wants it: after so many bytes of one direction it closes, resets or
 * carries nothing more. Without a fault it tells how many bytes went over and where DICOM PDUs ended.
 */
public final class FaultyLine implements AutoCloseable {
    /** How it breaks. */
    public enum Fault {
        /** An orderly end of the connection. */
        CLOSE,
        /** A reset. */
        RESET,
        /** Nothing more comes through, the connection stays. */
        STALL
    }

    /** Which way the bytes go that are counted. */
    public enum Direction {
        /** From whoever connects. */
        TO_SERVER,
        /** To whoever connects. */
        TO_CLIENT
    }

    /** Where and how to break. */
    public record Break(Direction direction, long offset, Fault fault) {}

    private final ServerSocket listening;
    private final int target;
    private final Optional<Break> breaking;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Long> boundariesToServer = new ArrayList<>();
    private final List<Long> boundariesToClient = new ArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);

    private FaultyLine(ServerSocket listening, int target, Optional<Break> breaking) {
        this.listening = listening;
        this.target = target;
        this.breaking = breaking;
    }

    /** A line without a fault. */
    public static FaultyLine sound(int target) throws IOException {
        return open(target, Optional.empty());
    }

    /** A line with a fault. */
    public static FaultyLine breaking(int target, Break where) throws IOException {
        return open(target, Optional.of(where));
    }

    private static FaultyLine open(int target, Optional<Break> breaking) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FaultyLine line = new FaultyLine(socket, target, breaking);
        line.threads.execute(line::accept);
        return line;
    }

    /** Where to connect instead of to the server. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Offsets at which PDUs of the first connection ended. */
    public synchronized List<Long> pduEnds(Direction direction) {
        return List.copyOf(direction == Direction.TO_SERVER ? boundariesToServer : boundariesToClient);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                threads.execute(() -> carry(client));
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            CountDownLatch ended = new CountDownLatch(2);
            threads.execute(() -> pump(client, server, Direction.TO_SERVER, ended));
            threads.execute(() -> pump(server, client, Direction.TO_CLIENT, ended));
            ended.await();
        } catch (IOException e) {
            return; // the test sees it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to, Direction direction, CountDownLatch ended) {
        PduEnds ends = new PduEnds();
        long carried = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int allowed = count;
                boolean breaks = breaking.isPresent()
                        && breaking.get().direction() == direction
                        && carried + count >= breaking.get().offset();
                if (breaks) {
                    allowed = (int) (breaking.get().offset() - carried);
                }
                out.write(buffer, 0, allowed);
                note(direction, ends, buffer, allowed);
                carried += allowed;
                if (breaks) {
                    breakNow(from, to);
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            quietly(from);
            quietly(to);
        } finally {
            ended.countDown();
        }
    }

    private synchronized void note(Direction direction, PduEnds ends, byte[] buffer, int count) {
        ends.add(buffer, count, direction == Direction.TO_SERVER ? boundariesToServer : boundariesToClient);
    }

    private void breakNow(Socket from, Socket to) throws IOException {
        switch (breaking.orElseThrow().fault()) {
            case CLOSE -> {
                to.shutdownOutput();
                from.close();
                to.close();
            }
            case RESET -> {
                from.setOption(StandardSocketOptions.SO_LINGER, 0);
                to.setOption(StandardSocketOptions.SO_LINGER, 0);
                from.close();
                to.close();
            }
            case STALL -> {
                try {
                    stalled.await(); // until the test is over
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            return; // as good as closed
        }
    }

    @Override
    public void close() {
        stalled.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            return;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Finds the ends of PDUs in a stream by their lengths. */
    private static final class PduEnds {
        private final byte[] header = new byte[6];
        private int headerBytes;
        private long left;
        private long position;

        private void add(byte[] bytes, int count, List<Long> ends) {
            for (int i = 0; i < count; i++) {
                position++;
                if (left > 0) {
                    left--;
                } else {
                    header[headerBytes++] = bytes[i];
                    if (headerBytes == header.length) {
                        headerBytes = 0;
                        left = (header[2] & 0xFFL) << 24
                                | (header[3] & 0xFF) << 16
                                | (header[4] & 0xFF) << 8
                                | header[5] & 0xFF;
                    } else {
                        continue;
                    }
                }
                if (left == 0) {
                    ends.add(position);
                }
            }
        }
    }
}
