package org.lectern.imaging.network;

import java.security.cert.CertificateException;

/** The other side's certificate is not accepted, and why. */
final class CertificateRefusal extends CertificateException {
    /** Why a certificate is not accepted. */
    enum Reason {
        /** Its validity is over, or that of an authority above it. */
        EXPIRED,
        /** Its validity has not begun. */
        NOT_YET_VALID,
        /** It vouches for itself and is not among those we trust. */
        SELF_SIGNED,
        /** No authority that we trust vouches for it. */
        UNKNOWN_ISSUER,
        /** It is made out for another host. */
        OTHER_HOST,
        /** Weak algorithm, wrong purpose, revoked. */
        UNSUITABLE
    }

    private static final long serialVersionUID = 1;

    private final Reason reason;

    CertificateRefusal(Reason reason, CertificateException cause) {
        super("The certificate is refused: " + reason, cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
