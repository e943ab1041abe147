package org.lectern.imaging.dimse.association;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateAccept;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.dimse.pdu.UserInformation;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/**
 * An association (PS3.8 section 7): messages to and from one peer. One thread reads; several may send. Calls block and
 * belong on virtual threads. Failures are {@link NetworkException}s; after one the association is over.
 */
public final class Association implements AutoCloseable {
    /** Longest P-DATA-TF body that we receive. */
    public static final int LONGEST_PDATA_BYTES = UpperLayer.LONGEST_PDATA_BYTES;

    private final UpperLayer layer;
    private final Connection connection;
    private final Watchdog watchdog;
    private final Timeouts timeouts;
    private final Negotiated negotiated;
    private final MessageReader reader;
    private final AtomicInteger messageIds = new AtomicInteger();
    private final ExecutorService io;

    private Association(
            UpperLayer layer,
            Connection connection,
            Watchdog watchdog,
            Timeouts timeouts,
            Negotiated negotiated,
            ExecutorService io) {
        this.layer = layer;
        this.connection = connection;
        this.watchdog = watchdog;
        this.timeouts = timeouts;
        this.negotiated = negotiated;
        this.io = io;
        this.reader = new MessageReader(layer, connection, timeouts);
    }

    /**
     * Opens an association as requestor.
     *
     * @param io runs what watches over it
     * @throws NetworkException when it cannot be had, in words
     */
    public static Association open(DimseNode node, Proposal proposal, ExecutorService io, Cancellation cancellation)
            throws IOException {
        cancellation.check();
        Socket socket = Connection.unconnected();
        Association association;
        try (Cancellation.Registration _ = cancellation.onCancel(() -> closeAside(socket, io))) {
            association = connected(socket, node, proposal, io);
        } catch (IOException e) {
            socket.close();
            cancellation.check();
            throw e;
        }
        if (cancellation.isCancelled()) { // whoever closes the socket aside may still be on the way
            association.close();
            cancellation.check();
        }
        return association;
    }

    private static void closeAside(Socket socket, ExecutorService io) {
        try {
            io.execute(() -> {
                try {
                    socket.close();
                } catch (IOException e) {
                    return; // as good as closed
                }
            });
        } catch (RejectedExecutionException e) {
            return; // the program is ending, and its connections with it
        }
    }

    private static Association connected(Socket socket, DimseNode node, Proposal proposal, ExecutorService io)
            throws IOException {
        StateMachine machine = new StateMachine(true);
        machine.on(Event.A_ASSOCIATE_REQUEST);
        Connection connection = Connection.connect(socket, node);
        Watchdog watchdog = new Watchdog(connection, node.timeouts().stall());
        UpperLayer layer = new UpperLayer(connection, watchdog, machine);
        watchdog.start(io);
        AssociateRequest request = new AssociateRequest(
                node.aeTitle(),
                node.ourAeTitle(),
                proposal.contexts(),
                UserInformation.ours(UpperLayer.LONGEST_PDATA_BYTES)
                        .with(proposal.window(), proposal.roles(), proposal.extended())
                        .with(node.identity(), Optional.empty()));
        try {
            connection.deadline(node.timeouts().association());
            machine.on(Event.TRANSPORT_CONFIRM);
            layer.send(request);
            return switch (layer.next().orElseThrow(() -> new IOException("data instead of an answer"))) {
                case AssociateAccept accept -> {
                    layer.writer().peerTakes(accept.user().maxPduBytes());
                    Negotiated negotiated = Negotiated.of(request, accept, accept.user());
                    yield new Association(layer, connection, watchdog, node.timeouts(), negotiated, io);
                }
                case AssociateReject reject -> throw Words.rejection(node, reject);
                default -> throw new IOException("no answer to an association request");
            };
        } catch (IOException e) {
            throw layer.failed(e);
        }
    }

