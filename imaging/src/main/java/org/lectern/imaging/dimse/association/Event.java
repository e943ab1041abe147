package org.lectern.imaging.dimse.association;

/** What may happen to the upper layer (PS3.8 table 9-10, Evt1 to Evt19). */
enum Event {
    A_ASSOCIATE_REQUEST,
    TRANSPORT_CONFIRM,
    A_ASSOCIATE_AC_PDU,
    A_ASSOCIATE_RJ_PDU,
    TRANSPORT_INDICATION,
    A_ASSOCIATE_RQ_PDU,
    A_ASSOCIATE_RESPONSE_ACCEPT,
    A_ASSOCIATE_RESPONSE_REJECT,
    P_DATA_REQUEST,
    P_DATA_TF_PDU,
    A_RELEASE_REQUEST,
    A_RELEASE_RQ_PDU,
    A_RELEASE_RP_PDU,
    A_RELEASE_RESPONSE,
    A_ABORT_REQUEST,
    A_ABORT_PDU,
    TRANSPORT_CLOSED,
    ARTIM_EXPIRED,
    INVALID_PDU;

    /** Whether it is a PDU that came in, which is possible in every state with a connection. */
    boolean isPdu() {
        return name().endsWith("_PDU") && this != A_ABORT_PDU;
    }
}
