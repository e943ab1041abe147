package org.lectern.imaging.dimse.pdu;

/** The first byte of a PDU (PS3.8 section 9.3.1). */
public final class PduType {
    /** A-ASSOCIATE-RQ. */
    public static final int ASSOCIATE_RQ = 1;

    /** A-ASSOCIATE-AC. */
    public static final int ASSOCIATE_AC = 2;

    /** A-ASSOCIATE-RJ. */
    public static final int ASSOCIATE_RJ = 3;

    /** P-DATA-TF. */
    public static final int P_DATA_TF = 4;

    /** A-RELEASE-RQ. */
    public static final int RELEASE_RQ = 5;

    /** A-RELEASE-RP. */
    public static final int RELEASE_RP = 6;

    /** A-ABORT. */
    public static final int ABORT = 7;

    /** Bytes of type, reserved byte and length. */
    public static final int HEADER_BYTES = 6;

    /** Longest body of a PDU other than P-DATA-TF: 128 contexts with every syntax and a long token fit. */
    public static final int LONGEST_CONTROL_BYTES = 1 << 20;

    private PduType() {}
}
