package org.lectern.imaging.dimse.pdu;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

/** PDUs to bytes (PS3.8 section 9.3, PS3.7 Annex D). */
public final class PduWriter {
    static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    private static final int AE_BYTES = 16;
    private static final int LONGEST_ITEM = 0xFFFF;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    private PduWriter() {}

    /** The bytes of a PDU, header included. */
    public static byte[] write(Pdu pdu) {
        PduWriter body = new PduWriter();
        int type = body.writeBody(pdu);
        PduWriter whole = new PduWriter();
        whole.u8(type).u8(0).u32(body.bytes.size()).raw(body.done());
        return whole.done();
    }

    private int writeBody(Pdu pdu) {
        return switch (pdu) {
            case Pdu.AssociateRequest request -> {
                head(request.calledAe(), request.callingAe());
                request.contexts().forEach(this::proposed);
                item(0x50, user(request.user()));
                yield PduType.ASSOCIATE_RQ;
            }
            case Pdu.AssociateAccept accept -> {
                head(accept.calledAe(), accept.callingAe());
                accept.contexts().forEach(this::answered);
                item(0x50, user(accept.user()));
                yield PduType.ASSOCIATE_AC;
            }
            case Pdu.AssociateReject reject -> {
                u8(0).u8(reject.result()).u8(reject.source()).u8(reject.reason());
                yield PduType.ASSOCIATE_RJ;
            }
            case Pdu.ReleaseRequest() -> {
                u32(0);
                yield PduType.RELEASE_RQ;
            }
            case Pdu.ReleaseReply() -> {
                u32(0);
                yield PduType.RELEASE_RP;
            }
            case Pdu.Abort abort -> {
                u16(0).u8(abort.source()).u8(abort.reason());
                yield PduType.ABORT;
            }
        };
    }

    private void head(String calledAe, String callingAe) {
        u16(1).u16(0); // protocol version
        raw(ae(calledAe)).raw(ae(callingAe)).raw(new byte[32]);
        item(0x10, ascii(APPLICATION_CONTEXT));
    }

    private static byte[] ae(String title) {
        byte[] padded = new byte[AE_BYTES];
        Arrays.fill(padded, (byte) ' ');
        byte[] text = ascii(title);
        if (text.length > AE_BYTES) {
            throw new IllegalArgumentException("An AE title has at most 16 characters");
        }
        System.arraycopy(text, 0, padded, 0, text.length);
        return padded;
    }

    private void proposed(ProposedContext context) {
        PduWriter item = new PduWriter();
        item.u8(context.id()).u8(0).u16(0).item(0x30, ascii(context.abstractSyntax()));
        context.transferSyntaxes().forEach(uid -> item.item(0x40, ascii(uid)));
        item(0x20, item.done());
    }

    private void answered(AnsweredContext context) {
        PduWriter item = new PduWriter();
        item.u8(context.id()).u8(0).u8(context.result()).u8(0).item(0x40, ascii(context.transferSyntax()));
        item(0x21, item.done());
    }

    private static byte[] user(UserInformation user) {
        PduWriter items = new PduWriter();
        items.item(0x51, new PduWriter().u32(user.maxPduBytes()).done());
        items.item(0x52, ascii(user.implementationClassUid()));
        user.window().ifPresent(window -> items.item(0x53, window(window)));
        user.roles().forEach(role -> items.item(0x54, role(role)));
        if (!user.implementationVersionName().isEmpty()) {
            items.item(0x55, ascii(user.implementationVersionName()));
        }
        user.extended().forEach(extended -> items.item(0x56, extended(extended)));
        user.identity().ifPresent(identity -> items.item(0x58, identity(identity)));
        user.identityResponse()
                .ifPresent(response -> items.item(
                        0x59, new PduWriter().u16(response.length).raw(response).done()));
        return items.done();
    }

    private static byte[] window(AsyncWindow window) {
        return new PduWriter().u16(window.invoked()).u16(window.performed()).done();
    }

    private static byte[] role(RoleSelection role) {
        byte[] uid = ascii(role.sopClassUid());
        return new PduWriter()
                .u16(uid.length)
                .raw(uid)
                .u8(role.isUser() ? 1 : 0)
                .u8(role.isProvider() ? 1 : 0)
                .done();
    }

    private static byte[] extended(ExtendedNegotiation extended) {
        byte[] uid = ascii(extended.sopClassUid());
        return new PduWriter()
                .u16(uid.length)
                .raw(uid)
                .raw(extended.information())
                .done();
    }

    private static byte[] identity(UserIdentity identity) {
        return new PduWriter()
                .u8(identity.type())
                .u8(identity.isResponseWanted() ? 1 : 0)
                .u16(identity.primary().length)
                .raw(identity.primary())
                .u16(identity.secondary().length)
                .raw(identity.secondary())
                .done();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private PduWriter item(int type, byte[] value) {
        return u8(type).u8(0).u16(value.length).raw(value);
    }

    private PduWriter u8(int value) {
        bytes.write(value);
        return this;
    }

    private PduWriter u16(int value) {
        if (value > LONGEST_ITEM) {
            throw new IllegalArgumentException("An item of %,d bytes is too long for an association".formatted(value));
        }
        return u8(value >> 8).u8(value);
    }

    private PduWriter u32(long value) {
        return u16((int) (value >>> 16)).u16((int) (value & 0xFFFF));
    }

    private PduWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    private byte[] done() {
        return bytes.toByteArray();
    }
}
