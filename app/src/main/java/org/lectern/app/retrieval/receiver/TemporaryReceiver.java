package org.lectern.app.retrieval.receiver;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.lectern.app.retrieval.Arrivals;
import org.lectern.app.retrieval.RemoteArchive.Progress;
import org.lectern.imaging.dimse.CommitmentReports;
import org.lectern.imaging.dimse.DimseServer;
import org.lectern.imaging.dimse.Services;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens only while something is fetched. */
public final class TemporaryReceiver implements Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryReceiver.class);

    private final int port;
    private final ExecutorService io;

    /** A receiver at the station's port. */
    public TemporaryReceiver(int port, ExecutorService io) {
        this.port = port;
        this.io = io;
    }

    @Override
    public Door open(String ourAeTitle, String studyUid, ObjectSink sink, Progress progress) throws IOException {
        StudySink study = new StudySink(sink, studyUid, progress);
        DimseServer server = start(ourAeTitle, study);
        return new Door() {
            @Override
            public int arrived() {
                return study.arrived();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }

    /** A port that is in use is no failure: the report may come on the association of the request. */
    @Override
    public ReportBox reports(String ourAeTitle) throws IOException {
        CommitmentReports reports = new CommitmentReports();
        try {
            DimseServer server = DimseServer.start(
                    ListenerSettings.of(ourAeTitle, port), Services.none().with(reports), io);
            return new Box(reports, server::close);
        } catch (NetworkException e) {
            LOG.info("no port for a commitment report: {}", e.getMessage());
            return new Box(reports, () -> {});
        }
    }

    private DimseServer start(String ourAeTitle, StudySink study) throws IOException {
        try {
            return DimseServer.start(
                    ListenerSettings.of(ourAeTitle, port), Services.none().with(study), io);
        } catch (NetworkException e) {
            throw new NetworkException(
                    e.problem(),
                    "Port %d, to which the node is to send, is in use".formatted(port),
                    "Close the workstation or 'lectern listen' that has it, or fetch by C-GET (--retrieve get)",
                    e);
        }
    }
}
