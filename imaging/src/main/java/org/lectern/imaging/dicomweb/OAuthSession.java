package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;

/**
 * Access granted by OAuth 2.0 (RFC 6749): by somebody in the browser with PKCE (RFC 7636), renewed by refresh tokens, or
 * by the client's own secret. Tokens are held in memory and never shown. Safe for several threads.
 */
public final class OAuthSession implements Authorization, AutoCloseable {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(5);
    private static final long LONGEST_LIFE_SECONDS = 366L * 86_400;

    private record Token(String value, Instant until) {}

    private final OAuthSettings settings;
    private final Optional<TlsSettings> tls;
    private final Executor io;
    private final InstantSource clock;
    private final Consumer<String> refreshTokens;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Token> token = Optional.empty();
    private Optional<String> refreshToken;
    private Optional<OAuthEndpoints> endpoints = Optional.empty();

    /**
     * A session.
     *
     * @param refreshTokens hears each new refresh token, to keep it sealed; the one before is of no use then
     */
    public OAuthSession(
            OAuthSettings settings,
            Optional<TlsSettings> tls,
            Executor io,
            InstantSource clock,
            Consumer<String> refreshTokens) {
        this.settings = settings;
        this.tls = tls;
        this.io = io;
        this.clock = clock;
        this.refreshTokens = refreshTokens;
        this.refreshToken = settings.refreshToken();
    }

