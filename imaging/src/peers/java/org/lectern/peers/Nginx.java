package org.lectern.peers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** nginx in front of a web server of the test: TLS, HTTP/2, passwords, client certificates, sizes that it refuses. */
public final class Nginx implements AutoCloseable {
    private final Peer peer;
    private final int port;

    private Nginx(Peer peer, int port) {
        this.peer = peer;
        this.port = port;
    }

    /** Whether it is installed. */
    public static boolean isInstalled() {
        return Peer.isInstalled("nginx");
    }

    /**
     * What it does.
     *
     * @param certificate shown to clients; empty for plain HTTP
     * @param clients the authority whose certificates clients must show
     * @param http2 whether HTTP/2 is offered
     * @param protocols such as {@code TLSv1.2 TLSv1.3}
     * @param more directives of the server block, such as {@code client_max_body_size 1m;}
     */
    public record Settings(
            Optional<TestCertificates.Pair> certificate,
            Optional<Path> clients,
            boolean http2,
            String protocols,
            String more) {
        /** HTTPS with HTTP/2. */
        public static Settings tls(TestCertificates.Pair certificate) {
            return new Settings(Optional.of(certificate), Optional.empty(), true, "TLSv1.2 TLSv1.3", "");
        }

        /** Plain HTTP. */
        public static Settings plain() {
            return new Settings(Optional.empty(), Optional.empty(), false, "TLSv1.2 TLSv1.3", "");
        }

        /** Wanting certificates of clients. */
        public Settings withClients(Path authority) {
            return new Settings(certificate, Optional.of(authority), http2, protocols, more);
        }

        /** Without HTTP/2. */
        public Settings withoutHttp2() {
            return new Settings(certificate, clients, false, protocols, more);
        }

        /** With other protocol versions. */
        public Settings withProtocols(String other) {
            return new Settings(certificate, clients, http2, other, more);
        }

        /** With more directives. */
        public Settings with(String directives) {
            return new Settings(certificate, clients, http2, protocols, more + directives);
        }
    }

    /** Starts one in front of a port of this computer. */
    public static Nginx start(Path parent, int behind, Settings settings) throws IOException {
        int port = Peer.freePort();
        Path folder = Files.createDirectories(parent.resolve("nginx-" + port));
        Files.createDirectories(folder.resolve("temporary"));
        StringBuilder text = new StringBuilder("daemon off;\npid %s/nginx.pid;\nerror_log stderr;\n".formatted(folder));
        if (System.getProperty("user.name").equals("root")) {
            text.append("user root;\n"); // its workers must read what lies in the test's folder
        }
        text.append("worker_processes 1;\nevents { worker_connections 256; }\nhttp {\naccess_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            text.append("%s_temp_path %s/temporary/%s;\n".formatted(kind, folder, kind));
        }
        text.append("client_max_body_size 0;\nserver {\nlisten 127.0.0.1:%d%s;\n"
                .formatted(
                        port, (settings.certificate().isPresent() ? " ssl" : "") + (settings.http2() ? " http2" : "")));
        settings.certificate()
                .ifPresent(pair -> text.append("ssl_certificate %s;\nssl_certificate_key %s;\nssl_protocols %s;\n"
                        .formatted(pair.certificate(), pair.key(), settings.protocols())));
        settings.clients()
                .ifPresent(authority -> text.append(
                        "ssl_client_certificate %s;\nssl_verify_client on;\n".formatted(authority)));
        text.append("location / {\nproxy_pass http://127.0.0.1:%d;\nproxy_http_version 1.1;\n".formatted(behind));
        text.append("proxy_set_header Host $http_host;\nproxy_set_header Authorization \"\";\n");
        text.append("proxy_buffering off;\nproxy_request_buffering off;\n}\n");
        text.append(settings.more()).append("\n}\n}\n");
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, text);
        Peer peer = Peer.start(
                folder,
                port,
                List.of("nginx", "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr"));
        return new Nginx(peer, port);
    }

    /** A file of one user for {@code auth_basic_user_file}. */
    public static Path passwords(Path folder, String user, String password) throws IOException {
        Peer.Result hash = Peer.run(folder, List.of("openssl", "passwd", "-apr1", password));
        return Files.writeString(folder.resolve("passwords"), user + ":" + hash.output().strip() + "\n");
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** An address at it, by the name in good certificates. */
    public URI https(String path) {
        return URI.create("https://localhost:%d%s".formatted(port, path));
    }

    /** An address at it. */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    @Override
    public void close() {
        peer.close();
    }
}
