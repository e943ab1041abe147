package org.lectern.app.retrieval;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An authorization server (RFC 6749, 7636, 8414) on loopback with the archive that it protects. Whoever opens its page is
 * signed in at once, or refused where the test wants that.
 */
public final class SignInServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Map<String, String>> codes = new HashMap<>();
    private final List<String> grants = Collections.synchronizedList(new ArrayList<>());
    private String refresh = "";
    private String access = "";
    private boolean isRefusing;
    private boolean isForgetting;
    private int issued;

    private SignInServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one. */
    public static SignInServer start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 16);
        SignInServer made = new SignInServer(server);
        server.createContext("/", made::handle);
        server.setExecutor(made.io);
        server.start();
        return made;
    }

    /** The issuer. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The archive's DICOMweb base. */
    public String archive() {
        return issuer() + "/dicom-web";
    }

    /** What was granted so far, or asked for in vain with a minus before it. */
    public List<String> grants() {
        return List.copyOf(grants);
    }

    /** Whoever signs in from now on is refused. */
    public synchronized void refuse(boolean isOn) {
        isRefusing = isOn;
    }

    /** Nothing that was granted is valid any more. */
    public synchronized void revoke() {
        refresh = "";
        access = "";
    }

    /** Grants no refresh tokens from now on. */
    public synchronized void grantOnce() {
        isForgetting = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/.well-known/openid-configuration" ->
                    answer(
                            exchange,
                            200,
                            "{\"issuer\":\"%1$s\",\"authorization_endpoint\":\"%1$s/authorize\",\"token_endpoint\":\"%1$s/token\"}"
                                    .formatted(issuer()));
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange, fields(body));
                default -> protectedArchive(exchange);
            }
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        boolean isWellFormed = asked.getOrDefault("response_type", "").equals("code")
                && asked.getOrDefault("client_id", "").equals("lectern")
                && asked.getOrDefault("code_challenge_method", "").equals("S256")
                && asked.getOrDefault("code_challenge", "").length() == 43
                && asked.getOrDefault("redirect_uri", "").startsWith("http://127.0.0.1:")
                && asked.containsKey("state");
        if (!isWellFormed) {
            answer(exchange, 400, "{}");
            return;
        }
        String back;
        synchronized (this) {
            String code = "code-" + ++issued;
            codes.put(code, asked);
            back = asked.get("redirect_uri") + (isRefusing ? "?error=access_denied" : "?code=" + code) + "&state="
                    + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8);
        }
        exchange.getResponseHeaders().set("Location", back);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        String grant = form.getOrDefault("grant_type", "");
        String answer;
        boolean isGood;
        synchronized (this) {
            isGood = switch (grant) {
                case "authorization_code" -> isProved(form);
                case "refresh_token" -> !refresh.isEmpty() && refresh.equals(form.get("refresh_token"));
                default -> false;
            };
            if (isGood) {
                issued++;
                access = "access-" + issued;
                refresh = isForgetting ? "" : "refresh-" + issued;
            }
            answer = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300%s}"
                    .formatted(access, refresh.isEmpty() ? "" : ",\"refresh_token\":\"" + refresh + "\"");
        }
        grants.add((isGood ? "" : "-") + grant);
        answer(exchange, isGood ? 200 : 400, isGood ? answer : "{\"error\":\"invalid_grant\"}");
    }

    /** A code is good once, at the address it was sent to, for whoever can show what its challenge was made of. */
    private boolean isProved(Map<String, String> form) {
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        return asked != null
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && asked.get("client_id").equals(form.get("client_id"))
                && asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void protectedArchive(HttpExchange exchange) throws IOException {
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        boolean isIn;
        synchronized (this) {
            isIn = !access.isEmpty() && shown.equals("Bearer " + access);
        }
        answer(exchange, isIn ? 200 : 401, "[]");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : String.valueOf(form).split("&")) {
            String[] halves = pair.split("=", 2);
            fields.put(halves[0], URLDecoder.decode(halves[halves.length - 1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** What a browser does with a page: goes where it is sent; answers the last page's text. */
    public static String browse(URI page) throws IOException {
        try (java.io.InputStream in = page.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        io.shutdownNow();
    }
}
