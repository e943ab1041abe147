package org.lectern.imaging.dimse.pdu;

import java.nio.charset.StandardCharsets;

/**
 * Who asks for an association (PS3.7 section D.3.3.7). Its text never shows the fields.
 *
 * @param type 1 user name, 2 user name and password, 3 Kerberos ticket, 4 SAML assertion, 5 JSON web token
 * @param isResponseWanted whether the acceptor is asked to confirm it
 * @param secondary the password; empty for other types
 */
public record UserIdentity(int type, boolean isResponseWanted, byte[] primary, byte[] secondary) {
    private static final int USER = 1;
    private static final int USER_AND_PASSWORD = 2;
    private static final int KERBEROS = 3;
    private static final int SAML = 4;
    private static final int JWT = 5;

    /** A user name. */
    public static UserIdentity user(String name) {
        return new UserIdentity(USER, true, name.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }

    /** A user name with a password. */
    public static UserIdentity user(String name, String password) {
        return new UserIdentity(
                USER_AND_PASSWORD,
                true,
                name.getBytes(StandardCharsets.UTF_8),
                password.getBytes(StandardCharsets.UTF_8));
    }

    /** A Kerberos service ticket. */
    public static UserIdentity kerberos(byte[] ticket) {
        return new UserIdentity(KERBEROS, true, ticket.clone(), new byte[0]);
    }

    /** A SAML assertion. */
    public static UserIdentity saml(byte[] assertion) {
        return new UserIdentity(SAML, true, assertion.clone(), new byte[0]);
    }

    /** A JSON web token. */
    public static UserIdentity jwt(String token) {
        return new UserIdentity(JWT, true, token.getBytes(StandardCharsets.US_ASCII), new byte[0]);
    }

    /** The user's name where the type has one, else empty. */
    public String userName() {
        return type == USER || type == USER_AND_PASSWORD ? new String(primary, StandardCharsets.UTF_8) : "";
    }

    @Override
    public String toString() {
        return "UserIdentity of type " + type;
    }
}
