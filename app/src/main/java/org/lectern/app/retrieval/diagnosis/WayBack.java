package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.lectern.app.settings.Station;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.TransferEnd;
import org.lectern.imaging.dimse.TransferProgress;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;

/** Whether a C-MOVE finds the way back to us: asks for one object and waits for it at our port. */
final class WayBack {
    private static final String NAME = "Way back (C-MOVE)";

    private final DimseClient client;
    private final DimseNode peer;
    private final Station station;
    private final Listening listening;
    private final ExecutorService io;
    private final boolean needed;

    /** How we listen under an AE title. */
    interface Listening {
        ListenerSettings as(String aeTitle) throws IOException;
    }

    WayBack(
            DimseClient client,
            DimseNode peer,
            Station station,
            Listening listening,
            ExecutorService io,
            boolean needed) {
        this.client = client;
        this.peer = peer;
        this.station = station;
        this.listening = listening;
        this.io = io;
        this.needed = needed;
    }

    void climb(Rungs rungs, Optional<DataSet> object, Optional<InetAddress> ours) {
        if (object.isEmpty()) {
            rungs.add(Step.note(NAME, "not tried: the node shows us no object to ask for", ""));
            return;
        }
        try (ThrowAway sink = new ThrowAway(Files.createTempDirectory("lectern-doctor-"))) {
            Optional<DimseServer> receiver = receiver(sink);
            try {
                rungs.add(tried(object.get(), sink, receiver.isPresent(), ours));
            } finally {
                receiver.ifPresent(DimseServer::close);
            }
        } catch (IOException e) {
            rungs.add(Rungs.failure(NAME, e));
        }
    }

    /** Ours for the moment; nothing where the workstation or {@code listen} has the port already. */
    private Optional<DimseServer> receiver(ThrowAway sink) throws IOException {
        ListenerSettings settings = listening.as(peer.ourAeTitle());
        try {
            return Optional.of(DimseServer.start(settings, Services.none().with(sink), io));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Step tried(DataSet object, ThrowAway sink, boolean listening, Optional<InetAddress> ours)
            throws IOException {
        try {
            TransferEnd end = client.move(
                    QueryModel.STUDY_ROOT, object, peer.ourAeTitle(), TransferProgress.NONE, new Cancellation());
            if (sink.taken() > 0) {
                return Step.well(NAME, "one object came to our port %d".formatted(station.port()));
            }
            if (end.remote().completed() > 0) {
                return listening
                        ? problem(
                                "the node says that it sent an object to %s, but it did not come here"
                                        .formatted(peer.ourAeTitle()),
                                "Another computer has our AE title in its list; its administrator must enter %s"
                                        .formatted(us(ours)))
                        : Step.well(
                                NAME,
                                "the node says that it sent one object; our port was in use by a running receiver");
            }
            return problem(
                    "the node knows %s but cannot reach us".formatted(peer.ourAeTitle()),
                    "Its administrator must compare the entry with %s; a firewall of ours must let it through"
                            .formatted(us(ours)));
        } catch (NetworkException e) {
            if (e.problem() == NetworkException.Problem.TIMED_OUT) {
                return problem(
                        "the node does not end the C-MOVE",
                        "It probably tries to reach us: its administrator must compare the entry with " + us(ours));
            }
            return problem(
                    Rungs.failure(NAME, e).found(), "Its administrator must enter us as a destination: " + us(ours));
        }
    }

    private String us(Optional<InetAddress> ours) {
        return "AE title %s, host %s, port %d%s"
                .formatted(
                        peer.ourAeTitle(),
                        ours.map(InetAddress::getHostAddress).orElse("of this computer"),
                        station.port(),
                        station.tls().isPresent() ? " over TLS" : "");
    }

    private Step problem(String found, String remedy) {
        return needed
                ? Step.failed(NAME, found, remedy)
                : Step.note(NAME, found + "; not needed while objects come by C-GET", remedy);
    }
}
