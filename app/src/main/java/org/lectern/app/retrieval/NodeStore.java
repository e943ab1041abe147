package org.lectern.app.retrieval;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The nodes that are set up here. Safe for several threads. */
public interface NodeStore {
    /** All nodes by priority, then name. */
    List<Node> nodes();

    /** The node of a name, whatever the case of its letters. */
    default Optional<Node> node(String name) {
        return nodes().stream()
                .filter(node -> node.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Adds a node or replaces the one of its name; kept when this returns. */
    void put(Node node) throws IOException;

    /**
     * Puts a node in place of the one that was expected; kept when this returns true. Answers false and changes nothing
     * where another one stands there now, or where another node has the name already: look again, then decide.
     *
     * @param expected the node as it was seen; empty for a new one
     */
    boolean replace(Optional<Node> expected, Node node) throws IOException;

    /** Takes a node out. Answers whether there was one. */
    boolean remove(String name) throws IOException;
}
