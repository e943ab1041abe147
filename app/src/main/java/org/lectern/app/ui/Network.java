package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Connector;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeStore;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.transfer.Intake;
import org.lectern.app.retrieval.transfer.LocalObjects;
import org.lectern.app.retrieval.transfer.Pins;
import org.lectern.app.retrieval.transfer.TransferLimits;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;

/** Archives elsewhere as the window uses them: which there are, and the transfers with them. Safe for several threads. */
final class Network implements AutoCloseable {
    private final NodeStore nodes;
    private final Connector connector;
    private final ArchiveReceiver receiver;
    private final Transfers transfers;

    private Network(NodeStore nodes, Connector connector, ArchiveReceiver receiver, Transfers transfers) {
        this.nodes = nodes;
        this.connector = connector;
        this.receiver = receiver;
        this.transfers = transfers;
    }

    /**
     * Goes on with the transfers of the last time.
     *
     * @param list the file that keeps the list of transfers
     */
    static Network open(
            LocalArchive archive, NodeStore nodes, Connector connector, Path list, Threads threads, InstantSource clock)
            throws IOException {
        ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, threads.io());
        try {
            Transfers transfers = Transfers.open(
                    list,
                    new Transfers.Means(
                            threads.io(),
                            Timer.of(threads.timer(), threads.io()),
                            clock,
                            RandomGenerator.getDefault(),
                            name -> nodes.node(name).map(node -> Site.of(node, connector)),
                            LocalObjects.of(archive),
                            Intake.of(receiver),
                            Pins.of(archive),
                            TransferLimits.USUAL));
            return new Network(nodes, connector, receiver, transfers);
        } catch (IOException | RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    /** The nodes that are set up. */
    NodeStore nodes() {
        return nodes;
    }

    /** Opens nodes. */
    Connector connector() {
        return connector;
    }

    /** The list of transfers. */
    Transfers transfers() {
        return transfers;
    }

    /** What is searched, in the order in which it is asked. */
    List<Site> sites() {
        return nodes.nodes().stream()
                .filter(node -> node.has(Node.Role.QUERY))
                .map(node -> Site.of(node, connector))
                .toList();
    }

    /** Where studies can be sent. */
    List<String> destinations() {
        return nodes.nodes().stream()
                .filter(node -> node.has(Node.Role.STORE))
                .map(Node::name)
                .toList();
    }

    /** What the user must know at the start. */
    List<String> notices() {
        return transfers.notices();
    }

    /** A site by its name. */
    Optional<Site> site(String name) {
        return nodes.node(name).map(node -> Site.of(node, connector));
    }

    @Override
    public void close() throws IOException {
        try (receiver) {
            transfers.close();
        }
    }
}
