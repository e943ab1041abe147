package org.lectern.imaging.dimse.association;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.PduFormatException;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;

/** P-DATA-TF PDUs to messages (PS3.8 section 9.3.5 and Annex E). Used by one thread. */
final class MessageReader {
    private static final int LONGEST_COMMAND = 64 << 10;
    private static final int PDV_HEADER_BYTES = 6;

    private final UpperLayer layer;
    private final Connection connection;
    private final Timeouts timeouts;
    private int contextId;
    private boolean isCommand;
    private boolean isLast;
    private long left;
    private boolean dataPending;
    private int dataContext;

    MessageReader(UpperLayer layer, Connection connection, Timeouts timeouts) {
        this.layer = layer;
        this.connection = connection;
        this.timeouts = timeouts;
    }

    /**
     * The next message, once its command is complete.
     *
     * @return empty when the peer asks for the release instead
     */
    Optional<Message> next(Negotiated negotiated) throws IOException {
        if (dataPending) {
            stream(OutputStream.nullOutputStream());
        }
        if (!nextPdv()) {
            return Optional.empty();
        }
        connection.patience(timeouts.stall());
        int context = contextId;
        Negotiated.Context agreed = negotiated
                .context(context)
                .orElseThrow(() -> new PduFormatException(
                        Reason.INVALID_PARAMETER,
                        "A message in the presentation context %d, which was not agreed on".formatted(context)));
        Command command = Command.decode(command(context));
        dataPending = command.hasDataSet();
        dataContext = context;
        return Optional.of(new Message(agreed, command, this));
    }

    private byte[] command(int context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            if (!isCommand || contextId != context) {
                throw new PduFormatException(Reason.UNEXPECTED_PDU, "Data where a command should be");
            }
            if (bytes.size() + left > LONGEST_COMMAND) {
                throw new PduFormatException(Reason.INVALID_PARAMETER, "A command set without an end");
            }
            while (left > 0) {
                left -= connection.transfer(bytes, left);
            }
            if (isLast) {
                return bytes.toByteArray();
            }
            requirePdv();
        }
    }

    /** Goes to the next PDV; false when a release is asked for instead. */
    private boolean nextPdv() throws IOException {
        if (layer.dataLeft() == 0) {
            Optional<Pdu> control = layer.next();
            if (control.isPresent()) {
                return false;
            }
        }
        if (layer.dataLeft() < PDV_HEADER_BYTES) {
            throw new PduFormatException(Reason.INVALID_PARAMETER, "A PDV without room for its header");
        }
        long length = connection.u32();
        contextId = connection.u8();
        int header = connection.u8();
        isCommand = (header & 1) != 0;
        isLast = (header & 2) != 0;
        left = length - 2;
        if (left < 0 || length + 4 > layer.dataLeft()) {
            throw new PduFormatException(
                    Reason.INVALID_PARAMETER,
                    "A PDV of %d bytes in a PDU with %d left".formatted(length, layer.dataLeft()));
        }
        layer.tookData(length + 4); // its value is read before the next one is looked at
        return true;
    }

    private void requirePdv() throws IOException {
        if (!nextPdv()) {
            throw new PduFormatException(Reason.UNEXPECTED_PDU, "A release in the middle of a message");
        }
    }

    /** Hands the data set on; returns its length. When the target fails the rest is passed over first. */
    long transferData(OutputStream target) throws IOException {
        try {
            return dataPending ? stream(target) : 0;
        } catch (TargetException e) {
            throw e;
        } catch (IOException e) {
            throw layer.failed(e);
        }
    }

    private long stream(OutputStream target) throws IOException {
        connection.patience(timeouts.stall());
        OutputStream to = target;
        Optional<TargetException> failure = Optional.empty();
        long total = 0;
        do {
            requirePdv();
            if (isCommand || contextId != dataContext) {
                throw new PduFormatException(Reason.UNEXPECTED_PDU, "A command where data should be");
            }
            total += left;
            while (left > 0) {
                try {
                    left -= connection.transfer(to, left);
                } catch (TargetException e) {
                    left -= e.taken();
                    failure = Optional.of(e);
                    to = OutputStream.nullOutputStream();
                }
            }
        } while (!isLast);
        dataPending = false;
        if (failure.isPresent()) {
            throw failure.get();
        }
        return total;
    }

    /** Passes over the data of a PDU that nobody waits for any more. */
    void passOverPdu() throws IOException {
        for (long rest = layer.dataLeft(); rest > 0; rest = layer.dataLeft()) {
            layer.tookData(connection.skip(rest));
        }
    }

    /** Reads a data set of at most so many bytes into memory. */
    byte[] readData(int limit) throws IOException {
        Bounded bounded = new Bounded(limit);
        transferData(bounded);
        return bounded.bytes.toByteArray();
    }

    /** Refuses more than it may hold. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;

        Bounded(int limit) {
            this.limit = limit;
        }

        private boolean isFull(int length) {
            return bytes.size() + length > limit;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            if (isFull(length)) {
                throw new IOException("A data set of more than %,d bytes where a small one is due".formatted(limit));
            }
            bytes.write(more, offset, length);
        }
    }
}
