package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.AeTitle;
import org.lectern.app.retrieval.FolderSink;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.retrieval.receiver.Destinations;
import org.lectern.app.retrieval.receiver.OwnArchive;
import org.lectern.app.retrieval.receiver.Receiver;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.network.ObjectSink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lectern listen}: the receiver without a window, until it is told to end. */
@Command(
        name = "listen",
        description =
                "Takes what others send (C-STORE), answers C-ECHO, lets them search and fetch from the archive. Ends with"
                        + " Ctrl+C or SIGTERM.")
final class ListenCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to listen, 0 for any free port; else the station's.")
    private @Nullable Integer port;

    @Option(names = "--aet", paramLabel = "AET", description = "Our AE title; else the station's.")
    private @Nullable String aet;

    @Option(names = "--to", paramLabel = "DIR", description = "Into a folder, a file each, instead of the archive.")
    private @Nullable Path to;

    @Option(
            names = "--allow",
            paramLabel = "AET@ADDRESS",
            description = "Who may call: AET, AET@address, AET@10.1.0.0/16, *@10.1.0.0/16; repeatable; 'anybody' for"
                    + " everybody. Else the station's list.")
    private @Nullable List<String> allow;

    @Mixin
    private TlsOptions tls;

    @Option(names = "--no-tls", description = "Plain TCP, however the station is set up.")
    private boolean withoutTls;

    @Option(names = "--json", description = "Prints one JSON object a line.")
    private boolean json;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException {
        if (tls.certificate().isEmpty() && !tls.isEmpty() || withoutTls && !tls.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Options for TLS go with --tls-cert FILE, our certificate, and not with --no-tls");
        }
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        Station station = station(nodes.station());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::end));
        try (Threads threads = Threads.start()) {
            if (to != null) {
                listen(nodes, station, new FolderSink(to, true), Optional.empty(), threads);
            } else {
                NodeConnector connector = nodes.connector(threads.io());
                try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr(), nodes.keys());
                        ArchiveReceiver sink = archive.receive(ArchiveReceiver.Promise.DURABLE, threads.io())) {
                    OwnArchive own =
                            new OwnArchive(archive, station.aeTitle(), new Destinations(nodes.store(), connector));
                    listen(nodes, station, sink, Optional.of(own), threads);
                }
            }
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private Station station(Station usual) {
        try {
            return new Station(
                    aet == null ? usual.aeTitle() : AeTitle.checked(aet),
                    port == null ? usual.port() : port,
                    true,
                    allow == null ? usual.callers() : StationCommand.callers(allow),
                    withoutTls ? Optional.empty() : usual.tls());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failures.oneLine(e.getMessage()));
        }
    }

    private void listen(TheNodes nodes, Station station, ObjectSink sink, Optional<OwnArchive> own, Threads threads)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        VisitorsBook book = new VisitorsBook(sink, out, json);
        Station secured =
                tls.certificate().isPresent() ? station.withTls(Optional.of(tls.secured(nodes.vault()))) : station;
        Receiver.Setup setup = new Receiver.Setup(
                secured, book, own, ReceiverTls.of(secured, nodes.vault()), secured.isMutual(), book, Optional.empty());
        try (Receiver receiver = Receiver.start(setup, threads.io())) {
            book.listening(station.aeTitle(), receiver.port());
            if (station.callers().isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "lectern: warning: everybody on the network may call; name who may with --allow AET@ADDRESS");
                spec.commandLine().getErr().flush();
            }
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the last thread of the process: lets the others finish, then ends as planned. */
    private void end() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.countDown();
        try {
            if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
