package org.lectern.imaging.dimse.association;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
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

    private final ServerSocket socket;
    private final ListenerSettings settings;
    private final Function<AssociateRequest, Pdu> negotiate;
    private final Consumer<Association> serve;
    private final ExecutorService io;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger associations = new AtomicInteger();

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

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                if (connections.size() >= settings.mostAssociations() + CONNECTIONS_TO_REJECT) {
                    connection.close();
                } else {
                    connections.add(connection);
                    io.execute(() -> serve(connection));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.warn("A connection could not be accepted: {}", e.getMessage());
                }
            } catch (RejectedExecutionException e) {
                close(); // the program is ending
            }
        }
    }

    private void serve(Socket connection) {
        InetAddress from = connection.getInetAddress();
        try (connection) {
            Optional<Association> association =
                    Association.accept(secured(connection), settings.timeouts(), request -> decide(request, from), io);
            if (association.isPresent()) {
                try (Association open = association.get()) {
                    serve.accept(open);
                } finally {
                    associations.decrementAndGet();
                }
            }
        } catch (IOException e) {
            LOG.info("An association from {} failed: {}", from.getHostAddress(), e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    private Connection secured(Socket connection) throws IOException {
        String peer = connection.getInetAddress().getHostAddress();
        return settings.tls().isPresent()
                ? Connection.accepted(
                        connection,
                        peer,
                        settings.tls().get(),
                        settings.mutual(),
                        settings.timeouts().association())
                : Connection.accepted(connection, peer);
    }

    private Pdu decide(AssociateRequest request, InetAddress from) {
        Optional<AssociateReject> refusal = settings.access().refusal(request, from);
        if (refusal.isPresent()) {
            LOG.info("An association from {} is rejected by its AE titles or address", from.getHostAddress());
            return refusal.get();
        }
        if (associations.incrementAndGet() > settings.mostAssociations()) {
            associations.decrementAndGet();
            return AssociateReject.LIMIT_EXCEEDED;
        }
        Pdu answer = negotiate.apply(request);
        if (answer instanceof AssociateReject) {
            associations.decrementAndGet();
        }
        return answer;
    }

    /** Stops listening and ends the associations. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The listening socket could not be closed: {}", e.getMessage());
        }
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("A connection was closed already", e);
            }
        }
    }
}
