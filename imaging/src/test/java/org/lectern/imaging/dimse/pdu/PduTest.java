package org.lectern.imaging.dimse.pdu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateAccept;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.PduFormatException.Reason;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

final class PduTest {
    /** A-ASSOCIATE-RQ written down by hand from PS3.8 tables 9-11 to 9-16 and PS3.7 Annex D. */
    private static final String REQUEST = "01 00 000000DD" // type, length
            + "0001 0000" // protocol version
            + text("ORTHANC         ") + text("LECTERN         ") + "00".repeat(32)
            + "10 00 0015" + text("1.2.840.10008.3.1.1.1")
            + "20 00 002E 01 00 00 00"
            + "30 00 0011" + text("1.2.840.10008.1.1")
            + "40 00 0011" + text("1.2.840.10008.1.2")
            + "50 00 004A"
            + "51 00 0004 00020000"
            + "52 00 0003" + text("1.2")
            + "53 00 0004 0010 0001"
            + "54 00 0007 0003" + text("1.3") + "00 01"
            + "55 00 0003" + text("ABC")
            + "56 00 0009 0003" + text("1.4") + "01000100"
            + "58 00 0010 02 01 0004" + text("anna") + "0006" + text("secret");

    private static final UserInformation USER = new UserInformation(
            0x20000,
            "1.2",
            "ABC",
            Optional.of(new AsyncWindow(16, 1)),
            List.of(new RoleSelection("1.3", false, true)),
            List.of(new ExtendedNegotiation("1.4", new byte[] {1, 0, 1, 0})),
            Optional.of(UserIdentity.user("anna", "secret")),
            Optional.empty());

