package org.lectern.app.retrieval;

import java.io.IOException;

/** Opens what talks to a node. Safe for several threads. */
public interface Connector {
    /** An archive that may be used by several threads; connects when first asked something. */
    RemoteArchive open(Node node) throws IOException;
}
