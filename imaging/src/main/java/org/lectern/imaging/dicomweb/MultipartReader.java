package org.lectern.imaging.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a multipart body, one after the other, in constant memory (RFC 2046 section 5.1.1, RFC 2387). A part is
 * whole only when a delimiter follows it. The delimiter is looked for from its end backwards (R. N. Horspool, "Practical
 * fast searching in strings", 1980), so that most bytes of pixel data are never looked at.
 */
final class MultipartReader {
    private static final int BUFFER_BYTES = 512 << 10;
    private static final int MOST_HEADER_BYTES = 16 << 10;

    /** How the bytes of a part end. */
    private enum End {
        /** More of the same part follows. */
        NONE,
        /** Another part follows. */
        DELIMITER,
        /** The last part has ended. */
        CLOSE
    }

    /** The header fields of a part, names in lower case. */
    record Head(Map<String, String> fields) {
        Head {
            fields = Map.copyOf(fields);
        }

        MediaType mediaType() {
            return MediaType.parse(fields.getOrDefault("content-type", ""));
        }

        /** What the part says its length is; -1 where it says nothing of use. */
        long length() {
            String text = fields.getOrDefault("content-length", "").strip();
            return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
        }

        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }
    }

    /** The body breaks the rules of multipart. */
    static final class FormatException extends IOException {
        private static final long serialVersionUID = 1;

        FormatException(String message) {
            super(message);
        }
    }

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] shift = new int[256];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private boolean drained;
    private End ended = End.NONE;

    /**
     * A reader.
     *
     * @param boundary 1 to 70 characters, quotes taken off
     */
    MultipartReader(InputStream in, String boundary) throws FormatException {
        if (boundary.isEmpty() || boundary.length() > 200 || !boundary.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new FormatException("the boundary between parts is none");
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(shift, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            shift[delimiter[i] & 0xFF] = delimiter.length - 1 - i;
        }
        buffer[0] = '\r'; // a delimiter at the very start has no line before it
        buffer[1] = '\n';
        end = 2;
    }

    /**
     * The head of the next part; the rest of the one before is passed over. Empty after the last.
     *
     * @throws EOFException when the body ends before its closing delimiter
     */
    Optional<Head> next() throws IOException {
        if (ended == End.NONE) {
            copy(OutputStream.nullOutputStream()::write, Long.MAX_VALUE);
        }
        if (ended == End.CLOSE) {
            return Optional.empty();
        }
        Head head = head();
        ended = End.NONE;
        return Optional.of(head);
    }

    /** Where bytes go. */
    private interface Target {
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * The bytes of the part, up to its end.
     *
     * @return how many they are
     * @throws EOFException when the body ends within the part; what was written is not whole
     * @throws FormatException when the part is longer than allowed
     */
    long copyTo(WritableByteChannel channel, long mostBytes) throws IOException {
        return copy(
                (bytes, offset, length) -> {
                    ByteBuffer piece = ByteBuffer.wrap(bytes, offset, length);
                    while (piece.hasRemaining()) {
                        channel.write(piece);
                    }
                },
                mostBytes);
    }

    private long copy(Target target, long mostBytes) throws IOException {
        long count = 0;
        while (ended == End.NONE) {
            int found = find();
            int stop = found >= 0 ? found : Math.max(at, end - delimiter.length + 1);
            count = pass(target, stop, count, mostBytes);
            if (found < 0) {
                if (!fill(delimiter.length)) {
                    throw new EOFException("ended within a part");
                }
                continue;
            }
            ended = afterDelimiter();
            if (ended == End.NONE) { // begins like one and goes on otherwise
                count = pass(target, at + 1, count, mostBytes);
            } else {
                at += delimiter.length + (ended == End.CLOSE ? 2 : 0);
            }
        }
        return count;
    }

    private long pass(Target target, int stop, long count, long mostBytes) throws IOException {
        long sum = count + stop - at;
        if (sum > mostBytes) {
            throw new FormatException("a part is longer than %d bytes".formatted(mostBytes));
        }
        if (stop > at) {
            target.write(buffer, at, stop - at);
            at = stop;
        }
        return sum;
    }

    /** Where the delimiter begins in what is buffered, or -1. */
    private int find() {
        byte[] bytes = buffer;
        int[] shifts = shift;
        int last = delimiter.length - 1;
        byte lastByte = delimiter[last];
        for (int i = at + last; i < end; i += shifts[bytes[i] & 0xFF]) {
            if (bytes[i] == lastByte && matches(i - last)) {
                return i - last;
            }
        }
        return -1;
    }

    private boolean matches(int from) {
        return Arrays.equals(buffer, from, from + delimiter.length, delimiter, 0, delimiter.length);
    }

    /** What the delimiter at the cursor is: two hyphens, or spaces and the end of the line follow; else it is none. */
    private End afterDelimiter() throws IOException {
        if (!fill(delimiter.length + 2)) {
            throw new EOFException("ended within a delimiter");
        }
        byte first = buffer[at + delimiter.length];
        byte second = buffer[at + delimiter.length + 1];
        if (first == '-' && second == '-') {
            return End.CLOSE;
        }
        return first == '\r' && second == '\n' || first == ' ' || first == '\t' ? End.DELIMITER : End.NONE;
    }

    /** The rest of the delimiter's line, and the header fields up to the empty line. */
    private Head head() throws IOException {
        Map<String, String> fields = new HashMap<>();
        int budget = MOST_HEADER_BYTES;
        budget -= line(budget).length() + 2;
        String last = "";
        for (String line = line(budget); !line.isEmpty(); line = line(budget)) {
            budget -= line.length() + 2;
            int colon = line.indexOf(':');
            if ((line.startsWith(" ") || line.startsWith("\t")) && !last.isEmpty()) {
                fields.merge(last, " " + line.strip(), String::concat);
            } else if (colon > 0) {
                last = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                fields.putIfAbsent(last, line.substring(colon + 1).strip());
            } else {
                throw new FormatException("a part begins with something that is no header");
            }
        }
        return new Head(fields);
    }

    private String line(int budget) throws IOException {
        for (int length = 0; ; length++) {
            if (length >= budget) {
                throw new FormatException("the header of a part is longer than %d bytes".formatted(MOST_HEADER_BYTES));
            }
            if (!fill(length + 1)) {
                throw new EOFException("ended within the header of a part");
            }
            if (buffer[at + length] == '\n') {
                int bare = length > 0 && buffer[at + length - 1] == '\r' ? length - 1 : length;
                String line = new String(buffer, at, bare, StandardCharsets.ISO_8859_1);
                at += length + 1;
                return line;
            }
        }
    }

    /** Makes sure that so many bytes are buffered; takes what else has arrived. False when the body ends before. */
    private boolean fill(int wanted) throws IOException {
        if (end - at >= wanted) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (!drained && end < buffer.length && (end < wanted || in.available() > 0)) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                drained = true;
            } else {
                end += read;
            }
        }
        return end >= wanted;
    }
}
