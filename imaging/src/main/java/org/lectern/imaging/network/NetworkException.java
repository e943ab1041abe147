package org.lectern.imaging.network;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Work with another system that failed: what, with whom, and what to do about it, in plain words. Never holds patient data
 * or credentials.
 */
public final class NetworkException extends IOException {
    /** What kind of failure it is. */
    public enum Problem {
        /** The host's name does not resolve. */
        NAME_UNKNOWN(false),
        /** Nobody answers at the address. */
        UNREACHABLE(true),
        /** The host refuses connections at the port. */
        CONNECTION_REFUSED(true),
        /** No answer in time. */
        TIMED_OUT(true),
        /** The connection ended in the middle. */
        CUT(true),
        /** TLS could not be agreed on, or the other side speaks none. */
        TLS(false),
        /** The other side's certificate is not to be trusted: expired, unknown issuer, another host's. */
        CERTIFICATE(false),
        /** The other side wants a certificate, a password or a token that it did not get. */
        AUTHENTICATION(false),
        /** The association was rejected, or the request is not allowed. */
        REJECTED(false),
        /** The other side is busy or lacks resources for now. */
        BUSY(true),
        /** The other side cannot do what was asked. */
        NOT_SUPPORTED(false),
        /** What was asked for is not there. */
        NOT_FOUND(false),
        /** The other side breaks the protocol. */
        PROTOCOL(true),
        /** The other side reported a failure of its own. */
        REMOTE_FAILURE(true),
        /** What arrived cannot be kept here: disk full, not writable. */
        LOCAL_STORAGE(false),
        /** The work was cancelled here. */
        CANCELLED(false);

        private final boolean passing;

        Problem(boolean passing) {
            this.passing = passing;
        }

        /** Whether trying again later may help. */
        public boolean isPassing() {
            return passing;
        }
    }

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final String remedy;
    private final transient Optional<Duration> retryAfter;

    /**
     * A failure.
     *
     * @param what what failed and with whom, one sentence without a full stop
     * @param remedy what to do and who must do it; empty when nothing can be said
     */
    public NetworkException(Problem problem, String what, String remedy) {
        this(problem, what, remedy, Optional.empty());
    }

    private NetworkException(Problem problem, String what, String remedy, Optional<Duration> retryAfter) {
        super(remedy.isEmpty() ? what : what + ". " + remedy);
        this.problem = problem;
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    /** The other side is busy and may have said for how long. */
    public static NetworkException busy(String what, String remedy, Optional<Duration> retryAfter) {
        return new NetworkException(Problem.BUSY, what, remedy, retryAfter);
    }

    /** A failure with its cause. */
    public NetworkException(Problem problem, String what, String remedy, Throwable cause) {
        this(problem, what, remedy);
        initCause(cause);
    }

    /** What kind of failure it is. */
    public Problem problem() {
        return problem;
    }

    /** What to do and who must do it. */
    public String remedy() {
        return remedy;
    }

    /** When the other side wants to be asked again, from now, where it said so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