    /**
     * Answers an association request that comes in over a connection.
     *
     * @param decide an {@link AssociateAccept} or an {@link AssociateReject}
     * @return empty when it was rejected
     */
    static Optional<Association> accept(
            Connection connection, Timeouts timeouts, Function<AssociateRequest, Pdu> decide, ExecutorService io)
            throws IOException {
        StateMachine machine = new StateMachine(false);
        Watchdog watchdog = new Watchdog(connection, timeouts.stall());
        UpperLayer layer = new UpperLayer(connection, watchdog, machine);
        watchdog.start(io);
        try {
            machine.on(Event.TRANSPORT_INDICATION);
            watchdog.killAfter(timeouts.association(), Watchdog.tooSlow(connection.peer()));
            connection.shakeHands();
            watchdog.spare();
            connection.deadline(timeouts.association()); // ARTIM
            if (!(layer.next().orElse(null) instanceof AssociateRequest request)) {
                throw new IOException("no association request");
            }
            return switch (decide.apply(request)) {
                case AssociateAccept accept -> {
                    machine.on(Event.A_ASSOCIATE_RESPONSE_ACCEPT);
                    layer.writer().peerTakes(request.user().maxPduBytes());
                    layer.send(accept);
                    Negotiated negotiated = Negotiated.of(request, accept, request.user());
                    yield Optional.of(new Association(layer, connection, watchdog, timeouts, negotiated, io));
                }
                case Pdu reject -> {
                    machine.on(Event.A_ASSOCIATE_RESPONSE_REJECT);
                    layer.send(reject);
                    layer.linger(timeouts.association());
                    yield Optional.empty();
                }
            };
        } catch (IOException e) {
            throw layer.failed(e);
        }
    }

    /** What was agreed on. */
    public Negotiated negotiated() {
        return negotiated;
    }

    /** The peer for messages. */
    public String peer() {
        return connection.peer();
    }

    /** The time-outs in force. */
    public Timeouts timeouts() {
        return timeouts;
    }

    /** A message id that is not in use (PS3.7 section 9.1.1.1.1). */
    public int nextMessageId() {
        return messageIds.updateAndGet(id -> id % 0xFFFF + 1);
    }

    /** Writes a data set into a message. */
    @FunctionalInterface
    public interface DataSource {
        /**
         * Writes all of it.
         *
         * @throws SourceException when it cannot be read
         */
        void writeTo(DataTarget target) throws IOException;
    }

    /** Takes a data set piece by piece. */
    public interface DataTarget {
        /** Takes mapped bytes. */
        void write(MemorySegment bytes) throws IOException;

        /** Takes bytes as a stream. */
        OutputStream stream();
    }

    /** A data set that is to be sent cannot be read; the association is well unless part of it had gone out. */
    public static final class SourceException extends IOException {
        private static final long serialVersionUID = 1;

        /** Why. */
        public SourceException(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** Sends a command without a data set. */
    public void send(int contextId, Command command) throws IOException {
        exchange(contextId, command, Optional.empty());
    }

    /** Sends a command with a small data set. */
    public void send(int contextId, Command command, DataSet dataSet) throws IOException {
        TransferSyntax syntax =
                TransferSyntax.of(negotiated.context(contextId).orElseThrow().transferSyntax());
        send(contextId, command, target -> new DicomWriter(syntax).writeDataSet(dataSet, target.stream()));
    }

    /**
     * Sends a command with a data set.
     *
     * @throws SourceException when the data set could not be read; {@link #isOpen} says whether the association is over
     */
    public void send(int contextId, Command command, DataSource source) throws IOException {
        exchange(contextId, command.withDataSet(), Optional.of(source));
    }

    private void exchange(int contextId, Command command, Optional<DataSource> source) throws IOException {
        layer.lock().lock();
        try {
            if (!layer.machine().allows(Event.P_DATA_REQUEST)) {
                throw new IOException("the association is over");
            }
            layer.machine().on(Event.P_DATA_REQUEST);
            MessageWriter writer = layer.writer();
            writer.command(contextId, command.encode());
            if (source.isPresent()) {
                writeData(contextId, source.get(), writer);
            }
            writer.flush();
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw layer.failed(heardLast(e));
        } finally {
            layer.lock().unlock();
        }
    }

    private void writeData(int contextId, DataSource source, MessageWriter writer) throws IOException {
        writer.beginData(contextId);
        try {
            source.writeTo(new Target(writer));
        } catch (SourceException e) {
            if (writer.isSent()) {
                layer.abort(Pdu.Abort.byUser(), false);
            } else {
                writer.forget();
            }
            throw e;
        }
        writer.finish();
    }

    /** What the peer said before it closed is worth more than that it closed. */
    private IOException heardLast(IOException failure) {
        return watchdog.reason().<IOException>map(reason -> reason).orElse(failure);
    }

    private record Target(MessageWriter writer) implements DataTarget {
        @Override
        public void write(MemorySegment bytes) throws IOException {
            writer.write(bytes);
        }

        @Override
        public OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    writer.write(b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    writer.write(bytes, offset, length);
                }
            };
        }
    }

