package org.lectern.imaging.dimse.association;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.PduFormatException;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;
import org.lectern.imaging.dimse.pdu.PduReader;
import org.lectern.imaging.dimse.pdu.PduType;
import org.lectern.imaging.dimse.pdu.PduWriter;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;

/** PDUs over a connection, led by the state machine (PS3.8 section 9.2). One thread reads; several may write. */
final class UpperLayer {
    /** Longest P-DATA-TF body that we receive, and tell the peer so. */
    static final int LONGEST_PDATA_BYTES = 128 << 10;

    private static final int SHORTEST_PDATA_BYTES = 6;
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final Connection connection;
    private final Watchdog watchdog;
    private final StateMachine machine;
    private final ReentrantLock writing = new ReentrantLock();
    private final MessageWriter writer;
    private long dataLeft;

    UpperLayer(Connection connection, Watchdog watchdog, StateMachine machine) {
        this.connection = connection;
        this.watchdog = watchdog;
        this.machine = machine;
        this.writer = new MessageWriter(connection, watchdog);
    }

    StateMachine machine() {
        return machine;
    }

    ReentrantLock lock() {
        return writing;
    }

    MessageWriter writer() {
        return writer;
    }

    long dataLeft() {
        return dataLeft;
    }

    void tookData(long bytes) {
        dataLeft -= bytes;
    }

