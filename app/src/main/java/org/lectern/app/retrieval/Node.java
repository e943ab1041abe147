package org.lectern.app.retrieval;

import java.util.EnumSet;
import java.util.Set;

/**
 * An archive elsewhere as it is set up here. Holds secrets only sealed.
 *
 * @param name how it is called here
 * @param access where and how it is reached
 * @param roles what it is used for
 * @param limits what it may be burdened with
 * @param priority nodes with a smaller number are asked and used first
 * @param issuer who issued the Patient IDs that it gives without an issuer (0010,0021); empty when nobody said
 */
public record Node(String name, Access access, Set<Role> roles, Limits limits, int priority, String issuer) {
    /** The priority of a node that was given none. */
    public static final int USUAL_PRIORITY = 100;

    /** Of a long string (PS3.5 section 6.2). */
    private static final int LONGEST_ISSUER = 64;

    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}";

    /** What a node is used for. */
    public enum Role {
        /** Searched when all nodes are. */
        QUERY,
        /** Offered as a place to send to. */
        STORE,
        /** Asked for today's list (modality worklist). */
        WORKLIST,
        /** Priors and the next cases are fetched from it unasked. */
        PREFETCH
    }

    /** Refuses what cannot be told apart on a command line and copies the roles. */
    public Node {
        if (!isAddress(name) && (!name.matches(NAME) || name.endsWith(" "))) {
            throw new IllegalArgumentException(
                    "A node's name is up to 64 letters, digits, spaces, dots, hyphens and underscores");
        }
        issuer = issuer.strip();
        if (issuer.length() > LONGEST_ISSUER || issuer.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    "An issuer of Patient IDs is up to 64 characters, without a backslash (0010,0021)");
        }
        roles = roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
    }

    /** A node whose Patient IDs are of nobody in particular. */
    public Node(String name, Access access, Set<Role> roles, Limits limits, int priority) {
        this(name, access, roles, limits, priority, "");
    }

    /** A node with the usual roles and limits. */
    public static Node of(String name, Access access) {
        return new Node(name, access, EnumSet.of(Role.QUERY, Role.STORE, Role.PREFETCH), Limits.USUAL, USUAL_PRIORITY);
    }

    /** Whether it is used for something. */
    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** With other roles. */
    public Node withRoles(Set<Role> other) {
        return new Node(name, access, other, limits, priority, issuer);
    }

    /** With other limits. */
    public Node withLimits(Limits other) {
        return new Node(name, access, roles, other, priority, issuer);
    }

    /** With another priority. */
    public Node withPriority(int other) {
        return new Node(name, access, roles, limits, other, issuer);
    }

    /** With another issuer of its Patient IDs. */
    public Node withIssuer(String other) {
        return new Node(name, access, roles, limits, priority, other);
    }

    /** With another access. */
    public Node withAccess(Access other) {
        return new Node(name, other, roles, limits, priority, issuer);
    }

    /** Whether a text is the address of a node instead of its name. */
    static boolean isAddress(String text) {
        return text.contains("://");
    }
}
