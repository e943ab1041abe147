package org.lectern.imaging.dicomweb;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** Takes compression off an answer (RFC 9110 section 8.4); what swells beyond reason is refused. */
final class ContentCoding {
    private static final long MOST_RATIO = 200;
    private static final long FREE_BYTES = 16L << 20;

    private ContentCoding() {}

    static InputStream decoded(Reply reply) throws IOException {
        String coding =
                String.join(",", reply.headers("content-encoding")).strip().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "identity" -> reply.stream();
            case "gzip", "x-gzip" -> new Inflating(reply);
            default ->
                throw new NetworkException(
                        Problem.NOT_SUPPORTED,
                        reply.peer() + " compressed its answer in a way that we did not ask for",
                        "Its administrator, or that of a proxy on the way, must switch that off.");
        };
    }

    /** Inflates while counting. */
    private static final class Inflating extends FilterInputStream {
        private final Reply reply;
        private long count;

        Inflating(Reply reply) throws IOException {
            super(open(reply));
            this.reply = reply;
        }

        private static InputStream open(Reply reply) throws IOException {
            try {
                return new GZIPInputStream(reply.stream(), 64 << 10);
            } catch (ZipException | EOFException e) {
                throw damaged(reply, e);
            }
        }

        private static NetworkException damaged(Reply reply, IOException cause) {
            return new NetworkException(
                    Problem.PROTOCOL, reply.peer() + " sent compressed data that is damaged", "Try again.", cause);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = in.read(into, offset, length);
            } catch (ZipException e) {
                throw damaged(reply, e);
            } catch (EOFException e) {
                throw new NetworkException(
                        Problem.CUT, reply.peer() + " ended its compressed answer in the middle", "Try again.", e);
            }
            count += Math.max(0, read);
            long packed = reply.body().stream().position();
            if (count > FREE_BYTES && count > MOST_RATIO * packed) {
                throw new NetworkException(
                        Problem.PROTOCOL,
                        "%s sent %d bytes that swell to more than %d".formatted(reply.peer(), packed, count),
                        "No honest answer does; do not use this server until its administrator has looked.");
            }
            return read;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