    /** Sends a PDU that is not data. */
    void send(Pdu pdu) throws IOException {
        byte[] bytes = PduWriter.write(pdu);
        writing.lock();
        try {
            writer.raw(bytes, bytes.length);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Reads until there is data, then empty, or a PDU that concerns whoever uses the association.
     *
     * @throws NetworkException when the peer aborts
     * @throws PduFormatException when it sends what must not come now; it has been told
     */
    Optional<Pdu> next() throws IOException {
        while (true) {
            int type = connection.u8();
            connection.u8();
            long length = connection.u32();
            if (type == PduType.P_DATA_TF) {
                if (data(length)) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<Pdu> pdu = concerning(control(type, length));
            if (pdu.isPresent()) {
                return pdu;
            }
        }
    }

    private boolean data(long length) throws IOException {
        if (length > LONGEST_PDATA_BYTES || length < SHORTEST_PDATA_BYTES) {
            throw new PduFormatException(
                    Reason.INVALID_PARAMETER,
                    "A P-DATA-TF PDU of %,d bytes; %,d were agreed on".formatted(length, LONGEST_PDATA_BYTES));
        }
        Action action = machine.on(Event.P_DATA_TF_PDU);
        if (action == Action.AA_6) {
            passOver(length);
            return false;
        }
        refuseUnless(action == Action.DT_2 || action == Action.AR_6, "Data");
        dataLeft = length;
        return true;
    }

    private void passOver(long length) throws IOException {
        for (long left = length; left > 0; ) {
            left -= connection.skip(left);
        }
    }

    private Pdu control(int type, long length) throws IOException {
        if (length > PduType.LONGEST_CONTROL_BYTES) {
            throw new PduFormatException(
                    Reason.INVALID_PARAMETER, "A PDU of type %02X and %,d bytes".formatted(type, length));
        }
        if (type < PduType.ASSOCIATE_RQ || type > PduType.ABORT) {
            throw new PduFormatException(Reason.UNRECOGNIZED_PDU, "A PDU of the unknown type %02X".formatted(type));
        }
        byte[] body = new byte[(int) length];
        for (int done = 0; done < body.length; ) {
            done += connection.read(body, done, body.length - done);
        }
        return PduReader.read(type, body);
    }

    private Optional<Pdu> concerning(Pdu pdu) throws IOException {
        Action action = machine.on(event(pdu));
        return switch (action) {
            case AE_3, AE_4, AE_6, AR_2, AR_3, AR_8, AR_10 -> Optional.of(pdu);
            case AA_2, AA_3 -> throw aborted((Pdu.Abort) pdu);
            case AA_6 -> Optional.empty();
            case AA_7 -> {
                send(Pdu.Abort.byProvider(Reason.UNEXPECTED_PDU));
                yield Optional.empty();
            }
            default -> {
                refuseUnless(false, "A PDU of the kind " + pdu.getClass().getSimpleName());
                yield Optional.empty();
            }
        };
    }

    private NetworkException aborted(Pdu.Abort abort) {
        return new NetworkException(
                Problem.CUT,
                "%s aborted the association %s".formatted(connection.peer(), abort.words()),
                "Its log says why; trying again may help.");
    }

    private static void refuseUnless(boolean expected, String what) throws PduFormatException {
        if (!expected) {
            throw new PduFormatException(Reason.UNEXPECTED_PDU, what + " at the wrong time");
        }
    }

    private static Event event(Pdu pdu) {
        return switch (pdu) {
            case Pdu.AssociateRequest _ -> Event.A_ASSOCIATE_RQ_PDU;
            case Pdu.AssociateAccept _ -> Event.A_ASSOCIATE_AC_PDU;
            case Pdu.AssociateReject _ -> Event.A_ASSOCIATE_RJ_PDU;
            case Pdu.ReleaseRequest _ -> Event.A_RELEASE_RQ_PDU;
            case Pdu.ReleaseReply _ -> Event.A_RELEASE_RP_PDU;
            case Pdu.Abort _ -> Event.A_ABORT_PDU;
        };
    }

    /** Ends after a failure: tells the peer where it can be told, closes, and puts the failure in words. */
    NetworkException failed(IOException failure) {
        State state = machine.state();
        NetworkException told = watchdog.reason().orElseGet(() -> inWords(failure, state));
        switch (failure) {
            case PduFormatException e -> abort(Pdu.Abort.byProvider(e.reason()), true);
            case SocketTimeoutException _ -> abort(Pdu.Abort.byUser(), false);
            default -> close();
        }
        return told;
    }

    private NetworkException inWords(IOException failure, State state) {
        String peer = connection.peer();
        return switch (failure) {
            case NetworkException e -> e;
            case SSLException e -> TlsSettings.explain(peer, e);
            case PduFormatException e ->
                new NetworkException(
                        Problem.PROTOCOL,
                        "%s breaks the DICOM protocol: %s".formatted(peer, e.getMessage()),
                        "Is it a DICOM port, with the same TLS setting on both sides?",
                        e);
            case SocketTimeoutException e ->
                new NetworkException(
                        Problem.TIMED_OUT,
                        "%s has sent nothing in time while we were %s".formatted(peer, state.words()),
                        "The line or the peer is stuck; try again.",
                        e);
            case EOFException e -> cut(e, state);
            default -> cut(failure, state);
        };
    }

    private NetworkException cut(IOException failure, State state) {
        String peer = connection.peer();
        if (!connection.hasHeard()) {
            return connection.isSecure()
                    ? new NetworkException(
                            Problem.AUTHENTICATION,
                            peer + " closed the connection right after TLS was agreed on",
                            "It may not accept our certificate, or want one; its log says why.",
                            failure)
                    : new NetworkException(
                            Problem.CUT,
                            peer + " closed the connection without an answer",
                            "It may expect TLS on this port, or not speak DICOM.",
                            failure);
        }
        return new NetworkException(
                Problem.CUT,
                "The connection to %s was cut while we were %s".formatted(peer, state.words()),
                "Check the line; trying again may help.",
                failure);
    }

    /** Sends A-ABORT if it can be sent at once, and closes. */
    void abort(Pdu.Abort abort, boolean lingering) {
        if (machine.state() == State.STA1) {
            close();
            return;
        }
        watchdog.killAfter(FAREWELL);
        try {
            if (writing.tryLock(FAREWELL.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                try {
                    byte[] bytes = PduWriter.write(abort);
                    writer.raw(bytes, bytes.length);
                } finally {
                    writing.unlock();
                }
                if (lingering) {
                    connection.drain(FAREWELL.dividedBy(2));
                }
            }
        } catch (IOException e) {
            machine.gone(); // the peer knows anyway
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Waits for the peer to close, as whoever ends last does (Sta13), and closes. */
    void linger(Duration artim) {
        connection.drain(artim);
        close();
    }

    void close() {
        machine.gone();
        watchdog.end();
        connection.close();
    }
}
