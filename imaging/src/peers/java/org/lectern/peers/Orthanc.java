package org.lectern.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A fresh Orthanc with DICOMweb, GDCM and worklists in a folder of the test's own. */
public final class Orthanc implements AutoCloseable {
    private static final String PLUGINS = "/usr/share/orthanc/plugins/";

    private final Peer peer;
    private final int httpPort;
    private final int dicomPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private Orthanc(Peer peer, int httpPort, int dicomPort) {
        this.peer = peer;
        this.httpPort = httpPort;
        this.dicomPort = dicomPort;
    }

    /** Whether it is installed. */
    public static boolean isInstalled() {
        return Peer.isInstalled("Orthanc") && Peer.isInstalled(PLUGINS + "libOrthancDicomWeb.so");
    }

    /** Starts one with AE title ORTHANC. */
    public static Orthanc start(Path folder) throws IOException {
        return start(folder, Map.of());
    }

    /**
     * Starts one.
     *
     * @param more settings that are added or replace ours; values are JSON, such as {@code "\"text\""}
     */
    public static Orthanc start(Path folder, Map<String, String> more) throws IOException {
        int http = Peer.freePort();
        int dicom = Peer.freePort();
        Map<String, String> settings = new LinkedHashMap<>();
        Path storage = Files.createDirectories(folder.resolve("orthanc-" + http));
        Path worklists = Files.createDirectories(folder.resolve("worklists"));
        settings.put("Name", "\"Test\"");
        settings.put("StorageDirectory", quoted(storage));
        settings.put("IndexDirectory", quoted(storage));
        settings.put(
                "Plugins",
                List.of("libOrthancDicomWeb.so", "libOrthancGdcm.so", "libModalityWorklists.so").stream()
                        .map(name -> "\"" + PLUGINS + name + "\"")
                        .collect(Collectors.joining(",", "[", "]")));
        settings.put("Worklists", "{\"Enable\": true, \"Database\": " + quoted(worklists) + "}");
        settings.put("DicomWeb", "{\"Enable\": true, \"Root\": \"/dicom-web/\"}");
        settings.put("HttpPort", Integer.toString(http));
        settings.put("DicomPort", Integer.toString(dicom));
        settings.put("DicomAet", "\"ORTHANC\"");
        settings.put("RemoteAccessAllowed", "false");
        settings.put("AuthenticationEnabled", "false");
        settings.put("DicomServerEnabled", "true");
        for (String service : List.of("Echo", "Find", "FindWorklist", "Get", "Move", "Store")) {
            settings.put("DicomAlwaysAllow" + service, "true");
        }
        settings.put("UnknownSopClassAccepted", "true");
        settings.put("StableAge", "1");
        settings.putAll(more);
        Path configuration = folder.resolve("orthanc-%d.json".formatted(http));
        Files.writeString(
                configuration,
                settings.entrySet().stream()
                        .map(entry -> "\"%s\": %s".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
        Peer peer = Peer.start(folder, http, List.of("Orthanc", configuration.toString()));
        return new Orthanc(peer, http, dicom);
    }

    private static String quoted(Path path) {
        return "\"" + path.toAbsolutePath() + "\"";
    }

    /** Where it speaks HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** Where it speaks DICOM. */
    public int dicomPort() {
        return dicomPort;
    }

    /** The DICOMweb base URL. */
    public URI dicomWeb() {
        return URI.create("http://127.0.0.1:%d/dicom-web".formatted(httpPort));
    }

    /** Its own REST interface: the answer to a GET. */
    public String get(String path) throws IOException {
        return send(HttpRequest.newBuilder(rest(path)).GET().build());
    }

    /** Its own REST interface: the answer to a POST. */
    public String post(String path, String body) throws IOException {
        return send(HttpRequest.newBuilder(rest(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Its own REST interface: PUT, such as a modality to move to. */
    public String put(String path, String body) throws IOException {
        return send(HttpRequest.newBuilder(rest(path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Makes a receiver known for C-MOVE and storage commitment. */
    public void knows(String aeTitle, int port) throws IOException {
        put("/modalities/" + aeTitle, "{\"AET\": \"%s\", \"Host\": \"127.0.0.1\", \"Port\": %d}".formatted(aeTitle, port));
    }

    /** Puts files in through its own REST interface. */
    public void upload(List<Path> files) throws IOException {
        for (Path file : files) {
            send(HttpRequest.newBuilder(rest("/instances"))
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build());
        }
    }

    private URI rest(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(httpPort, path));
    }

    private String send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = answer(request);
            if (response.statusCode() >= 300) {
                throw new IOException("Orthanc answered %d to %s".formatted(response.statusCode(), request.uri()));
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Asks once more where an idle connection was closed meanwhile; all that is asked may be asked twice. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException stale) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Kills it at once. */
    public void kill() {
        peer.kill();
    }

    @Override
    public void close() {
        client.close();
        peer.close();
    }
}
