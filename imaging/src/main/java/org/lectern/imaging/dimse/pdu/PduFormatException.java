package org.lectern.imaging.dimse.pdu;

import java.io.IOException;

/** Bytes that are no PDU, or none that may come now. */
public final class PduFormatException extends IOException {
    /** Why the provider aborts (PS3.8 table 9-26). */
    public enum Reason {
        /** Nothing more is known. */
        NOT_SPECIFIED(0),
        /** A PDU type that does not exist. */
        UNRECOGNIZED_PDU(1),
        /** A PDU at the wrong time. */
        UNEXPECTED_PDU(2),
        /** An item that must not be there. */
        UNEXPECTED_PARAMETER(5),
        /** A length or value that cannot be. */
        INVALID_PARAMETER(6);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What is wrong, without a full stop. */
    public PduFormatException(Reason reason, String what) {
        super(what);
        this.reason = reason;
    }

    /** Why an abort is due. */
    public Reason reason() {
        return reason;
    }
}
