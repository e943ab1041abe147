package org.lectern.imaging.dimse.pdu;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

/** Bytes to PDUs (PS3.8 section 9.3, PS3.7 Annex D). Items that are not known are passed over, as the standard wants. */
public final class PduReader {
    private static final int AE_BYTES = 16;
    private static final int MOST_CONTEXTS = 128;

    private final ByteBuffer in;

    private PduReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Reads the body of a PDU that is not P-DATA-TF.
     *
     * @param body without the six bytes of the header
     */
    public static Pdu read(int type, byte[] body) throws PduFormatException {
        PduReader reader = new PduReader(ByteBuffer.wrap(body));
        return switch (type) {
            case PduType.ASSOCIATE_RQ -> reader.request();
            case PduType.ASSOCIATE_AC -> reader.accept();
            case PduType.ASSOCIATE_RJ -> reader.reject();
            case PduType.RELEASE_RQ -> reader.empty(new Pdu.ReleaseRequest());
            case PduType.RELEASE_RP -> reader.empty(new Pdu.ReleaseReply());
            case PduType.ABORT -> reader.abort();
            default ->
                throw new PduFormatException(Reason.UNRECOGNIZED_PDU, "A PDU of the unknown type %02X".formatted(type));
        };
    }

    private Pdu empty(Pdu pdu) throws PduFormatException {
        slice(4, "a release");
        return pdu;
    }

    private Pdu abort() throws PduFormatException {
        ByteBuffer fields = slice(4, "an abort");
        return new Pdu.Abort(fields.get(2) & 0xFF, fields.get(3) & 0xFF);
    }

    private Pdu reject() throws PduFormatException {
        ByteBuffer fields = slice(4, "a rejection");
        return new Pdu.AssociateReject(fields.get(1) & 0xFF, fields.get(2) & 0xFF, fields.get(3) & 0xFF);
    }

    /** Collects the variable items of A-ASSOCIATE-RQ and -AC. */
    private static final class Items {
        private final List<ProposedContext> proposed = new ArrayList<>();
        private final List<AnsweredContext> answered = new ArrayList<>();
        private final Set<Integer> ids = new HashSet<>();
        private Optional<UserInformation> user = Optional.empty();
        private String application = "";

        private void addId(int id) throws PduFormatException {
            if (id % 2 == 0 || !ids.add(id) || ids.size() > MOST_CONTEXTS) {
                throw new PduFormatException(
                        Reason.INVALID_PARAMETER, "The presentation context id %d is even or used twice".formatted(id));
            }
        }
    }

    private Pdu request() throws PduFormatException {
        ByteBuffer head = head();
        Items items = items();
        if (!PduWriter.APPLICATION_CONTEXT.equals(items.application)) {
            throw new PduFormatException(Reason.INVALID_PARAMETER, "The application context is not that of DICOM");
        }
        return new Pdu.AssociateRequest(ae(head, 4), ae(head, 20), items.proposed, user(items));
    }

    private Pdu accept() throws PduFormatException {
        ByteBuffer head = head();
        Items items = items();
        return new Pdu.AssociateAccept(ae(head, 4), ae(head, 20), items.answered, user(items));
    }

    private static UserInformation user(Items items) throws PduFormatException {
        return items.user.orElseThrow(
                () -> new PduFormatException(Reason.INVALID_PARAMETER, "There is no user information"));
    }

    private ByteBuffer head() throws PduFormatException {
        ByteBuffer head = slice(68, "an association");
        if ((head.getShort(0) & 1) == 0) {
            throw new PduFormatException(Reason.INVALID_PARAMETER, "Protocol version 1 is not among those offered");
        }
        return head;
    }

    private static String ae(ByteBuffer head, int offset) {
        byte[] title = new byte[AE_BYTES];
        head.get(offset, title);
        StringBuilder text = new StringBuilder();
        for (byte b : title) {
            text.append(b >= ' ' && b < 0x7F ? (char) b : b == 0 ? ' ' : '?');
        }
        return text.toString().strip();
    }

    private Items items() throws PduFormatException {
        Items items = new Items();
        while (in.hasRemaining()) {
            int type = u8("an item");
            PduReader item = item();
            switch (type) {
                case 0x10 -> items.application = item.uid();
                case 0x20 -> item.readProposed(items);
                case 0x21 -> item.readAnswered(items);
                case 0x50 -> items.user = Optional.of(item.readUser());
                default -> {} // PS3.8 section 9.3.1: unrecognized items are ignored
            }
        }
        return items;
    }

