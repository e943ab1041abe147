package org.lectern.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.receiver.OwnArchive;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.QueryProvider;
import org.lectern.imaging.dimse.RetrieveProvider;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.association.ListenerSettings;

/** Asks our own archive over loopback and fetches from it, so that the first fetch from a real one is not the slowest. */
final class NetworkTraining {
    private static final String TITLE = "LECTERN";
    private static final int FETCHES = 3;

    private NetworkTraining() {}

    /** Answers what is in the archive of this process to the commands. */
    static void run(Path folder) throws IOException {
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(Folders.ofThisProcess().archive())) {
            OwnArchive provider = new OwnArchive(archive, TITLE, title -> Optional.empty());
            ListenerSettings settings = ListenerSettings.of(TITLE, 0).at(InetAddress.getLoopbackAddress());
            Services services = Services.none().with((QueryProvider) provider).with((RetrieveProvider) provider);
            try (DimseServer server = DimseServer.start(settings, services, threads.io())) {
                String node = "dicom://%s@127.0.0.1:%d".formatted(TITLE, server.port());
                List<StudyEntry> studies = archive.studies(StudyQuery.ALL);
                LecternCommand.run("echo", node);
                LecternCommand.run("find", node);
                for (int fetch = 0; fetch < FETCHES && !studies.isEmpty(); fetch++) {
                    String study = studies.getFirst().studyUid();
                    String to = folder.resolve("fetched-" + fetch).toString();
                    LecternCommand.run("get", node, study, "--to", to);
                }
            }
        }
    }
}
