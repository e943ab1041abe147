package org.lectern.imaging.dimse.association;

/** What the upper layer does (PS3.8 tables 9-6 to 9-9). */
enum Action {
    /** Open the transport connection. */
    AE_1,
    /** Send A-ASSOCIATE-RQ. */
    AE_2,
    /** Confirm the association. */
    AE_3,
    /** Report the rejection, close. */
    AE_4,
    /** Accept the transport connection, start ARTIM. */
    AE_5,
    /** Stop ARTIM; indicate the association, or send A-ASSOCIATE-RJ and start ARTIM. */
    AE_6,
    /** Send A-ASSOCIATE-AC. */
    AE_7,
    /** Send A-ASSOCIATE-RJ, start ARTIM. */
    AE_8,
    /** Send P-DATA-TF. */
    DT_1,
    /** Indicate data. */
    DT_2,
    /** Send A-RELEASE-RQ. */
    AR_1,
    /** Indicate the release. */
    AR_2,
    /** Confirm the release, close. */
    AR_3,
    /** Send A-RELEASE-RP, start ARTIM. */
    AR_4,
    /** Stop ARTIM. */
    AR_5,
    /** Indicate data. */
    AR_6,
    /** Send P-DATA-TF. */
    AR_7,
    /** Indicate the release, which collided with ours. */
    AR_8,
    /** Send A-RELEASE-RP. */
    AR_9,
    /** Confirm the release. */
    AR_10,
    /** Send A-ABORT as the user (or for an unexpected PDU in Sta2), start ARTIM. */
    AA_1,
    /** Stop ARTIM, close. */
    AA_2,
    /** Indicate the abort, close. */
    AA_3,
    /** Indicate an abort by the provider: the connection is gone. */
    AA_4,
    /** Stop ARTIM. */
    AA_5,
    /** Ignore the PDU. */
    AA_6,
    /** Send A-ABORT. */
    AA_7,
    /** Send A-ABORT as the provider, indicate it, start ARTIM. */
    AA_8
}
