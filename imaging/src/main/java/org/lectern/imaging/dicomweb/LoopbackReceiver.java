package org.lectern.imaging.dicomweb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * Where the browser comes back to after a sign-in (RFC 8252 section 7.3): a port of 127.0.0.1 that the system chooses.
 * Whoever comes without the right state is turned away and changes nothing.
 */
final class LoopbackReceiver implements AutoCloseable {
    private static final String PATH = "/signed-in";

    private final HttpServer server;
    private final String state;
    private final String peer;
    private final CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();

    private LoopbackReceiver(HttpServer server, String state, String peer) {
        this.server = server;
        this.state = state;
        this.peer = peer;
    }

    static LoopbackReceiver open(String state, String peer, Executor io) throws NetworkException {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 4);
            LoopbackReceiver receiver = new LoopbackReceiver(server, state, peer);
            server.setExecutor(io);
            server.createContext("/", receiver::answer);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new NetworkException(
                    Problem.LOCAL_STORAGE,
                    "No port on this computer can be opened for the browser's answer",
                    "Check the firewall of this computer.",
                    e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> fields = fields(exchange.getRequestURI().getRawQuery());
            boolean ours = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals(PATH)
                    && MessageDigest.isEqual(
                            state.getBytes(StandardCharsets.US_ASCII),
                            fields.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8));
            String text = !ours
                    ? "This page belongs to a sign-in that is over or was never begun."
                    : fields.containsKey("code") ? "You are signed in. You can close this page." : "Not signed in.";
            byte[] body = ("<!doctype html><meta charset=utf-8><title>Lectern</title><p>" + text)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(ours ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            if (ours) {
                answer.complete(fields);
            }
        }
    }

    private static Map<String, String> fields(@Nullable String query) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : Optional.ofNullable(query).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** The text, empty where it is not well encoded. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Waits for the code. */
    String await(Duration patience, Cancellation cancellation) throws NetworkException {
        Cancellation.Registration waiting = cancellation.onCancel(() -> answer.cancel(false));
        try {
            Map<String, String> fields = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            String code = fields.getOrDefault("code", "");
            if (code.isEmpty()) {
                throw new NetworkException(
                        Problem.AUTHENTICATION,
                        fields.getOrDefault("error", "").equals("access_denied")
                                ? "The sign-in with %s was refused or given up".formatted(peer)
                                : "The sign-in with %s failed".formatted(peer),
                        "Sign in again.");
            }
            return code;
        } catch (TimeoutException e) {
            throw new NetworkException(
                    Problem.TIMED_OUT, "Nobody signed in with %s in time".formatted(peer), "Sign in again.", e);
        } catch (CancellationException e) {
            throw new NetworkException(Problem.CANCELLED, "Cancelled", "", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it that way
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Problem.CANCELLED, "Cancelled", "", e);
        } finally {
            waiting.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
