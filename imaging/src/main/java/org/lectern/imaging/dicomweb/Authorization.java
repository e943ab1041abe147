package org.lectern.imaging.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;

/**
 * How requests say who we are: the value of their Authorization field (RFC 9110 section 11.6.2). Safe for several
 * threads; never shows a secret as text.
 */
public interface Authorization {
    /** The field's value, fetched or renewed when needed. */
    Optional<String> field(Cancellation cancellation) throws NetworkException;

    /**
     * Hears that the server refused a value (401).
     *
     * @return whether a new value may be had, so that trying once more makes sense
     */
    boolean refused(String field);

    /** Not at all, or by client certificate. */
    static Authorization none() {
        return new FixedAuthorization("none", Optional.empty());
    }

    /** Name and password (RFC 7617), in UTF-8. */
    static Authorization basic(String user, char[] password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("A user name for HTTP has no colon");
        }
        byte[] pair = (user + ":" + new String(password)).getBytes(StandardCharsets.UTF_8);
        return new FixedAuthorization(
                "basic", Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /** A token that somebody gave us (RFC 6750). */
    static Authorization bearer(String token) {
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw new IllegalArgumentException("A bearer token consists of letters, digits and . _ ~ + / -");
        }
        return new FixedAuthorization("bearer", Optional.of("Bearer " + token));
    }
}