    private void readProposed(Items items) throws PduFormatException {
        int id = slice(4, "a presentation context").get(0) & 0xFF;
        items.addId(id);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (in.hasRemaining()) {
            int type = u8("a syntax");
            PduReader item = item();
            if (type == 0x30) {
                abstractSyntax = item.uid();
            } else if (type == 0x40) {
                transferSyntaxes.add(item.uid());
            }
        }
        items.proposed.add(new ProposedContext(id, abstractSyntax, transferSyntaxes));
    }

    private void readAnswered(Items items) throws PduFormatException {
        ByteBuffer fields = slice(4, "a presentation context");
        int id = fields.get(0) & 0xFF;
        items.addId(id);
        String transferSyntax = "";
        while (in.hasRemaining()) {
            int type = u8("a syntax");
            PduReader item = item();
            if (type == 0x40) {
                transferSyntax = item.uid();
            }
        }
        items.answered.add(new AnsweredContext(id, fields.get(2) & 0xFF, transferSyntax));
    }

    private UserInformation readUser() throws PduFormatException {
        long maxPduBytes = 0;
        String classUid = "";
        String version = "";
        Optional<AsyncWindow> window = Optional.empty();
        List<RoleSelection> roles = new ArrayList<>();
        List<ExtendedNegotiation> extended = new ArrayList<>();
        Optional<UserIdentity> identity = Optional.empty();
        Optional<byte[]> response = Optional.empty();
        while (in.hasRemaining()) {
            int type = u8("user information");
            PduReader item = item();
            switch (type) {
                case 0x51 -> maxPduBytes = item.slice(4, "a maximum length").getInt(0) & 0xFFFFFFFFL;
                case 0x52 -> classUid = item.uid();
                case 0x53 -> window = Optional.of(item.readWindow());
                case 0x54 -> roles.add(item.readRole());
                case 0x55 -> version = item.text();
                case 0x56 -> extended.add(new ExtendedNegotiation(item.sized().uid(), item.rest()));
                case 0x58 -> identity = Optional.of(item.readIdentity());
                case 0x59 -> response = Optional.of(item.sized().rest());
                default -> {} // PS3.8 section 9.3.1
            }
        }
        return new UserInformation(maxPduBytes, classUid, version, window, roles, extended, identity, response);
    }

    private AsyncWindow readWindow() throws PduFormatException {
        ByteBuffer fields = slice(4, "an asynchronous window");
        return new AsyncWindow(fields.getShort(0) & 0xFFFF, fields.getShort(2) & 0xFFFF);
    }

    private RoleSelection readRole() throws PduFormatException {
        String uid = sized().uid();
        ByteBuffer roles = slice(2, "a role selection");
        return new RoleSelection(uid, roles.get(0) == 1, roles.get(1) == 1);
    }

    private UserIdentity readIdentity() throws PduFormatException {
        ByteBuffer fields = slice(2, "a user identity");
        byte[] primary = sized().rest();
        byte[] secondary = in.remaining() >= 2 ? sized().rest() : new byte[0];
        return new UserIdentity(fields.get(0) & 0xFF, fields.get(1) == 1, primary, secondary);
    }

    /** The value of an item whose type was read. */
    private PduReader item() throws PduFormatException {
        u8("an item");
        return sized();
    }

    /** A value behind its length in two bytes. */
    private PduReader sized() throws PduFormatException {
        int length = slice(2, "an item's length").getShort(0) & 0xFFFF;
        return new PduReader(slice(length, "an item"));
    }

    private ByteBuffer slice(int length, String what) throws PduFormatException {
        if (in.remaining() < length) {
            throw new PduFormatException(
                    Reason.INVALID_PARAMETER,
                    "%s says %d bytes where only %d are left".formatted(what, length, in.remaining()));
        }
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    private int u8(String what) throws PduFormatException {
        return slice(1, what).get(0) & 0xFF;
    }

    private byte[] rest() {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private String text() {
        return new String(rest(), StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    }

    /** A UID with what some peers pad it with taken off; what is no UID becomes the empty one, which nobody knows. */
    private String uid() {
        String uid = text();
        return uid.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9') ? uid : "";
    }
}