    private static String text(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static AssociateRequest request(UserInformation user) {
        return new AssociateRequest(
                "ORTHANC",
                "LECTERN",
                List.of(new ProposedContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2"))),
                user);
    }

    private static Pdu read(byte[] pdu) throws PduFormatException {
        return PduReader.read(pdu[0], Arrays.copyOfRange(pdu, PduType.HEADER_BYTES, pdu.length));
    }

    private static Pdu again(Pdu pdu) throws PduFormatException {
        return read(PduWriter.write(pdu));
    }

    @Test
    void anAssociationRequestIsWrittenToTheByte() {
        byte[] written = PduWriter.write(request(USER));
        byte[] expected = bytes(REQUEST);
        assertEquals(expected.length - 6, expected[5] & 0xFF | (expected[4] & 0xFF) << 8);
        assertArrayEquals(expected, written);
    }

    @Test
    void anAssociationRequestIsRead() throws PduFormatException {
        AssociateRequest read = (AssociateRequest) read(bytes(REQUEST));
        assertEquals("ORTHANC", read.calledAe());
        assertEquals("LECTERN", read.callingAe());
        assertEquals(request(USER).contexts(), read.contexts());
        assertEquals(0x20000, read.user().maxPduBytes());
        assertEquals("1.2", read.user().implementationClassUid());
        assertEquals("ABC", read.user().implementationVersionName());
        assertEquals(Optional.of(new AsyncWindow(16, 1)), read.user().window());
        assertEquals(USER.roles(), read.user().roles());
        assertArrayEquals(
                new byte[] {1, 0, 1, 0}, read.user().extended().getFirst().information());
        UserIdentity identity = read.user().identity().orElseThrow();
        assertEquals("anna", identity.userName());
        assertEquals("secret", new String(identity.secondary(), StandardCharsets.US_ASCII));
        assertFalse(identity.toString().contains("secret"));
    }

    @Test
    void anAcceptanceComesBackAsItWas() throws PduFormatException {
        UserInformation ours = UserInformation.ours(0x4000).with(Optional.empty(), Optional.of(new byte[] {7}));
        AssociateAccept accept = new AssociateAccept(
                "A", "B", List.of(new AnsweredContext(3, 0, "1.2"), new AnsweredContext(5, 4, "1.2")), ours);
        AssociateAccept read = (AssociateAccept) again(accept);
        assertEquals(accept.contexts(), read.contexts());
        assertArrayEquals(new byte[] {7}, read.user().identityResponse().orElseThrow());
    }

    @Test
    void theShortPdusAreWrittenToTheByte() throws PduFormatException {
        assertArrayEquals(bytes("03 00 00000004 00 01 01 07"), PduWriter.write(AssociateReject.CALLED_AE_UNKNOWN));
        assertArrayEquals(bytes("05 00 00000004 00000000"), PduWriter.write(new Pdu.ReleaseRequest()));
        assertArrayEquals(bytes("06 00 00000004 00000000"), PduWriter.write(new Pdu.ReleaseReply()));
        assertArrayEquals(
                bytes("07 00 00000004 0000 02 02"), PduWriter.write(Pdu.Abort.byProvider(Reason.UNEXPECTED_PDU)));
        assertEquals(AssociateReject.LIMIT_EXCEEDED, again(AssociateReject.LIMIT_EXCEEDED));
        assertEquals(new Pdu.Abort(0, 0), again(Pdu.Abort.byUser()));
        assertEquals(new Pdu.ReleaseRequest(), again(new Pdu.ReleaseRequest()));
    }

    @Test
    void paddedUidsAndUnknownItemsAreTaken() throws PduFormatException {
        String items = "FF 00 0002 0102" // an item that nobody knows
                + "10 00 0015" + text("1.2.840.10008.3.1.1.1")
                + "20 00 0014 01 00 00 00 30 00 0004" + text("1.2") + "00" + "40 00 0004" + text("1.3 ")
                + "50 00 0007 52 00 0003" + text("1.2");
        byte[] body =
                bytes("0001 0000" + text("A               ") + text("B               ") + "00".repeat(32) + items);
        AssociateRequest read = (AssociateRequest) PduReader.read(PduType.ASSOCIATE_RQ, body);
        assertEquals(List.of(new ProposedContext(1, "1.2", List.of("1.3"))), read.contexts());
    }

    @Test
    void lengthsThatLieAreRefused() {
        byte[] whole = bytes(REQUEST);
        for (int cut = PduType.HEADER_BYTES; cut < whole.length; cut++) {
            byte[] body = Arrays.copyOfRange(whole, PduType.HEADER_BYTES, cut);
            try {
                PduReader.read(PduType.ASSOCIATE_RQ, body);
            } catch (PduFormatException e) {
                assertEquals(Reason.INVALID_PARAMETER, e.reason());
            }
        }
        byte[] lying = whole.clone();
        lying[77] = 0x7F; // the length of the application context
        assertThrows(PduFormatException.class, () -> read(lying));
    }

    @Test
    void randomBytesNeverBreakTheReader() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] pdu = bytes(REQUEST);
            for (int i = 0; i < 1 + round % 8; i++) {
                pdu[PduType.HEADER_BYTES + random.nextInt(pdu.length - PduType.HEADER_BYTES)] = (byte) random.nextInt();
            }
            try {
                PduReader.read(1 + random.nextInt(7), Arrays.copyOfRange(pdu, PduType.HEADER_BYTES, pdu.length));
            } catch (PduFormatException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
    }

    @Test
    void contextIdsThatAreEvenOrTwiceAreRefused() {
        String context = " 00 00 00 30 00 0003" + text("1.2") + "40 00 0003" + text("1.3");
        for (String ids : List.of("02", "01 01")) {
            StringBuilder items = new StringBuilder("10 00 0015" + text("1.2.840.10008.3.1.1.1"));
            for (String id : ids.split(" ")) {
                items.append("20 00 0012 ").append(id).append(context);
            }
            byte[] body = bytes("0001 0000" + "20".repeat(32) + "00".repeat(32) + items);
            assertThrows(PduFormatException.class, () -> PduReader.read(PduType.ASSOCIATE_RQ, body));
        }
    }
}
