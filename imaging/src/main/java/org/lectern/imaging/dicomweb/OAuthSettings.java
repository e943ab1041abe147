package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.Optional;

/**
 * How access is granted (OAuth 2.0, RFC 6749, as RFC 9700 restricts it).
 *
 * @param issuer whose endpoints are looked up (OpenID Connect Discovery, RFC 8414); https except on this computer
 * @param clientId how this workstation is called there
 * @param scope what is asked for, separated by spaces; may be empty
 * @param clientSecret for client credentials, and for confidential clients
 * @param refreshToken from the last time that somebody signed in
 */
public record OAuthSettings(
        URI issuer, String clientId, String scope, Optional<String> clientSecret, Optional<String> refreshToken) {
    /** Refuses an issuer without encryption, except on this computer. */
    public OAuthSettings {
        if (issuer.getHost() == null || !isProtected(issuer)) {
            throw new IllegalArgumentException("The issuer of tokens is reached by https");
        }
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException("A client has an identifier");
        }
    }

    /** Whether what is sent there can be read by nobody on the way. */
    static boolean isProtected(URI uri) {
        Origin origin = Origin.of(uri);
        return origin.isEncrypted() || origin.scheme().equals("http") && origin.isLoopback();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "OAuthSettings[issuer=%s, clientId=%s, scope=%s]".formatted(issuer, clientId, scope);
    }
}
