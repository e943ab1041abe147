package org.lectern.imaging.dimse.association;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;

/**
 * A TCP connection, TLS over it where wanted, read through one buffer.
 *
 * <p>Small packets do not wait: TCP_NODELAY on, and on Linux TCP_QUICKACK, which the kernel takes back now and then and is
 * therefore set again after each read. One thread may read while another writes.
 */
final class Connection implements Closeable {
    private static final int ALERT_MILLIS = 500;
    private static final int PREPARED_BYTES = 4 << 10;
    private static final int BUFFER_BYTES = 192 << 10;

    private final Socket wire;
    private final Socket talk;
    private final String peer;
    private final boolean quickAck;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private int timeoutMillis = -1;
    private long deadlineNanos;
    private boolean hasDeadline;
    private volatile boolean anythingRead;

    private Connection(Socket wire, Socket talk, String peer) throws IOException {
        this.wire = wire;
        this.talk = talk;
        this.peer = peer;
        this.quickAck = wire.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.in = talk.getInputStream();
        this.out = talk.getOutputStream();
    }

    /** A socket for {@link #connect}; whoever holds it can close it to end the attempt. */
    static Socket unconnected() throws IOException {
        Socket socket = new Socket();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return socket;
    }

    static Connection connect(Socket socket, DimseNode node) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(node.host());
            socket.connect(new InetSocketAddress(address, node.port()), (int)
                    node.timeouts().connect().toMillis());
        } catch (UnknownHostException e) {
            throw new NetworkException(
                    Problem.NAME_UNKNOWN,
                    "The host name %s of %s is not known".formatted(node.host(), node.aeTitle()),
                    "Check its spelling, or enter the address in numbers.",
                    e);
        } catch (ConnectException e) {
            throw new NetworkException(
                    Problem.CONNECTION_REFUSED,
                    node.display() + " refuses connections",
                    "Check the port; the program there may not be running.",
                    e);
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            throw new NetworkException(
                    Problem.UNREACHABLE,
                    "Nobody answers at %s within %d s"
                            .formatted(node.display(), node.timeouts().connect().toSeconds()),
                    "Check address, network and firewalls on the way.",
                    e);
        }
        Socket talk = socket;
        if (node.tls().isPresent()) {
            talk = shakenHands(socket, node, node.tls().get());
        }
        return new Connection(socket, talk, node.display());
    }

    private static SSLSocket shakenHands(Socket socket, DimseNode node, TlsSettings tls) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.context().getSocketFactory().createSocket(socket, node.host(), node.port(), true);
        secure.setSSLParameters(tls.client());
        socket.setSoTimeout((int) node.timeouts().association().toMillis());
        try {
            secure.startHandshake();
        } catch (SSLException e) {
            throw TlsSettings.explain(node.display(), e);
        } catch (SocketTimeoutException e) {
            throw new NetworkException(
                    Problem.TIMED_OUT,
                    node.display() + " did not take part in TLS in time",
                    "It may speak no TLS on this port.",
                    e);
        } catch (SocketException e) {
            throw endedInHandshake(node, tls, e);
        }
        return secure;
    }

    /** A write that fails is that of our second flight, with our certificate in it (RFC 8446 section 2). */
    private static NetworkException endedInHandshake(DimseNode node, TlsSettings tls, SocketException failure) {
        boolean reading = "Connection reset".equals(failure.getMessage());
        return tls.hasIdentity() && !reading
                ? new NetworkException(
                        Problem.AUTHENTICATION,
                        node.display() + " closed the connection when it had seen our certificate",
                        "Its administrator must trust the authority that issued it, or you need another one.",
                        failure)
                : new NetworkException(
                        Problem.TLS,
                        node.display() + " closed the connection while TLS was being agreed on",
                        "It may speak no TLS on this port, or want a certificate that we do not have.",
                        failure);
    }

    /** A connection that came in. */
    static Connection accepted(Socket socket, String peer) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new Connection(socket, socket, peer);
    }

    /** A connection that came in, over TLS, which {@link #shakeHands} agrees on. */
    static Connection accepted(Socket socket, String peer, TlsSettings tls, boolean mutual) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SSLSocket secure =
                (SSLSocket) tls.context().getSocketFactory().createSocket(socket, InputStream.nullInputStream(), true);
        secure.setSSLParameters(tls.server(mutual));
        return new Connection(socket, secure, peer);
    }

    /** Agrees on TLS where there is any. */
    void shakeHands() throws IOException {
        if (talk instanceof SSLSocket secure) {
            try {
                secure.startHandshake();
            } catch (SSLException e) {
                throw TlsSettings.explain(peer, e);
            }
        }
    }

    String peer() {
        return peer;
    }

    boolean isSecure() {
        return talk instanceof SSLSocket;
    }

    /** From now on the next byte must come within this time. */
    void patience(Duration duration) {
        hasDeadline = false;
        timeout((int) duration.toMillis());
    }

    /** From now on all reads together may take this time. */
    void deadline(Duration duration) {
        deadlineNanos = System.nanoTime() + duration.toNanos();
        hasDeadline = true;
    }

    private void timeout(int millis) {
        if (millis != timeoutMillis) {
            try {
                wire.setSoTimeout(millis);
                timeoutMillis = millis;
            } catch (SocketException e) {
                timeoutMillis = -1; // closed; the next read says so
            }
        }
    }

    /** Makes at least this many bytes, at most a small header, ready to be taken. */
    void require(int count) throws IOException {
        while (end - at < count) {
            fill();
        }
    }

    /** Waits for a byte; whenever the time is over and {@code busy}, once more. */
    void awaitByte(BooleanSupplier busy) throws IOException {
        while (end == at) {
            try {
                fill();
            } catch (SocketTimeoutException e) {
                if (!busy.getAsBoolean()) {
                    throw e;
                }
            }
        }
    }

    private void fill() throws IOException {
        if (at == end) {
            at = 0;
            end = 0;
        } else if (buffer.length - end < PREPARED_BYTES) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (hasDeadline) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the time is over");
            }
            timeout((int) Math.min(left + 1, Integer.MAX_VALUE));
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new EOFException("the connection was closed");
        }
        anythingRead = true;
        end += count;
        acknowledgeAtOnce();
    }

    private void acknowledgeAtOnce() {
        if (quickAck) {
            try {
                wire.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            } catch (IOException e) {
                anythingRead = true; // closed meanwhile: the next read says so
            }
        }
    }

    int u8() throws IOException {
        require(1);
        return buffer[at++] & 0xFF;
    }

    long u32() throws IOException {
        require(4);
        long value = (buffer[at] & 0xFFL) << 24
                | (buffer[at + 1] & 0xFF) << 16
                | (buffer[at + 2] & 0xFF) << 8
                | buffer[at + 3] & 0xFF;
        at += 4;
        return value;
    }

    /** Takes up to so many bytes, at least one. */
    int read(byte[] target, int offset, int length) throws IOException {
        require(1);
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        return count;
    }

    /**
     * Hands up to so many bytes on without a copy, at least one.
     *
     * @throws TargetException when the target does not take them
     */
    int transfer(OutputStream target, long length) throws IOException {
        require(1);
        int count = (int) Math.min(length, end - at);
        at += count;
        try {
            target.write(buffer, at - count, count);
        } catch (IOException e) {
            throw new TargetException(e, count);
        }
        return count;
    }

    /** Passes up to so many bytes over, at least one. */
    int skip(long length) throws IOException {
        require(1);
        int count = (int) Math.min(length, end - at);
        at += count;
        return count;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (SocketException e) {
            throw isSecure() && !anythingRead ? alertBehind(e) : e;
        }
    }

    /** With TLS 1.3 a refused certificate shows only now: what the peer said before it closed is worth more. */
    private IOException alertBehind(SocketException failure) {
        try {
            timeout(ALERT_MILLIS);
            in.read();
            return failure;
        } catch (SSLException alert) {
            return alert;
        } catch (IOException e) {
            return failure;
        }
    }

    /** Whether the peer has ever said anything. */
    boolean hasHeard() {
        return anythingRead;
    }

    /** Tells the peer that nothing more comes, and passes over what it still sends until it closes or the time is over. */
    void drain(Duration patience) {
        deadline(patience);
        at = end;
        try {
            if (!isSecure()) {
                wire.shutdownOutput();
            }
            while (true) {
                require(1);
                at = end;
            }
        } catch (IOException e) {
            at = end; // closed, or slow: this is the end anyway
        }
    }

    @Override
    public void close() {
        try {
            wire.close(); // not through TLS, whose farewell could block
        } catch (IOException e) {
            at = end;
        }
    }
}
