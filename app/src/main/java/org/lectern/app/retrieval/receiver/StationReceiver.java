package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.dimse.Announcement;
import org.lectern.imaging.dimse.Visits;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.network.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiver of a workstation: permanent where the station is set up so and the port can be had, else only while
 * something is fetched. Safe for several threads.
 */
public final class StationReceiver implements Arrivals, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StationReceiver.class);

    private final LocalArchive archive;
    private final Destinations destinations;
    private final Vault vault;
    private final ExecutorService io;
    private final List<Announcement.Listener> listeners = new CopyOnWriteArrayList<>();
    private Running running;

    /**
     * What listens now.
     *
     * @param notice why nothing listens all the time though it should, in words; empty when all is well
     */
    private record Running(
            Station station,
            Arrivals arrivals,
            Optional<Receiver> permanent,
            Optional<ArchiveReceiver> sink,
            Optional<String> notice) {
        void close() throws IOException {
            permanent.ifPresent(Receiver::close);
            if (sink.isPresent()) {
                sink.get().close();
            }
        }
    }

    private StationReceiver(LocalArchive archive, Destinations destinations, Vault vault, ExecutorService io) {
        this.archive = archive;
        this.destinations = destinations;
        this.vault = vault;
        this.io = io;
        this.running = none(Station.INITIAL, Optional.empty());
    }

    /** Starts as the station is set up. */
    public static StationReceiver open(
            Station station, LocalArchive archive, Destinations destinations, Vault vault, ExecutorService io)
            throws IOException {
        StationReceiver receiver = new StationReceiver(archive, destinations, vault, io);
        receiver.restart(station);
        return receiver;
    }

    /** Ends what listens now and starts as the station is set up; what is being received ends with it. */
    public synchronized void restart(Station station) throws IOException {
        running.close();
        running = none(station, Optional.empty()); // should the next fail
        running = station.receives() ? started(station) : running;
    }

    private Running none(Station station, Optional<String> notice) {
        return new Running(
                station, TemporaryReceiver.of(station, vault, io), Optional.empty(), Optional.empty(), notice);
    }

    private Running started(Station station) throws IOException {
        ArchiveReceiver sink = archive.receive(ArchiveReceiver.Promise.DURABLE, io);
        try {
            Optional<TlsSettings> tls = ReceiverTls.of(station, vault);
            Receiver receiver = Receiver.start(
                    new Receiver.Setup(
                            station,
                            sink,
                            Optional.of(new OwnArchive(archive, station.aeTitle(), destinations)),
                            tls,
                            station.isMutual(),
                            Visits.UNSEEN,
                            Optional.of(announcement -> listeners.forEach(listener -> listener.heard(announcement)))),
                    io);
            return new Running(station, receiver, Optional.of(receiver), Optional.of(sink), Optional.empty());
        } catch (IOException e) {
            LOG.warn("the receiver does not run", e);
            sink.close();
            return none(station, Optional.of(words(station, e)));
        }
    }

    /** A port in use is the usual trouble, and somebody at the screen can mend it. */
    private static String words(Station station, IOException failure) {
        boolean isPort = failure instanceof NetworkException e && e.problem() == NetworkException.Problem.LOCAL_STORAGE;
        return isPort
                ? ("Nothing can be sent here: port %d is in use, or needs special rights. Close the program that has it,"
                                + " perhaps a second Lectern or 'lectern listen', or choose another port; then start the"
                                + " receiver again under Settings, This station.")
                        .formatted(station.port())
                : "Nothing can be sent here: %s. Mend it, then start the receiver again under Settings, This station."
                        .formatted(String.valueOf(failure.getMessage()).replaceAll("[.\\s]+$", ""));
    }

    /** Why it does not run though it should, in words. */
    public synchronized Optional<String> notice() {
        return running.notice();
    }

    /** Hears, on the thread of an association, of objects that can be had elsewhere from now on. */
    public void onAnnounced(Announcement.Listener listener) {
        listeners.add(listener);
    }

    /** Where it listens all the time; empty where it does not. */
    public synchronized Optional<Integer> port() {
        return running.permanent().map(Receiver::port);
    }

    /** How it stands, in words. */
    public synchronized String state() {
        if (running.notice().isPresent()) {
            return running.notice().get();
        }
        Station station = running.station();
        return running.permanent()
                .map(receiver -> "Listening at port %d as %s, %s, for %s."
                        .formatted(
                                receiver.port(),
                                station.aeTitle(),
                                secured(station),
                                station.callers().isEmpty() ? "everybody on the network" : "those on the list"))
                .orElse("Not listening. Objects that we fetch by C-MOVE are taken all the same.");
    }

    private static String secured(Station station) {
        return station.tls()
                .map(tls -> tls.authorities().isPresent() ? "over TLS with certificates on both sides" : "over TLS")
                .orElse("without encryption");
    }

    private synchronized Arrivals arrivals() {
        return running.arrivals();
    }

    @Override
    public Door open(String ourAeTitle, String studyUid, ObjectSink target, Progress progress) throws IOException {
        return arrivals().open(ourAeTitle, studyUid, target, progress);
    }

    @Override
    public ReportBox reports(String ourAeTitle) throws IOException {
        return arrivals().reports(ourAeTitle);
    }

    @Override
    public synchronized void close() throws IOException {
        running.close();
        running = none(running.station(), Optional.empty());
    }
}
