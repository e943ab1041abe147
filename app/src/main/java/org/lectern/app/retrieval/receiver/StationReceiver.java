package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.dimse.Visits;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;

/**
 * The receiver of a workstation: permanent where the station is set up so and the port can be had, else only while
 * something is fetched. Safe for several threads.
 */
public final class StationReceiver implements Arrivals, AutoCloseable {
    private final Arrivals arrivals;
    private final Optional<Receiver> permanent;
    private final Optional<ArchiveReceiver> sink;
    private final Optional<String> notice;

    private StationReceiver(
            Arrivals arrivals, Optional<Receiver> permanent, Optional<ArchiveReceiver> sink, Optional<String> notice) {
        this.arrivals = arrivals;
        this.permanent = permanent;
        this.sink = sink;
        this.notice = notice;
    }

    /** Starts as the station is set up. */
    public static StationReceiver open(
            Station station, LocalArchive archive, Destinations destinations, ExecutorService io) throws IOException {
        TemporaryReceiver temporary = new TemporaryReceiver(station.port(), io);
        if (!station.receives()) {
            return new StationReceiver(temporary, Optional.empty(), Optional.empty(), Optional.empty());
        }
        ArchiveReceiver sink = archive.receive(ArchiveReceiver.Promise.DURABLE, io);
        try {
            Receiver receiver = Receiver.start(
                    new Receiver.Setup(
                            station,
                            sink,
                            Optional.of(new OwnArchive(archive, station.aeTitle(), destinations)),
                            Optional.empty(),
                            false,
                            Visits.UNSEEN),
                    io);
            return new StationReceiver(receiver, Optional.of(receiver), Optional.of(sink), Optional.empty());
        } catch (NetworkException e) {
            sink.close();
            return new StationReceiver(
                    temporary, Optional.empty(), Optional.empty(), Optional.ofNullable(e.getMessage()));
        }
    }

    /** Why it does not run though it should, in words. */
    public Optional<String> notice() {
        return notice;
    }

    @Override
    public Door open(String ourAeTitle, String studyUid, ObjectSink target, Progress progress) throws IOException {
        return arrivals.open(ourAeTitle, studyUid, target, progress);
    }

    @Override
    public ReportBox reports(String ourAeTitle) throws IOException {
        return arrivals.reports(ourAeTitle);
    }

    @Override
    public void close() throws IOException {
        permanent.ifPresent(Receiver::close);
        if (sink.isPresent()) {
            sink.get().close();
        }
    }
}
