package org.lectern.imaging.dimse.association;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lectern.imaging.dimse.pdu.PduType;

/**
 * Messages to P-DATA-TF PDUs (PS3.8 section 9.3.5 and Annex E): one PDV a PDU, as long as the peer takes; as many PDUs as
 * fit one buffer go out in one write, a command together with its data set.
 */
final class MessageWriter extends OutputStream {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final int PDV_HEADER_BYTES = 6;
    private static final int HEADERS_BYTES = PduType.HEADER_BYTES + PDV_HEADER_BYTES;
    private static final int COMMAND = 1;
    private static final int LAST = 2;
    private static final int SHORTEST_PDV = 64;

    private final Connection connection;
    private final Watchdog watchdog;
    private byte[] buffer = {}; // until there is a message
    private int longestPdv = SHORTEST_PDV;
    private int end;
    private int pduStart = -1;
    private int contextId;
    private int flags;
    private boolean sent;

    MessageWriter(Connection connection, Watchdog watchdog) {
        this.connection = connection;
        this.watchdog = watchdog;
    }

    /** How long a P-DATA-TF body may be; 0 for any length. */
    void peerTakes(long peerMaxPduBytes) {
        long longest = peerMaxPduBytes == 0 ? BUFFER_BYTES : Math.min(peerMaxPduBytes, BUFFER_BYTES);
        this.longestPdv = (int) Math.max(
                SHORTEST_PDV, Math.min(longest, BUFFER_BYTES - PduType.HEADER_BYTES) - PDV_HEADER_BYTES & ~1L);
    }

    /** Writes a command set. */
    void command(int context, byte[] bytes) throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER_BYTES];
        }
        sent = false;
        begin(context, COMMAND);
        write(bytes, 0, bytes.length);
        finish();
    }

    /** Begins the data set of the command just written. */
    void beginData(int context) {
        begin(context, 0);
    }

    private void begin(int context, int newFlags) {
        contextId = context;
        flags = newFlags;
    }

    /** Whether bytes of this message have gone out, so that it can no longer be taken back. */
    boolean isSent() {
        return sent;
    }

    /** Forgets what has not gone out. */
    void forget() {
        end = 0;
        pduStart = -1;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, room());
            System.arraycopy(bytes, offset + done, buffer, end, count);
            end += count;
            done += count;
        }
    }

    /** Writes mapped bytes. */
    void write(MemorySegment bytes) throws IOException {
        for (long done = 0; done < bytes.byteSize(); ) {
            int count = (int) Math.min(bytes.byteSize() - done, room());
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, done, buffer, end, count);
            end += count;
            done += count;
        }
    }

    /** Bytes that the open PDU still takes; opens the next one when it is full. */
    private int room() throws IOException {
        if (pduStart >= 0) {
            int left = pduStart + HEADERS_BYTES + longestPdv - end;
            if (left > 0) {
                return left;
            }
            closePdu(flags);
        }
        openPdu();
        return longestPdv;
    }

    private void openPdu() throws IOException {
        if (buffer.length - end < HEADERS_BYTES + longestPdv) {
            flushBuffer();
        }
        pduStart = end;
        end += HEADERS_BYTES;
    }

    private void closePdu(int pdvFlags) {
        int pdvBytes = end - pduStart - HEADERS_BYTES + 2;
        buffer[pduStart] = PduType.P_DATA_TF;
        buffer[pduStart + 1] = 0;
        putInt(pduStart + 2, pdvBytes + 4);
        putInt(pduStart + PduType.HEADER_BYTES, pdvBytes);
        buffer[pduStart + 10] = (byte) contextId;
        buffer[pduStart + 11] = (byte) pdvFlags;
        pduStart = -1;
    }

    private void putInt(int at, int value) {
        buffer[at] = (byte) (value >> 24);
        buffer[at + 1] = (byte) (value >> 16);
        buffer[at + 2] = (byte) (value >> 8);
        buffer[at + 3] = (byte) value;
    }

    /** Ends a command set or data set. */
    void finish() throws IOException {
        if (pduStart < 0) {
            openPdu();
        }
        closePdu(flags | LAST);
    }

    /** Sends what is complete. */
    @Override
    public void flush() throws IOException {
        if (pduStart < 0) {
            flushBuffer();
        }
    }

    private void flushBuffer() throws IOException {
        if (end > 0) {
            raw(buffer, end);
            end = 0;
        }
    }

    /** Sends a PDU of another kind. */
    void raw(byte[] bytes, int length) throws IOException {
        sent = true;
        watchdog.writing(true);
        try {
            connection.write(bytes, 0, length);
        } finally {
            watchdog.writing(false);
        }
    }
}
