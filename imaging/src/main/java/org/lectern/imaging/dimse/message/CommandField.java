package org.lectern.imaging.dimse.message;

/** What a message is (PS3.7 section E.1, Command Field). A response has bit 15 set. */
public final class CommandField {
    /** C-STORE-RQ. */
    public static final int C_STORE_RQ = 0x0001;

    /** C-GET-RQ. */
    public static final int C_GET_RQ = 0x0010;

    /** C-FIND-RQ. */
    public static final int C_FIND_RQ = 0x0020;

    /** C-MOVE-RQ. */
    public static final int C_MOVE_RQ = 0x0021;

    /** C-ECHO-RQ. */
    public static final int C_ECHO_RQ = 0x0030;

    /** N-EVENT-REPORT-RQ. */
    public static final int N_EVENT_REPORT_RQ = 0x0100;

    /** N-GET-RQ. */
    public static final int N_GET_RQ = 0x0110;

    /** N-SET-RQ. */
    public static final int N_SET_RQ = 0x0120;

    /** N-ACTION-RQ. */
    public static final int N_ACTION_RQ = 0x0130;

    /** N-CREATE-RQ. */
    public static final int N_CREATE_RQ = 0x0140;

    /** N-DELETE-RQ. */
    public static final int N_DELETE_RQ = 0x0150;

    /** C-CANCEL-RQ. */
    public static final int C_CANCEL_RQ = 0x0FFF;

    /** The bit of responses. */
    public static final int RESPONSE = 0x8000;

    private CommandField() {}

    /** The name in the standard. */
    public static String name(int field) {
        String name = switch (field & ~RESPONSE) {
            case C_STORE_RQ -> "C-STORE";
            case C_GET_RQ -> "C-GET";
            case C_FIND_RQ -> "C-FIND";
            case C_MOVE_RQ -> "C-MOVE";
            case C_ECHO_RQ -> "C-ECHO";
            case N_EVENT_REPORT_RQ -> "N-EVENT-REPORT";
            case N_GET_RQ -> "N-GET";
            case N_SET_RQ -> "N-SET";
            case N_ACTION_RQ -> "N-ACTION";
            case N_CREATE_RQ -> "N-CREATE";
            case N_DELETE_RQ -> "N-DELETE";
            case C_CANCEL_RQ -> "C-CANCEL";
            default -> "unknown command %04X".formatted(field);
        };
        return (field & RESPONSE) == 0 ? name : name + " response";
    }
}
