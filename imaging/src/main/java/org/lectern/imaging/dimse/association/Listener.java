package org.lectern.imaging.dimse.association;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for associations permanently: one virtual thread accepts, one serves each connection. A connection that fails
 * concerns nobody else.
 */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 128;
    private static final int CONNECTIONS_TO_REJECT = 32;
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final ServerSocket socket;
    private final ListenerSettings settings;
    private final Function<AssociateRequest, Pdu> negotiate;
    private final Consumer<Association> serve;
    private final ExecutorService io;
    private final Set<Socket> connections = new HashSet<>();
    private final AtomicInteger associations = new AtomicInteger();
    private final CountDownLatch deaf = new CountDownLatch(1);

    private Listener(
            ServerSocket socket,
            ListenerSettings settings,
            Function<AssociateRequest, Pdu> negotiate,
            Consumer<Association> serve,
            ExecutorService io) {
        this.socket = socket;
        this.settings = settings;
        this.negotiate = negotiate;
        this.serve = serve;
        this.io = io;
    }

    /**
     * Begins to listen.
     *
     * @param negotiate answers requests that the rules let in
     * @param serve uses an association to its end
     * @throws NetworkException when the port cannot be had
     */
    public static Listener start(
            ListenerSettings settings,
            Function<AssociateRequest, Pdu> negotiate,
            Consumer<Association> serve,
            ExecutorService io)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            InetSocketAddress address = settings.bind()
                    .map(bind -> new InetSocketAddress(bind, settings.port()))
                    .orElseGet(() -> new InetSocketAddress(settings.port()));
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            Listener listener = new Listener(socket, settings, negotiate, serve, io);
            io.execute(listener::accept);
            return listener;
        } catch (BindException e) {
            socket.close();
            throw new NetworkException(
                    Problem.LOCAL_STORAGE,
                    "Port %d cannot be listened on: %s".formatted(settings.port(), e.getMessage()),
                    "Another program uses it, or ports below 1024 need special rights; choose another port.",
                    e);
        } catch (IOException | RejectedExecutionException e) {
            socket.close();
            throw e;
        }
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Associations that are open now. */
    public int openAssociations() {
        return associations.get();
    }

    private int openConnections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    private void opened(Socket connection) {
        synchronized (connections) {
            connections.add(connection);
        }
    }

    private void accept() {
        try {
            acceptUntilClosed();
        } finally {
            deaf.countDown();
        }
    }

    private void acceptUntilClosed() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (openConnections() >= settings.mostAssociations() + CONNECTIONS_TO_REJECT) {
                    connection.close();
                } else {
                    opened(connection);
                    io.execute(() -> serve(connection));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("A connection could not be accepted: {}", e.getMessage());
                }
            } catch (RejectedExecutionException e) {
                deaf.countDown();
                close(); // the program is ending
            }
        }
    }

    /** One of the associations that are allowed, once it is taken. */
    private final class Slot implements AutoCloseable {
        private boolean taken;

        private boolean take() {
            taken = associations.incrementAndGet() <= settings.mostAssociations();
            if (!taken) {
                associations.decrementAndGet();
            }
            return taken;
        }

        @Override
        public void close() {
            if (taken) {
                associations.decrementAndGet();
            }
        }
    }

    private void serve(Socket connection) {
        InetAddress from = connection.getInetAddress();
        try (connection;
                Slot slot = new Slot()) {
            Optional<Association> association = Association.accept(
                    secured(connection), settings.timeouts(), request -> decide(request, from, slot), io);
            if (association.isPresent()) {
                try (Association open = association.get()) {
                    serve.accept(open);
                }
            }
        } catch (IOException e) {
            LOG.info("An association from {} failed: {}", from.getHostAddress(), e.getMessage());
        } finally {
            gone(connection);
        }
    }

    private void gone(Socket connection) {
        synchronized (connections) {
            connections.remove(connection);
            connections.notifyAll();
        }
    }

    private Connection secured(Socket connection) throws IOException {
        String peer = connection.getInetAddress().getHostAddress();
        return settings.tls().isPresent()
                ? Connection.accepted(connection, peer, settings.tls().get(), settings.mutual())
                : Connection.accepted(connection, peer);
    }

    private Pdu decide(AssociateRequest request, InetAddress from, Slot slot) {
        Optional<AssociateReject> refusal = settings.access().refusal(request, from);
        if (refusal.isPresent()) {
            LOG.info("An association from {} is rejected by its AE titles or address", from.getHostAddress());
            return refusal.get();
        }
        return slot.take() ? negotiate.apply(request) : AssociateReject.LIMIT_EXCEEDED;
    }

    /** Stops listening, ends the associations and waits a moment until whoever served them has noticed. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The listening socket could not be closed: {}", e.getMessage());
        }
        awaitPort();
        synchronized (connections) {
            connections.forEach(Listener::end);
            long until = System.nanoTime() + FAREWELL.toNanos();
            try {
                for (long left = FAREWELL.toMillis();
                        left > 0 && !connections.isEmpty();
                        left = (until - System.nanoTime()) / 1_000_000) {
                    connections.wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The system keeps the port until the thread that accepts has noticed. */
    private void awaitPort() {
        try {
            if (!deaf.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Port {} may stay in use for a moment", settings.port());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("A connection was closed already", e);
        }
    }
}