    @Override
    public Optional<String> field(Cancellation cancellation) throws NetworkException {
        lock.lock();
        try {
            if (token.isEmpty()
                    || !clock.instant().plus(MARGIN).isBefore(token.get().until())) {
                renew(cancellation);
            }
            return token.map(now -> "Bearer " + now.value());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean refused(String field) {
        lock.lock();
        try {
            if (token.isPresent() && field.equals("Bearer " + token.get().value())) {
                token = Optional.empty();
            }
            return refreshToken.isPresent() || settings.clientSecret().isPresent();
        } finally {
            lock.unlock();
        }
    }

    private void renew(Cancellation cancellation) throws NetworkException {
        Map<String, String> form = new LinkedHashMap<>();
        if (refreshToken.isPresent()) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", refreshToken.get());
        } else if (settings.clientSecret().isPresent()) {
            form.put("grant_type", "client_credentials");
            if (!settings.scope().isEmpty()) {
                form.put("scope", settings.scope());
            }
        } else {
            throw signInNeeded("Nobody has signed in yet with " + peer());
        }
        try {
            take(ask(form, cancellation));
        } catch (NetworkException e) {
            if (e.problem() == Problem.AUTHENTICATION) {
                refreshToken = Optional.empty();
                token = Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Lets somebody sign in with the browser of this computer (RFC 8252): the answer comes to a port of ours on
     * 127.0.0.1 that is open only meanwhile.
     *
     * @param browser opens an address for the user
     * @param patience how long that may take
     */
    public void signIn(Consumer<URI> browser, Duration patience, Cancellation cancellation) throws NetworkException {
        URI authorization = endpoints(cancellation).authorization();
        if (authorization.getHost() == null || !OAuthSettings.isProtected(authorization)) {
            throw new NetworkException(
                    Problem.PROTOCOL, peer() + " has no encrypted sign-in page", "Its administrator must look.");
        }
        SignIn request = SignIn.fresh();
        try (LoopbackReceiver receiver = LoopbackReceiver.open(request.state(), peer(), io)) {
            browser.accept(request.page(authorization, settings, receiver.address()));
            String code = receiver.await(patience, cancellation);
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "authorization_code");
            form.put("code", code);
            form.put("redirect_uri", receiver.address().toString());
            form.put("code_verifier", request.verifier());
            lock.lock();
            try {
                take(ask(form, cancellation));
            } finally {
                lock.unlock();
            }
        }
    }

    private Map<String, String> ask(Map<String, String> form, Cancellation cancellation) throws NetworkException {
        URI endpoint = endpoints(cancellation).token();
        Map<String, String> all = new LinkedHashMap<>(form);
        if (settings.clientSecret().isEmpty()) {
            all.put("client_id", settings.clientId());
        }
        String what = "the request for a token";
        Call call = new Call(what, "POST", endpoint, "application/json", Optional.of(new Form(encoded(all))));
        Authorization client = settings.clientSecret()
                .map(secret -> Authorization.basic(
                        QueryString.encoded(settings.clientId()),
                        QueryString.encoded(secret).toCharArray()))
                .orElseGet(Authorization::none);
        try (Exchange asking = exchange(endpoint, client);
                Reply reply = asking.send(call, cancellation)) {
            if (reply.isSuccess()) {
                return FlatJson.read(reply, what);
            }
            throw refused(reply, what);
        }
    }

    /** A refusal by the code of RFC 6749 section 5.2; free text of the server is not repeated. */
    private NetworkException refused(Reply reply, String what) {
        if (reply.status() != 400 && reply.status() != 401) {
            return Failures.refused(reply, what);
        }
        String error;
        try {
            error = FlatJson.read(reply, what).getOrDefault("error", "");
        } catch (NetworkException e) {
            error = "";
        }
        return switch (error) {
            case "invalid_grant" -> signInNeeded("The sign-in with %s is no longer valid".formatted(peer()));
            case "invalid_client", "unauthorized_client" ->
                new NetworkException(
                        Problem.AUTHENTICATION,
                        "%s does not know this workstation (%s)".formatted(peer(), error),
                        "Check client identifier and secret with its administrator.");
            case "invalid_scope" ->
                new NetworkException(
                        Problem.AUTHENTICATION,
                        peer() + " does not grant what is asked for (invalid_scope)",
                        "Check the scope with its administrator.");
            default -> Failures.refused(reply, what);
        };
    }

    private static NetworkException signInNeeded(String what) {
        return new NetworkException(Problem.AUTHENTICATION, what, "Sign in again.");
    }

    private void take(Map<String, String> fields) throws NetworkException {
        String value = fields.getOrDefault("access_token", "");
        String type = fields.getOrDefault("token_type", "");
        if (!value.matches("[A-Za-z0-9._~+/-]+=*") || !type.equalsIgnoreCase("bearer")) {
            throw new NetworkException(
                    Problem.PROTOCOL, peer() + " gave no token that we can use", "Its administrator must look.");
        }
        String seconds = fields.getOrDefault("expires_in", "").strip();
        Duration life = seconds.matches("\\d{1,18}")
                ? Duration.ofSeconds(Math.min(LONGEST_LIFE_SECONDS, Long.parseLong(seconds)))
                : USUAL_LIFE;
        token = Optional.of(new Token(value, clock.instant().plus(life)));
        Optional<String> fresh =
                Optional.ofNullable(fields.get("refresh_token")).filter(text -> !text.isEmpty());
        if (fresh.isPresent()) {
            refreshToken = fresh;
            refreshTokens.accept(fresh.get());
        }
    }

    private OAuthEndpoints endpoints(Cancellation cancellation) throws NetworkException {
        lock.lock();
        try {
            if (endpoints.isEmpty()) {
                try (Exchange asking = exchange(settings.issuer(), Authorization.none())) {
                    endpoints = Optional.of(OAuthEndpoints.discover(asking, settings.issuer(), cancellation));
                }
            }
            return endpoints.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    private Exchange exchange(URI uri, Authorization authorization) throws NetworkException {
        DicomWebSettings server = DicomWebSettings.of(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()))
                .with(authorization);
        return new Exchange(tls.isPresent() ? server.with(tls.get()) : server, io);
    }

    private String peer() {
        return Origin.of(settings.issuer()).display();
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + QueryString.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Forgets the tokens. */
    @Override
    public void close() {
        lock.lock();
        try {
            token = Optional.empty();
            refreshToken = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "OAuth at " + peer();
    }

    /** A form (RFC 6749 appendix B). */
    private static final class Form implements Content {
        private final String text;
        private final long start = System.nanoTime();

        Form(String text) {
            this.text = text;
        }

        @Override
        public String mediaType() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public HttpRequest.BodyPublisher publisher() {
            return HttpRequest.BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
        }

        @Override
        public long lastProgressNanos() {
            return start;
        }
    }
}
