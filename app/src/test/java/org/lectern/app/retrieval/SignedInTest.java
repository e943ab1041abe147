package org.lectern.app.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Station;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** Nodes that want OAuth 2.0, against a server that is both issuer and archive. */
class SignedInTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> grants = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket server;
    private MasterKeyVault vault;
    private JsonNodeStore store;
    private int issued;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        io.execute(this::serve);
        vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        store = new JsonNodeStore(folder);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        io.shutdownNow();
    }

    private String base() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                String request = String.valueOf(in.readLine());
                String authorization = "";
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.toLowerCase(java.util.Locale.ROOT).startsWith("authorization: ")) {
                        authorization = line.substring(15);
                    } else if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
                        length = Integer.parseInt(line.substring(16).strip());
                    }
                }
                StringBuilder body = new StringBuilder();
                while (body.length() < length) {
                    body.append((char) in.read());
                }
                String answer = answer(request, authorization, body.toString());
                socket.getOutputStream()
                        .write(
                                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(answer.substring(0, 6), answer.length() - 6, answer.substring(6))
                                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                continue; // whoever hangs up
            }
        }
    }

    private String answer(String request, String authorization, String body) {
        if (request.contains("/.well-known/openid-configuration")) {
            return "200 OK{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\"}"
                    .formatted(base(), base(), base());
        }
        if (!request.contains("/token")) {
            return authorization.equals("Bearer token-" + issued) ? "200 OK[]" : "401 NO";
        }
        String grant = body.replaceAll(".*grant_type=([a-z_]+).*", "$1");
        grants.add(grant);
        boolean good = switch (grant) {
            case "authorization_code" -> body.contains("code=code-1") && body.contains("code_verifier=");
            case "refresh_token" -> body.contains("refresh_token=refresh-" + issued);
            default -> authorization.startsWith("Basic ");
        };
        if (!good) {
            return "400 NO{\"error\":\"invalid_grant\"}";
        }
        issued++;
        return "200 OK{\"access_token\":\"token-%d\",\"token_type\":\"Bearer\",\"expires_in\":300%s}"
                .formatted(
                        issued,
                        grant.equals("client_credentials") ? "" : ",\"refresh_token\":\"refresh-" + issued + "\"");
    }

    /** Another process: it knows what is kept only. */
    private NodeConnector connector() throws IOException {
        return new NodeConnector(vault, () -> Station.INITIAL, new TemporaryReceiver(0, io), io)
                .keepingIn(new JsonNodeStore(folder));
    }

    private Node node(boolean withSecret) throws IOException {
        DicomWebAccess access = DicomWebAccess.of(URI.create(base() + "/w"));
        Node node = Node.of(
                "North",
                access.with(new Authentication.OAuth(
                        URI.create(base()),
                        "lectern",
                        "openid offline_access",
                        withSecret ? Optional.of(vault.seal(access.purpose(), "s3cret")) : Optional.empty(),
                        Optional.empty())));
        store.put(node);
        return node;
    }

    private void echo(NodeConnector connector) throws IOException {
        Node node = new JsonNodeStore(folder).node("North").orElseThrow();
        try (RemoteArchive archive = connector.open(node)) {
            archive.echo();
        }
    }

    private boolean signIn(NodeConnector connector, Node node) throws IOException {
        return connector.signIn(
                node,
                page -> io.execute(() -> {
                    String query = page.getRawQuery();
                    String back = query.replaceAll(".*redirect_uri=([^&]+).*", "$1");
                    String state = query.replaceAll(".*state=([^&]+).*", "$1");
                    URI answer =
                            URI.create(URLDecoder.decode(back, StandardCharsets.UTF_8) + "?code=code-1&state=" + state);
                    try {
                        answer.toURL().openStream().close();
                    } catch (IOException e) {
                        grants.add(e.toString());
                    }
                }),
                Duration.ofSeconds(60),
                new Cancellation());
    }

    @Test
    void whoHasNotSignedInIsToldHow() throws IOException {
        node(false);
        NetworkException failure = assertThrows(NetworkException.class, () -> echo(connector()));
        assertEquals(Problem.AUTHENTICATION, failure.problem());
        assertEquals("Sign in under Settings, Archives, or with: lectern node sign-in \"North\"", failure.remedy());
        assertEquals(Optional.of("North"), SignInRemedy.nodeIn(failure.getMessage()));
        assertEquals(Optional.empty(), SignInRemedy.nodeIn("North does not answer. Sign in again."));
    }

    @Test
    void aSignInIsKeptSealedUsedSilentlyAndRenewed() throws IOException {
        NodeConnector running = connector();
        Node node = node(false);
        assertThrows(NetworkException.class, () -> echo(running));
        assertTrue(signIn(connector(), node));
        assertEquals(List.of("authorization_code"), grants);
        assertFalse(Files.readString(folder.resolve("nodes.json")).contains("refresh-"));
        echo(connector());
        echo(connector()); // with the token that replaced the first one
        assertEquals(List.of("authorization_code", "refresh_token", "refresh_token"), grants);
        String kept = vault.open(
                node.access().purpose(),
                ((Authentication.OAuth) ((DicomWebAccess) new JsonNodeStore(folder)
                                        .node("North")
                                        .orElseThrow()
                                        .access())
                                .authentication())
                        .refreshToken()
                        .orElseThrow());
        assertEquals("refresh-3", kept);
    }

    @Test
    void aClientWithASecretNeedsNobody() throws IOException {
        node(true);
        NodeConnector connector = connector();
        echo(connector);
        echo(connector);
        assertEquals(List.of("client_credentials"), grants);
    }

    @Test
    void credentialsGoOverHttpToAnotherComputerOnlyWhereThatIsAllowedByName() throws IOException {
        DicomWebAccess plain = DicomWebAccess.of(URI.create("http://192.0.2.1:9/w"));
        DicomWebAccess access = plain.with(new Authentication.Basic("maria", vault.seal(plain.purpose(), "s3cret")));
        store.put(Node.of("North", access));
        NetworkException failure = assertThrows(NetworkException.class, () -> echo(connector()));
        assertEquals(Problem.TLS, failure.problem());
        assertTrue(failure.getMessage().contains("not encrypted"), failure.getMessage());
        store.put(Node.of("North", access.withPlainCredentials(true)));
        DicomWebAccess kept = (DicomWebAccess)
                new JsonNodeStore(folder).node("North").orElseThrow().access();
        assertTrue(kept.allowsPlainCredentials());
        assertTrue(connector().web(Node.of("North", kept), kept).allowsPlainCredentials());
    }
}
