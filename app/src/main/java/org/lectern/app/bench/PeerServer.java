package org.lectern.app.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Another product's server on loopback, as an ordinary process in a scratch folder, ended with the measurement. */
final class PeerServer implements AutoCloseable {
    private static final int MOST_TRIES = 600;
    private static final String PLUGINS = "/usr/share/orthanc/plugins/";

    private final Process process;
    private final int dicomPort;
    private final int httpPort;

    private PeerServer(Process process, int dicomPort, int httpPort) {
        this.process = process;
        this.dicomPort = dicomPort;
        this.httpPort = httpPort;
    }

    int dicomPort() {
        return dicomPort;
    }

    int httpPort() {
        return httpPort;
    }

    /** Orthanc with DICOMweb, AE title ORTHANC, that knows LECTERN at a port; nothing where it is not installed. */
    static Optional<PeerServer> orthanc(Bench bench, int lecternPort) throws IOException {
        Path plugin = Path.of(PLUGINS + "libOrthancDicomWeb.so");
        if (!bench.isInstalled("Orthanc") || !Files.exists(plugin)) {
            return Optional.empty();
        }
        Path folder = bench.scratch("orthanc");
        int dicom = freePort();
        int http = freePort();
        String configuration = """
                {"Name": "Bench", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": ["%2$s"],
                "DicomWeb": {"Enable": true, "Root": "/dicom-web/"}, "HttpPort": %3$d, "DicomPort": %4$d,
                "DicomAet": "ORTHANC", "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowFind": true, "DicomAlwaysAllowGet": true,
                "DicomAlwaysAllowMove": true, "DicomAlwaysAllowStore": true, "UnknownSopClassAccepted": true,
                "DicomModalities": {"LECTERN": {"AET": "LECTERN", "Host": "127.0.0.1", "Port": %5$d}}}
                """.formatted(folder, plugin, http, dicom, lecternPort);
        Path file = Files.writeString(folder.resolve("orthanc.json"), configuration);
        return Optional.of(start(folder, List.of("Orthanc", file.toString()), dicom, http));
    }

    /** dcmtk's storescp, which keeps what it is sent in its folder; nothing where it is not installed. */
    static Optional<PeerServer> storescp(Bench bench) throws IOException {
        if (!bench.isInstalled("storescp")) {
            return Optional.empty();
        }
        Path folder = bench.scratch("storescp");
        int port = freePort();
        return Optional.of(
                start(folder, List.of("storescp", "-od", folder.toString(), Integer.toString(port)), port, port));
    }

    private static PeerServer start(Path folder, List<String> command, int dicomPort, int httpPort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        PeerServer server = new PeerServer(builder.start(), dicomPort, httpPort);
        for (int tries = 0; !accepts(httpPort) || !accepts(dicomPort); tries++) {
            if (tries == MOST_TRIES || !server.process.isAlive()) {
                server.close();
                throw new IOException(command.getFirst() + " did not start");
            }
            pause();
        }
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
