package org.lectern.imaging.dimse;

import java.io.IOException;

/** Why a provider cannot do what a peer asks. The message goes to the peer and must not hold patient data. */
public final class ProviderException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A refusal.
     *
     * @param status one of {@link org.lectern.imaging.dimse.message.Status}
     * @param comment at most 64 characters without patient data
     */
    public ProviderException(int status, String comment) {
        super(comment);
        this.status = status;
    }

    /** The status to answer. */
    public int status() {
        return status;
    }
}
