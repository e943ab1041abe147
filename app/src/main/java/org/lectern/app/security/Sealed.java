package org.lectern.app.security;

/**
 * A secret under the master key: the version, then nonce, ciphertext and tag in Base64. Safe to be written and shown; only
 * {@link Vault} opens it, for the purpose that it was sealed for.
 */
public record Sealed(String text) {
    private static final int LONGEST = 16_384;

    /** Refuses what no vault has written. */
    public Sealed {
        if (text.length() > LONGEST || !text.matches("1:[A-Za-z0-9+/]{38,}={0,2}")) {
            throw new IllegalArgumentException("not a sealed secret");
        }
    }

    @Override
    public String toString() {
        return "(sealed)";
    }
}
