package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import org.lectern.imaging.dimse.CommitmentReports;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.association.AccessRules;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens only while something is fetched: from the first who opens a door to the last who closes one; all share the
 * port. Safe for several threads.
 */
public final class TemporaryReceiver implements Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryReceiver.class);

    private final int port;
    private final Securing securing;
    private final ExecutorService io;
    private final List<StudySink> doors = new CopyOnWriteArrayList<>();
    private final CommitmentReports reports = new CommitmentReports();
    private int users;
    private Optional<DimseServer> server = Optional.empty();

    /** Secures what listens. */
    private interface Securing {
        ListenerSettings secured(ListenerSettings plain) throws IOException;
    }

    /** A receiver at a port, without encryption. */
    public TemporaryReceiver(int port, ExecutorService io) {
        this(port, plain -> plain, io);
    }

    private TemporaryReceiver(int port, Securing securing, ExecutorService io) {
        this.port = port;
        this.securing = securing;
        this.io = io;
    }

    /** A receiver at the station's port, secured as the station is set up. */
    public static TemporaryReceiver of(Station station, Vault vault, ExecutorService io) {
        return new TemporaryReceiver(station.port(), plain -> ReceiverTls.secured(plain, station, vault), io);
    }

    @Override
    public Door open(String ourAeTitle, String studyUid, ObjectSink sink, Progress progress) throws IOException {
        StudySink study = new StudySink(sink, studyUid, progress);
        doors.add(study);
        try {
            enter();
        } catch (IOException e) {
            doors.remove(study);
            if (!(e instanceof NetworkException network)
                    || network.problem() != NetworkException.Problem.LOCAL_STORAGE) {
                throw e;
            }
            throw new NetworkException(
                    network.problem(),
                    "Port %d, to which the node is to send, is in use".formatted(port),
                    "Close the workstation or 'lectern listen' that has it, or fetch by C-GET (--retrieve get)",
                    e);
        }
        return new Door() {
            @Override
            public int arrived() {
                return study.arrived();
            }

            @Override
            public void close() {
                if (doors.remove(study)) {
                    leave();
                }
            }
        };
    }

    /** A port that is in use is no failure: the report may come on the association of the request. */
    @Override
    public ReportBox reports(String ourAeTitle) throws IOException {
        try {
            enter();
            return new Box(reports, this::leave);
        } catch (NetworkException e) {
            LOG.info("no port for a commitment report: {}", e.getMessage());
            return new Box(reports, () -> {});
        }
    }

    /** Nodes may know us by different AE titles; what is let in is decided by its study. */
    private synchronized void enter() throws IOException {
        if (server.isEmpty()) {
            ListenerSettings settings =
                    securing.secured(ListenerSettings.of("", port)).with(new AccessRules(Set.of(), List.of()));
            server = Optional.of(DimseServer.start(
                    settings, Services.none().with(new Hall(doors)).with(reports), io));
        }
        users++;
    }

    /** The last one closes, and the port is free when this returns. */
    private synchronized void leave() {
        users--;
        if (users == 0) {
            server.ifPresent(DimseServer::close);
            server = Optional.empty();
        }
    }

    /** Hands each object to the door of its study. */
    private static final class Hall implements ObjectSink {
        private final List<StudySink> doors;
        private final Map<Path, StudySink> owners = new ConcurrentHashMap<>();

        Hall(List<StudySink> doors) {
            this.doors = doors;
        }

        @Override
        public Path newFile() throws IOException {
            List<StudySink> now = new ArrayList<>(doors);
            if (now.isEmpty()) {
                throw refused();
            }
            Path file = now.getFirst().newFile();
            owners.put(file, now.getFirst());
            return file;
        }

        @Override
        public Outcome take(Received object) throws IOException {
            StudySink owner = Optional.ofNullable(owners.remove(object.file())).orElseThrow(Hall::refused);
            Optional<StudySink> wanting;
            try {
                String study = StudySink.study(object.file());
                wanting = owner.wants(study)
                        ? Optional.of(owner)
                        : doors.stream().filter(door -> door.wants(study)).findFirst();
            } catch (IOException e) {
                owner.discard(object.file());
                throw e;
            }
            if (wanting.isEmpty() || wanting.get() == owner) {
                return owner.take(object); // which refuses what nobody asked for
            }
            Path file = wanting.get().newFile();
            try {
                Files.move(object.file(), file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                wanting.get().discard(file);
                owner.discard(object.file());
                throw e;
            }
            return wanting.get().take(new Received(file, object.sopClassUid(), object.sopInstanceUid(), object.from()));
        }

        @Override
        public void discard(Path file) {
            Optional.ofNullable(owners.remove(file)).ifPresent(owner -> owner.discard(file));
        }

        private static NetworkException refused() {
            return new NetworkException(
                    NetworkException.Problem.REJECTED, "An object that nobody asked for was not taken", "");
        }
    }
}
