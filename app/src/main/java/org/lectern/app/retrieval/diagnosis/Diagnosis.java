package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.settings.Station;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.TlsSettings;

/**
 * Tests a node both ways, from the name of its host to the way back to us, and says who must change what. Changes nothing
 * at the node; fetches at most one object, which is thrown away. Blocks; belongs on a virtual thread.
 */
public final class Diagnosis {
    private final NodeConnector connector;
    private final Station station;
    private final ExecutorService io;
    private final Clock clock;

    /**
     * A diagnosis.
     *
     * @param station who we are
     * @param io a virtual thread for each task
     */
    public Diagnosis(NodeConnector connector, Station station, ExecutorService io, Clock clock) {
        this.connector = connector;
        this.station = station;
        this.io = io;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param letter for the node's administrator; empty when nothing has to be changed there
     */
    public record Result(List<Step> steps, String letter) {
        /** Copies the list. */
        public Result {
            steps = List.copyOf(steps);
        }

        /** Whether everything that was looked at works. */
        public boolean isWell() {
            return steps.stream().noneMatch(step -> step.state() == Step.State.FAILED);
        }
    }

    /** Goes up the ladder; each step is told as it is taken. */
    public Result run(Node node, Consumer<Step> listener) {
        Rungs rungs = new Rungs(listener);
        Reachability reachability = new Reachability(
                node.access().host(), node.access().port(), node.limits().connect(), io, clock);
        Optional<Optional<TlsSettings>> tls = rungs.attempt("Settings", () -> tls(node));
        if (tls.isPresent() && reachability.climb(rungs, tls.get())) {
            switch (node.access()) {
                case DimseAccess dimse -> dimse(node, dimse, rungs, reachability.ours());
                case DicomWebAccess web -> web(node, web, rungs);
            }
        }
        return new Result(rungs.steps(), Letter.of(node, station, reachability.ours(), rungs.steps()));
    }

    private Optional<TlsSettings> tls(Node node) throws IOException {
        return switch (node.access()) {
            case DimseAccess dimse -> connector.dimse(dimse, node.limits()).tls();
            case DicomWebAccess web ->
                "https".equalsIgnoreCase(web.query().getScheme())
                        ? connector.web(node, web).tls()
                        : Optional.empty();
        };
    }

    private void dimse(Node node, DimseAccess access, Rungs rungs, Optional<InetAddress> ours) {
        rungs.attempt("Settings", () -> connector.dimse(access, node.limits()))
                .ifPresent(peer -> new DimseLadder(
                                node,
                                peer,
                                station,
                                title -> connector.secured(ListenerSettings.of(title, station.port()), station),
                                io,
                                clock)
                        .climb(rungs, ours));
    }

    private void web(Node node, DicomWebAccess access, Rungs rungs) {
        rungs.attempt("Settings", () -> connector.web(node, access))
                .ifPresent(settings -> new WebLadder(settings, io, clock).climb(rungs));
    }
}
