package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.app.settings.Station;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dimse.Announcement;
import org.lectern.imaging.dimse.CommitmentReports;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.Inquiry;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.QueryProvider;
import org.lectern.imaging.dimse.RetrieveProvider;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.Visits;
import org.lectern.imaging.dimse.association.AccessRules;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.AddressRange;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.network.TlsSettings;

/**
 * Our permanent receiver: takes what others send (C-STORE), lets them test us (C-ECHO), search and fetch (C-FIND, C-GET,
 * C-MOVE) where the archive is open to them. Safe for several threads.
 */
public final class Receiver implements Arrivals, AutoCloseable {
    private final DimseServer server;
    private final List<StudySink> expected;
    private final CommitmentReports reports;

    private Receiver(DimseServer server, List<StudySink> expected, CommitmentReports reports) {
        this.server = server;
        this.expected = expected;
        this.reports = reports;
    }

    /**
     * How to listen.
     *
     * @param sink where objects go; a sender is told that they are safe when it has taken them
     * @param own what others may search and fetch
     * @param tls for callers over TLS only
     * @param mutual whether they must show a certificate that we trust
     * @param announcements hears of what can be had elsewhere from now on; empty where nobody wants to know
     */
    public record Setup(
            Station station,
            ObjectSink sink,
            Optional<OwnArchive> own,
            Optional<TlsSettings> tls,
            boolean mutual,
            Visits visits,
            Optional<Announcement.Listener> announcements) {}

    /**
     * Begins to listen.
     *
     * @throws org.lectern.imaging.network.NetworkException when the port cannot be had
     */
    public static Receiver start(Setup setup, ExecutorService io) throws IOException {
        List<StudySink> expected = new CopyOnWriteArrayList<>();
        Station station = setup.station();
        ListenerSettings settings =
                ListenerSettings.of(station.aeTitle(), station.port()).with(rules(station));
        if (setup.tls().isPresent()) {
            settings = settings.with(setup.tls().get(), setup.mutual());
        }
        CommitmentReports reports = new CommitmentReports();
        Services services =
                Services.none().with(new Telling(setup.sink(), expected)).with(reports);
        if (setup.own().isPresent()) {
            UpToDate own = new UpToDate(setup.own().get(), setup.sink());
            services = services.with((QueryProvider) own).with((RetrieveProvider) own);
        }
        if (setup.announcements().isPresent()) {
            services = services.with(setup.announcements().get());
        }
        return new Receiver(DimseServer.start(settings, services, setup.visits(), io), expected, reports);
    }

    private static AccessRules rules(Station station) throws IOException {
        List<AccessRules.Caller> callers = new ArrayList<>();
        for (Station.Caller caller : station.callers()) {
            Optional<String> title = Optional.of(caller.aeTitle()).filter(text -> !text.equals(Station.Caller.ANY));
            if (caller.address().equals(Station.Caller.ANY)) {
                callers.add(new AccessRules.Caller(title, Optional.empty()));
            } else {
                for (AddressRange range : ranges(caller)) {
                    callers.add(new AccessRules.Caller(title, Optional.of(range)));
                }
            }
        }
        return new AccessRules(Set.of(station.aeTitle()), callers);
    }

    private static List<AddressRange> ranges(Station.Caller caller) throws IOException {
        if (caller.range().isPresent()) {
            return List.of(caller.range().get());
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(caller.address()))
                    .map(AddressRange::of)
                    .toList();
        } catch (UnknownHostException e) {
            throw new IOException(
                    "The caller %s cannot be let in: nobody knows that host. Write its IP address, or take it off the list"
                            .formatted(caller),
                    e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What arrives for a study is told of; it goes where everything goes. */
    @Override
    public Door open(String ourAeTitle, String studyUid, ObjectSink sink, Progress progress) {
        StudySink study = new StudySink(sink, studyUid, progress);
        expected.add(study);
        return new Door() {
            @Override
            public int arrived() {
                return study.arrived();
            }

            @Override
            public void close() {
                expected.remove(study);
            }
        };
    }

    @Override
    public ReportBox reports(String ourAeTitle) {
        return new Box(reports, () -> {});
    }

    /** The archive with everything that we have confirmed to senders, also what waits to be indexed in a group. */
    private record UpToDate(OwnArchive own, ObjectSink sink) implements QueryProvider, RetrieveProvider {
        @Override
        public Set<QueryModel> models() {
            return own.models();
        }

        @Override
        public void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException {
            sink.flush();
            own.find(inquiry, match, cancellation);
        }

        @Override
        public List<Path> select(Inquiry inquiry) throws IOException {
            sink.flush();
            return own.select(inquiry);
        }

        @Override
        public Optional<DimseNode> destination(String aeTitle) {
            return own.destination(aeTitle);
        }
    }

    /** Takes objects and tells who expects them. */
    private record Telling(ObjectSink sink, List<StudySink> expected) implements ObjectSink {
        @Override
        public Path newFile() throws IOException {
            return sink.newFile();
        }

        @Override
        public Outcome take(Received object) throws IOException {
            if (expected.isEmpty()) {
                return sink.take(object);
            }
            String study = StudySink.study(object.file());
            long bytes = Files.size(object.file());
            Outcome outcome = sink.take(object);
            for (StudySink one : expected) {
                if (one.wants(study)) {
                    one.told(object.sopInstanceUid(), outcome, bytes);
                }
            }
            return outcome;
        }

        @Override
        public void discard(Path file) {
            sink.discard(file);
        }
    }

    /** Stops listening; what was half received is not kept. */
    @Override
    public void close() {
        server.close();
    }
}
