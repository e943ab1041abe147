package org.lectern.imaging.dimse.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.dimse.pdu.PduFormatException;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;

/** A command set (PS3.7 section 6.3.1): always implicit VR little-endian. Immutable. */
public final class Command {
    private static final int NO_DATA_SET = 0x0101;
    private static final int HEADER_BYTES = 8;
    private static final int LONGEST_COMMENT = 64;

    private final SortedMap<Integer, byte[]> elements;

    private Command(SortedMap<Integer, byte[]> elements) {
        this.elements = elements;
    }

    /** A command without elements but its field and that no data set follows. */
    public static Command of(int commandField) {
        return new Command(new TreeMap<>())
                .with(CommandTag.COMMAND_FIELD, commandField)
                .with(CommandTag.DATA_SET_TYPE, NO_DATA_SET);
    }

    /** A request. */
    public static Command request(int commandField, int messageId, String sopClassUid) {
        return of(commandField)
                .with(CommandTag.MESSAGE_ID, messageId)
                .with(CommandTag.AFFECTED_SOP_CLASS_UID, sopClassUid);
    }

    /** The response to this request, of the same classes and instances. */
    public Command response(int status) {
        Command response = of(field() | CommandField.RESPONSE)
                .with(CommandTag.MESSAGE_ID_RESPONDED_TO, messageId())
                .with(CommandTag.STATUS, status);
        String sopClass = text(CommandTag.AFFECTED_SOP_CLASS_UID)
                .or(() -> text(CommandTag.REQUESTED_SOP_CLASS_UID))
                .orElse("");
        String instance = text(CommandTag.AFFECTED_SOP_INSTANCE_UID)
                .or(() -> text(CommandTag.REQUESTED_SOP_INSTANCE_UID))
                .orElse("");
        response = sopClass.isEmpty() ? response : response.with(CommandTag.AFFECTED_SOP_CLASS_UID, sopClass);
        return instance.isEmpty() ? response : response.with(CommandTag.AFFECTED_SOP_INSTANCE_UID, instance);
    }

    /** With a number. */
    public Command with(CommandTag tag, int value) {
        byte[] bytes = {(byte) value, (byte) (value >> 8)};
        return with(tag, bytes);
    }

    /** With text. */
    public Command with(CommandTag tag, String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(text, text.length + text.length % 2);
        if (bytes.length > text.length) {
            bytes[text.length] = tag.vr().padding();
        }
        return with(tag, bytes);
    }

    private Command with(CommandTag tag, byte[] bytes) {
        SortedMap<Integer, byte[]> more = new TreeMap<>(elements);
        more.put(tag.element(), bytes);
        return new Command(more);
    }

    /** With a comment on what went wrong, shortened to what fits. */
    public Command withComment(String comment) {
        return with(CommandTag.ERROR_COMMENT, comment.substring(0, Math.min(LONGEST_COMMENT, comment.length())));
    }

    /** With the note that a data set follows. */
    public Command withDataSet() {
        return with(CommandTag.DATA_SET_TYPE, 0);
    }

    /** What it is: one of {@link CommandField}. */
    public int field() {
        return number(CommandTag.COMMAND_FIELD).orElse(0);
    }

    /** Whether it answers a request. */
    public boolean isResponse() {
        return (field() & CommandField.RESPONSE) != 0;
    }

    /** Whether a data set follows. */
    public boolean hasDataSet() {
        return number(CommandTag.DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
    }

    /** The id of a request. */
    public int messageId() {
        return number(CommandTag.MESSAGE_ID).orElse(0);
    }

    /** Which request is answered or cancelled. */
    public int respondedTo() {
        return number(CommandTag.MESSAGE_ID_RESPONDED_TO).orElse(0);
    }

    /** How a request went; a failure where the peer forgot to say. */
    public Status status() {
        return new Status(number(CommandTag.STATUS).orElse(Status.PROCESSING_FAILURE));
    }

    /** A number. */
    public OptionalInt number(CommandTag tag) {
        byte[] bytes = elements.get(tag.element());
        return bytes == null || bytes.length < 2
                ? OptionalInt.empty()
                : OptionalInt.of(bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8);
    }

    /** A text or UID without padding; what is no UID where one must be is empty. */
    public Optional<String> text(CommandTag tag) {
        byte[] bytes = elements.get(tag.element());
        if (bytes == null) {
            return Optional.empty();
        }
        String text =
                new String(bytes, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
        boolean valid = tag.vr() != VR.UI
                || text.length() <= LONGEST_COMMENT && text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        return Optional.of(text).filter(found -> valid && !found.isEmpty());
    }

    /** The bytes, group length first. */
    public byte[] encode() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        elements.forEach((element, value) -> {
            body.writeBytes(header(element, value.length));
            body.writeBytes(value);
        });
        ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + 4 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
        return whole.put(header(0, 4))
                .putInt(body.size())
                .put(body.toByteArray())
                .array();
    }

    private static byte[] header(int element, int length) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) element)
                .putInt(length)
                .array();
    }

    /** Reads a command set. */
    public static Command decode(byte[] bytes) throws PduFormatException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        SortedMap<Integer, byte[]> elements = new TreeMap<>();
        while (in.remaining() >= HEADER_BYTES) {
            int group = in.getShort() & 0xFFFF;
            int element = in.getShort() & 0xFFFF;
            long length = in.getInt() & 0xFFFFFFFFL;
            if (group != 0 || length > in.remaining()) {
                throw new PduFormatException(
                        Reason.INVALID_PARAMETER,
                        "A command set with the element (%04X,%04X) of %d bytes".formatted(group, element, length));
            }
            byte[] value = new byte[(int) length];
            in.get(value);
            if (element != 0) {
                elements.put(element, value);
            }
        }
        if (in.hasRemaining() || !elements.containsKey(CommandTag.COMMAND_FIELD.element())) {
            throw new PduFormatException(Reason.INVALID_PARAMETER, "A command set that is cut off or says no command");
        }
        return new Command(elements);
    }

    /** What it is and how it went, for logs; no UIDs of objects and no comments. */
    @Override
    public String toString() {
        return CommandField.name(field())
                + (isResponse() ? " with status " + status().hex() : " " + Map.of("id", messageId()));
    }
}
