package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What only the one who asked for a sign-in knows.
 *
 * @param state comes back with the answer (RFC 6749 section 10.12)
 * @param verifier proves at the end that it is still us (RFC 7636 section 4.1)
 */
record SignIn(String state, String verifier) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    static SignIn fresh() {
        SecureRandom random = new SecureRandom();
        return new SignIn(text(random), text(random));
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** RFC 7636 section 4.2, method S256. */
    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** The page to open. */
    URI page(URI authorization, OAuthSettings settings, URI back) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", settings.clientId());
        fields.put("redirect_uri", back.toString());
        if (!settings.scope().isEmpty()) {
            fields.put("scope", settings.scope());
        }
        fields.put("state", state);
        fields.put("code_challenge", challenge());
        fields.put("code_challenge_method", "S256");
        String separator = authorization.getRawQuery() == null ? "?" : "&";
        return URI.create(authorization + separator + OAuthSession.encoded(fields));
    }

    @Override
    public String toString() {
        return "SignIn";
    }
}
