package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.ScriptedServer.Answer;
import org.lectern.imaging.dicomweb.ScriptedServer.Request;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** OAuth 2.0 against an authorization server and a DICOMweb server of the test's own. */
final class OAuthTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> challenges = new HashMap<>(); // by code
    private final List<String> grants = new ArrayList<>();
    private final List<String> refreshTokens = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");
    private String issuerName = "";
    private String accepted = "";
    private String validRefresh = "";
    private int issued;
    private ScriptedServer issuer;
    private ScriptedServer archive;

    @BeforeEach
    void start() throws IOException {
        issuer = new ScriptedServer(this::issue);
        issuerName = issuer.base().toString();
        archive = new ScriptedServer(
                request -> ("Bearer " + accepted).equals(request.headers().get("authorization"))
                        ? Answer.json("[]")
                        : Answer.of(401, "WWW-Authenticate: Bearer\r\n", ""));
    }

    @AfterEach
    void stop() {
        issuer.close();
        archive.close();
        io.shutdownNow();
    }

    private synchronized Answer issue(Request request) {
        if (request.target().endsWith("/.well-known/openid-configuration")) {
            return Answer.of(
                    200,
                    "Content-Type: application/json\r\n",
                    "{\"issuer\":\"%s\",\"scopes_supported\":[\"x\"],\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\"}"
                            .formatted(issuerName, issuer.base(), issuer.base()));
        }
        Map<String, String> form = fields(request.text());
        String grant = form.getOrDefault("grant_type", "");
        grants.add(grant);
        boolean good = switch (grant) {
            case "authorization_code" ->
                s256(form.get("code_verifier")).equals(challenges.remove(form.get("code")))
                        && form.get("client_id").equals("lectern");
            case "refresh_token" -> form.get("refresh_token").equals(validRefresh);
            case "client_credentials" ->
                ("Basic " + Base64.getEncoder().encodeToString("lectern:s%3Acret".getBytes(StandardCharsets.UTF_8)))
                        .equals(request.headers().get("authorization"));
            default -> false;
        };
        if (!good) {
            return Answer.of(
                    grant.equals("client_credentials") ? 401 : 400,
                    "Content-Type: application/json\r\n",
                    "{\"error\":\"%s\",\"error_description\":\"Mr Doe\"}"
                            .formatted(grant.equals("client_credentials") ? "invalid_client" : "invalid_grant"));
        }
        accepted = "token-" + ++issued;
        validRefresh = "refresh-" + issued;
        return Answer.of(
                200,
                "Content-Type: application/json\r\n",
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300%s}"
                        .formatted(
                                accepted,
                                grant.equals("client_credentials")
                                        ? ""
                                        : ",\"refresh_token\":\"" + validRefresh + "\""));
    }

    private static Map<String, String> fields(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&")) {
            String[] halves = pair.split("=", 2);
            fields.put(halves[0], URLDecoder.decode(halves[halves.length - 1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String s256(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private OAuthSession session(Optional<String> secret, Optional<String> refresh) {
        return new OAuthSession(
                new OAuthSettings(issuer.base(), "lectern", "openid offline_access", secret, refresh),
                Optional.empty(),
                io,
                () -> now,
                refreshTokens::add);
    }

    private void search(OAuthSession session) throws NetworkException {
        try (DicomWebClient client =
                new DicomWebClient(DicomWebSettings.of(archive.base()).with(session), io)) {
            client.search(
                    new SearchQuery(SearchQuery.Level.STUDY, DataSet.empty(), 1, false), a -> {}, new Cancellation());
        }
    }

    /** What the browser does: the user signs in there, and it goes back to where it was told. */
    private Consumer<URI> browser(String state, String answer) {
        return page -> {
            Map<String, String> asked = fields(page.getRawQuery());
            assertEquals("code", asked.get("response_type"));
            assertEquals("S256", asked.get("code_challenge_method"));
            assertEquals("openid offline_access", asked.get("scope"));
            assertTrue(asked.get("redirect_uri").startsWith("http://127.0.0.1:"));
            challenges.put("code-1", asked.get("code_challenge"));
            String back = asked.get("redirect_uri");
            io.execute(() -> {
                visit(back + "?" + answer + "&state=forged");
                visit(back + "?" + answer + "&state=" + (state.isEmpty() ? asked.get("state") : state));
            });
        };
    }

    private static void visit(String address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            return; // the port is closed again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void somebodySignsInOnceAndTheTokenIsRenewed() throws IOException {
        try (OAuthSession session = session(Optional.empty(), Optional.empty())) {
            NetworkException before = assertThrows(NetworkException.class, () -> search(session));
            assertEquals(Problem.AUTHENTICATION, before.problem());
            session.signIn(browser("", "code=code-1"), LONG, new Cancellation());
            search(session);
            assertEquals(List.of("authorization_code"), grants);
            now = now.plusSeconds(280); // within half a minute of the end
            search(session);
            assertEquals(List.of("authorization_code", "refresh_token"), grants);
            accepted = "token-that-nobody-has"; // revoked before its time
            assertThrows(NetworkException.class, () -> {
                validRefresh = "gone";
                search(session);
            });
            assertEquals(List.of("refresh-1", "refresh-2"), refreshTokens);
        }
    }

    @Test
    void aTokenRevokedEarlyIsRenewedOnce() throws IOException {
        try (OAuthSession session = session(Optional.empty(), Optional.of("kept"))) {
            validRefresh = "kept";
            search(session);
            accepted = "none";
            search(session);
            assertEquals(List.of("refresh_token", "refresh_token"), grants);
        }
    }

    @Test
    void aRefreshTokenThatIsNoLongerValidAsksForASignIn() throws IOException {
        try (OAuthSession session = session(Optional.empty(), Optional.of("old"))) {
            NetworkException failure = assertThrows(NetworkException.class, () -> search(session));
            assertEquals(Problem.AUTHENTICATION, failure.problem());
            assertTrue(failure.getMessage().contains("Sign in again"), failure.getMessage());
            assertFalse(failure.getMessage().contains("Doe"));
        }
    }

    @Test
    void aClientWithASecretNeedsNobody() throws IOException {
        try (OAuthSession session = session(Optional.of("s:cret"), Optional.empty())) {
            search(session);
            assertEquals(List.of("client_credentials"), grants);
        }
        try (OAuthSession session = session(Optional.of("wrong"), Optional.empty())) {
            NetworkException failure = assertThrows(NetworkException.class, () -> search(session));
            assertTrue(failure.getMessage().contains("does not know this workstation"), failure.getMessage());
            assertFalse(failure.getMessage().contains("wrong"));
        }
    }

    @Test
    void anAnswerWithoutOurStateIsNotTaken() {
        try (OAuthSession session = session(Optional.empty(), Optional.empty())) {
            NetworkException failure = assertThrows(
                    NetworkException.class,
                    () -> session.signIn(
                            browser("guessed", "code=code-1"), Duration.ofMillis(500), new Cancellation()));
            assertEquals(Problem.TIMED_OUT, failure.problem());
            assertEquals(List.of(), grants);
        }
    }

    @Test
    void aRefusedSignInAndACancelledOneEnd() {
        try (OAuthSession session = session(Optional.empty(), Optional.empty())) {
            NetworkException refused = assertThrows(
                    NetworkException.class,
                    () -> session.signIn(browser("", "error=access_denied"), LONG, new Cancellation()));
            assertEquals(Problem.AUTHENTICATION, refused.problem());
            Cancellation cancellation = new Cancellation();
            NetworkException cancelled = assertThrows(
                    NetworkException.class, () -> session.signIn(page -> cancellation.cancel(), LONG, cancellation));
            assertEquals(Problem.CANCELLED, cancelled.problem());
        }
    }

    @Test
    void anIssuerThatNamesAnotherOneIsNotTrusted() {
        issuerName = "https://elsewhere.example";
        try (OAuthSession session = session(Optional.of("s:cret"), Optional.empty())) {
            NetworkException failure = assertThrows(NetworkException.class, () -> search(session));
            assertEquals(Problem.PROTOCOL, failure.problem());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new OAuthSettings(
                        URI.create("http://login.example"), "x", "", Optional.empty(), Optional.empty()));
    }

    @Test
    void nothingSecretIsShown() {
        OAuthSettings settings =
                new OAuthSettings(issuer.base(), "lectern", "", Optional.of("s:cret"), Optional.of("refresh-0"));
        try (OAuthSession session = new OAuthSession(settings, Optional.empty(), io, () -> now, refreshTokens::add)) {
            String shown = settings.toString()
                    + session
                    + DicomWebSettings.of(archive.base()).with(session);
            assertFalse(shown.contains("s:cret"));
            assertFalse(shown.contains("refresh-0"));
        }
    }
}
