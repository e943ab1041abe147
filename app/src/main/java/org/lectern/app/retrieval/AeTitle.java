package org.lectern.app.retrieval;

/** Application entity titles (PS3.5 section 6.2, VR AE): 1 to 16 characters of ASCII, spaces around them mean nothing. */
public final class AeTitle {
    private static final int LONGEST = 16;

    private AeTitle() {}

    /** The title without spaces around it. */
    public static String checked(String title) {
        String bare = title.strip();
        if (bare.isEmpty() || bare.length() > LONGEST || bare.chars().anyMatch(c -> c < ' ' || c > '~' || c == '\\')) {
            throw new IllegalArgumentException(
                    "An AE title is 1 to 16 characters of ASCII without a backslash, not '%s'".formatted(title));
        }
        return bare;
    }
}
