package org.lectern.imaging.dimse.pdu;

import java.util.List;

/**
 * A protocol data unit that opens or ends an association (PS3.8 section 9.3). P-DATA-TF, which carries everything else, is
 * streamed and never a value.
 */
public sealed interface Pdu {
    /** A-RELEASE-RQ (PS3.8 section 9.3.6). */
    record ReleaseRequest() implements Pdu {}

    /** A-RELEASE-RP (PS3.8 section 9.3.7). */
    record ReleaseReply() implements Pdu {}

    /**
     * A-ABORT (PS3.8 section 9.3.8).
     *
     * @param source 0 the service user, 2 the service provider
     * @param reason of the provider: one of {@link PduFormatException.Reason}
     */
    record Abort(int source, int reason) implements Pdu {
        /** By the program on this side. */
        public static Abort byUser() {
            return new Abort(0, 0);
        }

        /** By the protocol machine on this side. */
        public static Abort byProvider(PduFormatException.Reason reason) {
            return new Abort(2, reason.code());
        }

        /** The abort in words. */
        public String words() {
            if (source != 2) {
                return "without a reason";
            }
            return switch (reason) {
                case 1 -> "because of a PDU that it does not know";
                case 2 -> "because of a PDU that it did not expect";
                case 4 -> "because of a PDU parameter that it does not know";
                case 5 -> "because of a PDU parameter that it did not expect";
                case 6 -> "because of a PDU parameter with an invalid value";
                default -> "without a reason";
            };
        }
    }

    /**
     * A-ASSOCIATE-RQ (PS3.8 section 9.3.2).
     *
     * @param calledAe whom it is for
     * @param callingAe who asks
     */
    record AssociateRequest(String calledAe, String callingAe, List<ProposedContext> contexts, UserInformation user)
            implements Pdu {
        /** Copies the list. */
        public AssociateRequest {
            contexts = List.copyOf(contexts);
        }
    }

    /** A-ASSOCIATE-AC (PS3.8 section 9.3.3). */
    record AssociateAccept(String calledAe, String callingAe, List<AnsweredContext> contexts, UserInformation user)
            implements Pdu {
        /** Copies the list. */
        public AssociateAccept {
            contexts = List.copyOf(contexts);
        }
    }

    /**
     * A-ASSOCIATE-RJ (PS3.8 section 9.3.4).
     *
     * @param result 1 for good, 2 for now
     * @param source 1 the service user, 2 the provider (ACSE), 3 the provider (presentation)
     */
    record AssociateReject(int result, int source, int reason) implements Pdu {
        /** The called AE title is not ours. */
        public static final AssociateReject CALLED_AE_UNKNOWN = new AssociateReject(1, 1, 7);

        /** The calling AE title may not call. */
        public static final AssociateReject CALLING_AE_UNKNOWN = new AssociateReject(1, 1, 3);

        /** The application context is not DICOM's. */
        public static final AssociateReject APPLICATION_CONTEXT = new AssociateReject(1, 1, 2);

        /** Too many associations for now. */
        public static final AssociateReject LIMIT_EXCEEDED = new AssociateReject(2, 3, 2);

        /** The user's identity is not accepted, or nobody says why. */
        public static final AssociateReject NO_REASON = new AssociateReject(1, 1, 1);
    }

    /** A presentation context as proposed (PS3.8 section 9.3.2.2). */
    record ProposedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {
        /** Copies the list; ids are odd and fit one byte. */
        public ProposedContext {
            transferSyntaxes = List.copyOf(transferSyntaxes);
            if (id < 1 || id > 255 || id % 2 == 0) {
                throw new IllegalArgumentException("A presentation context has an odd id of 1 to 255, not " + id);
            }
        }
    }

    /**
     * A presentation context as answered (PS3.8 section 9.3.3.2).
     *
     * @param result 0 accepted, 1 user rejection, 2 no reason, 3 abstract syntax not supported, 4 transfer syntaxes not
     *     supported
     * @param transferSyntax the one chosen; of no meaning unless accepted
     */
    record AnsweredContext(int id, int result, String transferSyntax) {
        /** The result of an accepted context. */
        public static final int ACCEPTED = 0;

        /** The service is not offered. */
        public static final int ABSTRACT_SYNTAX_NOT_SUPPORTED = 3;

        /** None of the encodings is understood. */
        public static final int TRANSFER_SYNTAXES_NOT_SUPPORTED = 4;

        /** Whether it may be used. */
        public boolean isAccepted() {
            return result == ACCEPTED;
        }
    }
}
