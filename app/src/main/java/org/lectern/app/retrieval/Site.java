package org.lectern.app.retrieval;

import java.io.IOException;

/**
 * An archive elsewhere as searches and transfers see it.
 *
 * @param name what the reader calls it, unique
 * @param defaultIssuer issuer of the Patient IDs that it gives without one; empty when they stay without
 * @param connections at most so many transfers at a time
 * @param isSearched whether it is asked for studies
 * @param hasWorklist whether it answers questions for scheduled procedure steps
 * @param opening connects to it
 */
public record Site(
        String name, String defaultIssuer, int connections, boolean isSearched, boolean hasWorklist, Opening opening) {
    /** Where the archive of this computer stands in lists of sites. */
    public static final String HERE = "";

    /** Makes a site with one connection at least. */
    public Site {
        if (name.isEmpty() || connections < 1) {
            throw new IllegalArgumentException("A site has a name and a connection at least");
        }
    }

    /** A node as it is set up. */
    public static Site of(Node node, Connector connector) {
        return new Site(
                node.name(),
                node.issuer(),
                node.limits().connections(),
                node.has(Node.Role.QUERY),
                node.has(Node.Role.WORKLIST),
                () -> connector.open(node));
    }

    /** The same with an issuer for Patient IDs that come without. */
    public Site withDefaultIssuer(String issuer) {
        return new Site(name, issuer, connections, isSearched, hasWorklist, opening);
    }

    /** Connects; whoever asks closes. */
    @FunctionalInterface
    public interface Opening {
        /** A connection of the caller's own. */
        RemoteArchive open() throws IOException;
    }

    /** Connects. */
    public RemoteArchive open() throws IOException {
        return opening.open();
    }
}
