package org.lectern.imaging.dimse.association;

/** The states of the upper layer (PS3.8 tables 9-1 to 9-5). */
enum State {
    /** Idle. */
    STA1("idle"),
    /** Transport connection open, awaiting A-ASSOCIATE-RQ. */
    STA2("awaiting an association request"),
    /** Awaiting the local A-ASSOCIATE response. */
    STA3("deciding about an association"),
    /** Awaiting the transport connection to open. */
    STA4("connecting"),
    /** Awaiting A-ASSOCIATE-AC or -RJ. */
    STA5("awaiting the answer to an association request"),
    /** Association established, ready for data. */
    STA6("exchanging messages"),
    /** Awaiting A-RELEASE-RP. */
    STA7("awaiting the answer to a release"),
    /** Awaiting the local A-RELEASE response. */
    STA8("asked to release"),
    /** Release collision, requestor: awaiting the local A-RELEASE response. */
    STA9("releasing, as the other side does"),
    /** Release collision, acceptor: awaiting A-RELEASE-RP. */
    STA10("releasing, as the other side does"),
    /** Release collision, requestor: awaiting A-RELEASE-RP. */
    STA11("releasing, as the other side does"),
    /** Release collision, acceptor: awaiting the local A-RELEASE response. */
    STA12("releasing, as the other side does"),
    /** Awaiting the transport connection to close. */
    STA13("waiting for the connection to close");

    private final String words;

    State(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
