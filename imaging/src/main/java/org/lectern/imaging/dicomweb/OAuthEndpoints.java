package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * Where an issuer is asked (RFC 8414).
 *
 * @param authorization where people sign in
 * @param token where tokens are had
 */
record OAuthEndpoints(URI authorization, URI token) {
    private static final List<String> PLACES =
            List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

    static OAuthEndpoints discover(Exchange exchange, URI issuer, Cancellation cancellation) throws NetworkException {
        String base = issuer.toString().replaceAll("/+$", "");
        String what = "the question for its sign-in addresses";
        for (int i = 0; ; i++) {
            Call call = Call.get(what, URI.create(base + PLACES.get(i)), "application/json");
            try (Reply reply = exchange.send(call, cancellation)) {
                if (reply.isSuccess()) {
                    return read(FlatJson.read(reply, what), base, reply);
                }
                if (reply.status() != 404 || i + 1 == PLACES.size()) {
                    throw Failures.refused(reply, what);
                }
            }
        }
    }

    private static OAuthEndpoints read(Map<String, String> fields, String base, Reply reply) throws NetworkException {
        if (!fields.getOrDefault("issuer", "").replaceAll("/+$", "").equals(base)) {
            throw unusable(reply, "names another issuer than was asked for"); // RFC 8414 section 3.3
        }
        try {
            URI authorization = URI.create(fields.getOrDefault("authorization_endpoint", ""));
            URI token = URI.create(fields.getOrDefault("token_endpoint", ""));
            if (token.getHost() != null && OAuthSettings.isProtected(token)) {
                return new OAuthEndpoints(authorization, token);
            }
        } catch (IllegalArgumentException e) {
            throw unusable(reply, "gives addresses that are none");
        }
        throw unusable(reply, "gives addresses that are not encrypted");
    }

    private static NetworkException unusable(Reply reply, String why) {
        return new NetworkException(
                Problem.PROTOCOL,
                "The sign-in server %s %s".formatted(reply.peer(), why),
                "Check the issuer's address, then its administrator must look.");
    }
}
