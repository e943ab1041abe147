package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Connector;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeStore;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.prefetch.Prefetcher;
import org.lectern.app.retrieval.prefetch.PriorRules;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchLimits;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.transfer.Intake;
import org.lectern.app.retrieval.transfer.LocalObjects;
import org.lectern.app.retrieval.transfer.Pins;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.TransferLimits;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.CacheLimits;
import org.lectern.imaging.archive.LocalArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Archives elsewhere as the window uses them: which there are, and the transfers with them. Safe for several threads. */
final class Network implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Network.class);
    private static final long LEAST_FREE = 5_000_000_000L;
    private static final long USUAL_IMAGE = 1_000_000;

    private final NodeStore nodes;
    private final Connector connector;
    private final ArchiveReceiver receiver;
    private final Transfers transfers;
    private final Prefetcher prefetcher;
    private final Supplier<PriorRules> rules;
    private final Executor io;
    private final AtomicReference<List<Node>> seen;

    private Network(
            NodeStore nodes,
            Connector connector,
            ArchiveReceiver receiver,
            Transfers transfers,
            Prefetcher prefetcher,
            Supplier<PriorRules> rules,
            Executor io) {
        this.nodes = nodes;
        this.connector = connector;
        this.receiver = receiver;
        this.transfers = transfers;
        this.prefetcher = prefetcher;
        this.rules = rules;
        this.io = io;
        this.seen = new AtomicReference<>(nodes.nodes());
    }

    /**
     * Goes on with the transfers of the last time.
     *
     * @param list the file that keeps the list of transfers
     * @param rules what is fetched ahead
     */
    static Network open(
            LocalArchive archive,
            NodeStore nodes,
            Connector connector,
            Path list,
            Threads threads,
            InstantSource clock,
            Supplier<PriorRules> rules)
            throws IOException {
        Timer timer = Timer.of(threads.timer(), threads.io());
        ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, threads.io());
        try {
            Transfers transfers = Transfers.open(
                    list,
                    new Transfers.Means(
                            threads.io(),
                            timer,
                            clock,
                            RandomGenerator.getDefault(),
                            name -> nodes.node(name).map(node -> Site.of(node, connector)),
                            LocalObjects.of(archive),
                            Intake.of(receiver),
                            Pins.of(archive),
                            TransferLimits.USUAL));
            Prefetcher prefetcher = new Prefetcher(new Prefetcher.Means(
                    new FederatedSearch.Means(threads.io(), timer, clock, archive::studies, SearchLimits.USUAL),
                    transfers,
                    () -> sites(nodes, connector, Node.Role.PREFETCH),
                    rules,
                    images -> hasRoom(archive, images)));
            return new Network(nodes, connector, receiver, transfers, prefetcher, rules, threads.io());
        } catch (IOException | RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    private static boolean hasRoom(LocalArchive archive, int images) {
        CacheLimits limits = archive.limits();
        long more = images * USUAL_IMAGE;
        long free = archive.folder().toFile().getUsableSpace();
        if (free <= Math.max(LEAST_FREE, limits.freeBytes()) + more) {
            return false;
        }
        return limits.bytes().isEmpty() || fits(archive, limits, more);
    }

    /** Up to the limit; beyond it only as much as the archive gives up at a time of what was not used for longest. */
    private static boolean fits(LocalArchive archive, CacheLimits limits, long more) {
        long most = limits.bytes().orElse(Long.MAX_VALUE);
        try {
            return more <= most * (1 - limits.lowWater()) || archive.bytes() + more <= most;
        } catch (IOException e) {
            LOG.warn("the archive does not answer", e);
            return false;
        }
    }

    private static List<Site> sites(NodeStore nodes, Connector connector, Node.Role role) {
        return nodes.nodes().stream()
                .filter(node -> node.has(role))
                .map(node -> Site.of(node, connector))
                .toList();
    }

    /** The nodes that are set up. */
    NodeStore nodes() {
        return nodes;
    }

    /** Whether there are other nodes than at the last time that this was asked: another program may set them up. */
    boolean hasOtherNodes() {
        List<Node> now = nodes.nodes();
        return !now.equals(seen.getAndSet(now));
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
        return sites(nodes, connector, Node.Role.QUERY);
    }

    /** A reader has opened an exam; its priors and the next cases are fetched ahead, as the rules say. */
    void opened(StudyAnswer exam, List<StudyRow> next) {
        io.execute(() -> {
            PriorRules now = rules.get();
            if (now.newest() > 0) {
                prefetcher.opened(exam);
            }
            if (now.ahead() > 0) {
                prefetcher.upcoming(next);
            }
        });
    }

    /** Something can be had elsewhere from now on. */
    void announced() {
        io.execute(() -> {
            if (rules.get().newest() > 0) {
                prefetcher.announced();
            }
        });
    }

    /** The exam was left. */
    void left(String studyUid) {
        transfers.prioritise(studyUid, Priority.ASKED);
        prefetcher.closed(studyUid);
    }

    /** What today's list is made of: worklists and what is searched. */
    List<Site> worklistSites() {
        return nodes.nodes().stream()
                .filter(node -> node.has(Node.Role.QUERY) || node.has(Node.Role.WORKLIST))
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

    /** Whether a site is asked to confirm what it keeps; DICOMweb cannot be (PS3.4 Annex J is for DIMSE). */
    boolean confirms(String site) {
        return nodes.node(site)
                .filter(node -> node.access() instanceof DimseAccess)
                .isPresent();
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
        prefetcher.close();
        try (receiver) {
            transfers.close();
        }
    }
}
