package org.lectern.imaging.dimse.message;

import org.lectern.imaging.dictionary.VR;

/** The elements of command sets (PS3.7 section E.1). */
public enum CommandTag {
    AFFECTED_SOP_CLASS_UID(0x0002, VR.UI),
    REQUESTED_SOP_CLASS_UID(0x0003, VR.UI),
    COMMAND_FIELD(0x0100, VR.US),
    MESSAGE_ID(0x0110, VR.US),
    MESSAGE_ID_RESPONDED_TO(0x0120, VR.US),
    MOVE_DESTINATION(0x0600, VR.AE),
    PRIORITY(0x0700, VR.US),
    DATA_SET_TYPE(0x0800, VR.US),
    STATUS(0x0900, VR.US),
    OFFENDING_ELEMENT(0x0901, VR.AT),
    ERROR_COMMENT(0x0902, VR.LO),
    ERROR_ID(0x0903, VR.US),
    AFFECTED_SOP_INSTANCE_UID(0x1000, VR.UI),
    REQUESTED_SOP_INSTANCE_UID(0x1001, VR.UI),
    EVENT_TYPE_ID(0x1002, VR.US),
    ACTION_TYPE_ID(0x1008, VR.US),
    REMAINING_SUB_OPERATIONS(0x1020, VR.US),
    COMPLETED_SUB_OPERATIONS(0x1021, VR.US),
    FAILED_SUB_OPERATIONS(0x1022, VR.US),
    WARNING_SUB_OPERATIONS(0x1023, VR.US),
    MOVE_ORIGINATOR_AE_TITLE(0x1030, VR.AE),
    MOVE_ORIGINATOR_MESSAGE_ID(0x1031, VR.US);

    private final int element;
    private final VR vr;

    CommandTag(int element, VR vr) {
        this.element = element;
        this.vr = vr;
    }

    /** The element number in group 0000. */
    public int element() {
        return element;
    }

    VR vr() {
        return vr;
    }
}
