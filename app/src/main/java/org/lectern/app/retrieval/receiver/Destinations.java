package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.NodeStore;
import org.lectern.imaging.dimse.association.DimseNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where others may have us send to: the DIMSE nodes that are set up here, by AE title. */
public record Destinations(NodeStore nodes, NodeConnector connector) implements Function<String, Optional<DimseNode>> {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    @Override
    public Optional<DimseNode> apply(String aeTitle) {
        return nodes.nodes().stream()
                .filter(node -> node.access() instanceof DimseAccess dimse
                        && dimse.aeTitle().equals(aeTitle))
                .findFirst()
                .flatMap(node -> {
                    try {
                        return Optional.of(connector.dimse((DimseAccess) node.access(), node.limits()));
                    } catch (IOException e) {
                        LOG.warn("a destination cannot be opened", e);
                        return Optional.empty();
                    }
                });
    }
}