    /** The next message, waited for as long as {@link Timeouts#response} says; empty when the peer releases instead. */
    public Optional<Message> receive() throws IOException {
        return receive(timeouts.response());
    }

    /** The next message; empty when the peer asks for the release instead, which is granted then. */
    public Optional<Message> receive(Duration patience) throws IOException {
        return receive(patience, () -> false);
    }

    /** The next message; {@code busy} says whether the peer is silent because it waits for us. */
    public Optional<Message> receive(Duration patience, BooleanSupplier busy) throws IOException {
        try {
            connection.patience(patience);
            connection.awaitByte(busy);
            Optional<Message> message = reader.next(negotiated);
            if (message.isEmpty()) {
                granted();
            }
            return message;
        } catch (TargetException e) {
            throw e;
        } catch (IOException e) {
            throw layer.failed(e);
        }
    }

    private void granted() throws IOException {
        if (layer.machine().allows(Event.A_RELEASE_RESPONSE)) {
            layer.machine().on(Event.A_RELEASE_RESPONSE);
            layer.send(new Pdu.ReleaseReply());
            layer.linger(timeouts.association());
        } else {
            layer.close(); // the answer to our own request
        }
    }

    /** Asks for the end while another thread reads, whose {@link #receive} then answers empty. */
    public void requestRelease() {
        try {
            if (layer.machine().allows(Event.A_RELEASE_REQUEST)) {
                watchdog.killAfter(timeouts.association());
                layer.machine().on(Event.A_RELEASE_REQUEST);
                layer.send(new Pdu.ReleaseRequest());
            }
        } catch (IOException e) {
            layer.close(); // who reads notices
        }
    }

    /** Puts a failure while a data set is streamed in words, and ends the association. */
    public NetworkException failed(IOException failure) {
        return layer.failed(failure);
    }

    /** Asks for the end and waits for it; the work is done, so a peer that does not answer is no failure. */
    public void release() {
        try {
            if (!layer.machine().allows(Event.A_RELEASE_REQUEST)) {
                return;
            }
            layer.machine().on(Event.A_RELEASE_REQUEST);
            layer.send(new Pdu.ReleaseRequest());
            connection.deadline(timeouts.association());
            awaitRelease();
        } catch (IOException e) {
            layer.close();
        } finally {
            layer.close();
        }
    }

    private void awaitRelease() throws IOException {
        while (true) {
            Optional<Pdu> pdu = layer.next();
            if (pdu.isEmpty()) {
                reader.passOverPdu();
            } else if (pdu.get() instanceof Pdu.ReleaseReply) {
                return;
            } else if (layer.machine().allows(Event.A_RELEASE_RESPONSE)) { // both asked at once
                layer.machine().on(Event.A_RELEASE_RESPONSE);
                layer.send(new Pdu.ReleaseReply());
            }
        }
    }

    /** Ends at once. */
    public void abort() {
        layer.abort(Pdu.Abort.byUser(), false);
    }

    /** Gives the peer so long to end the work that was cancelled, then ends the association. */
    public void endAfter(Duration grace) {
        watchdog.killAfter(grace);
    }

    /** Runs something aside, such as sending a cancel request while this thread must not block. */
    public void aside(Runnable work) {
        try {
            io.execute(work);
        } catch (RejectedExecutionException e) {
            layer.close(); // the program is ending
        }
    }

    /** Whether messages can be sent. */
    public boolean isOpen() {
        return layer.machine().allows(Event.P_DATA_REQUEST);
    }

    /** Aborts what was not released. */
    @Override
    public void close() {
        if (isOpen()) {
            abort();
        } else {
            layer.close();
        }
    }
}
