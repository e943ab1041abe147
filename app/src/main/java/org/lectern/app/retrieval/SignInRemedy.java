package org.lectern.app.retrieval;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said where nobody is signed in to a node any more, and the node's name read back out of it: words are what
 * searches and transfers keep of a failure, over a restart too, and a button beside them saves the typing.
 */
public final class SignInRemedy {
    private static final String WORDS = "Sign in under Settings, Archives, or with: lectern node sign-in ";
    private static final Pattern NODE = Pattern.compile(Pattern.quote(WORDS) + "\"([^\"]{1,64})\"");

    private SignInRemedy() {}

    static String of(Node node) {
        return WORDS + "\"" + node.name() + "\"";
    }

    /** The node that somebody must sign in to, where words say so. */
    public static Optional<String> nodeIn(String words) {
        Matcher found = NODE.matcher(words);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
