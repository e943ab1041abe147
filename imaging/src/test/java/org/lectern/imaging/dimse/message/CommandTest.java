package org.lectern.imaging.dimse.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.dimse.pdu.PduFormatException;

final class CommandTest {
    /** C-ECHO-RQ as PS3.7 table 9.3-12 has it. */
    private static final String ECHO = "00000000 04000000 38000000"
            + "00000200 12000000 312e322e3834302e31303030382e312e3100"
            + "00000001 02000000 3000"
            + "00001001 02000000 0700"
            + "00000008 02000000 0101";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void anEchoRequestIsWrittenToTheByte() {
        assertArrayEquals(
                bytes(ECHO),
                Command.request(CommandField.C_ECHO_RQ, 7, "1.2.840.10008.1.1").encode());
    }

    @Test
    void anEchoRequestIsReadAndAnswered() throws PduFormatException {
        Command request = Command.decode(bytes(ECHO));
        assertEquals(CommandField.C_ECHO_RQ, request.field());
        assertEquals(7, request.messageId());
        assertFalse(request.hasDataSet());
        assertFalse(request.isResponse());
        Command response = Command.decode(request.response(Status.SUCCESS).encode());
        assertTrue(response.isResponse());
        assertEquals(7, response.respondedTo());
        assertEquals(Optional.of("1.2.840.10008.1.1"), response.text(CommandTag.AFFECTED_SOP_CLASS_UID));
        assertTrue(response.status().isSuccess());
    }

    @Test
    void cutOrForeignCommandSetsAreRefused() {
        byte[] whole = bytes(ECHO);
        for (int cut = 1; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            boolean betweenElementsAfterTheField = cut == 48 || cut == 58;
            if (!betweenElementsAfterTheField) {
                assertThrows(PduFormatException.class, () -> Command.decode(part), "cut at " + cut);
            }
        }
        byte[] foreign = whole.clone();
        foreign[12] = 8; // group 0008
        assertThrows(PduFormatException.class, () -> Command.decode(foreign));
    }

    @Test
    void whatIsNoUidIsNone() throws PduFormatException {
        Command command =
                Command.of(CommandField.C_STORE_RQ).with(CommandTag.AFFECTED_SOP_INSTANCE_UID, "../../etc/passwd");
        assertEquals(Optional.empty(), Command.decode(command.encode()).text(CommandTag.AFFECTED_SOP_INSTANCE_UID));
    }

    @Test
    void statusesAreToldApart() {
        assertTrue(new Status(0xFF00).isPending());
        assertTrue(new Status(0xFF01).isPending());
        assertTrue(new Status(0xFE00).isCancelled());
        assertTrue(new Status(0xB006).isWarning());
        for (int failure : new int[] {0x0110, 0x0122, 0xA700, 0xA801, 0xA900, 0xC123}) {
            assertTrue(new Status(failure).isFailure(), Integer.toHexString(failure));
        }
        assertTrue(new Status(0xA801).words().contains("destination's AE title"));
        assertTrue(new Status(0xA801).remedy().contains("must enter our AE title"));
    }

    @Test
    void noObjectIsNamedInLogs() {
        Command command = Command.request(CommandField.C_STORE_RQ, 1, "1.2")
                .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, "1.2.3")
                .withComment("Mueller");
        assertFalse(command.toString().contains("1.2.3"));
        assertFalse(command.toString().contains("Mueller"));
    }
}
