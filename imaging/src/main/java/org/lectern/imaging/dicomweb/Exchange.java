package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
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
import org.lectern.imaging.network.TlsSettings;

/**
 * Requests and their answers: credentials for the origins they belong to, redirections, time limits, cancellation. Safe
 * for several threads.
 */
final class Exchange implements AutoCloseable {
    private static final int MOST_REDIRECTIONS = 5;
    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient http;
    private final DicomWebSettings settings;
    private final Set<Origin> origins;

    Exchange(DicomWebSettings settings, Executor io) throws NetworkException {
        this.settings = settings;
        this.origins = origins(settings);
        boolean encrypted = origins.stream().anyMatch(Origin::isEncrypted);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(io)
                .connectTimeout(settings.patience().connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(Optional.ofNullable(ProxySelector.getDefault()).orElse(HttpClient.Builder.NO_PROXY))
                // over http, HTTP/2 would be asked for by an Upgrade field, which trips old servers
                .version(encrypted ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        if (encrypted) {
            TlsSettings tls = settings.tls().isPresent() ? settings.tls().get() : TlsSettings.system();
            builder.sslContext(tls.context()).sslParameters(tls.client());
        }
        this.http = builder.build();
    }

    private static Set<Origin> origins(DicomWebSettings settings) {
        return Set.copyOf(
                List.of(Origin.of(settings.query()), Origin.of(settings.retrieve()), Origin.of(settings.store()))
                        .stream()
                        .distinct()
                        .toList());
    }

    /** Sends, and answers when the head of the reply is there, whatever its status; redirections are followed. */
    Reply send(Call call, Cancellation cancellation) throws NetworkException {
        Call now = call;
        boolean renewed = false;
        for (int redirections = 0; ; ) {
            cancellation.check();
            Optional<String> field = field(now, cancellation);
            Reply reply = once(now, field, cancellation);
            if (reply.status() == 401 && field.isPresent() && !renewed) {
                renewed = true;
                if (settings.authorization().refused(field.get())) {
                    reply.close();
                    continue;
                }
            }
            if (!REDIRECTIONS.contains(reply.status())) {
                return reply;
            }
            reply.close();
            if (++redirections > MOST_REDIRECTIONS) {
                throw new NetworkException(
                        Problem.PROTOCOL,
                        "%s sends %s in circles".formatted(reply.peer(), call.what()),
                        "Check the address of the server's DICOMweb base.");
            }
            now = redirected(now, reply);
        }
    }

    /** Our credentials for this request; none for strangers. */
    private Optional<String> field(Call call, Cancellation cancellation) throws NetworkException {
        Origin origin = Origin.of(call.uri());
        if (!origins.contains(origin)) {
            return Optional.empty();
        }
        if (!origin.isEncrypted() && !origin.isLoopback() && !settings.allowsPlainCredentials()) {
            if (settings.authorization() instanceof FixedAuthorization fixed && fixed.isNone()) {
                return Optional.empty();
            }
            throw new NetworkException(
                    Problem.TLS,
                    "The credentials for %s would go over a line that is not encrypted".formatted(origin.display()),
                    "Use its https address, or allow this for it by name.");
        }
        return settings.authorization().field(cancellation);
    }

    private Call redirected(Call call, Reply reply) throws NetworkException {
        URI target;
        try {
            target = call.uri().resolve(URI.create(reply.header("location").orElseThrow()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw redirectionRefused(reply, "to an address that is none");
        }
        String scheme = Optional.ofNullable(target.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || target.getHost() == null) {
            throw redirectionRefused(reply, "to an address that is none of the web");
        }
        Origin from = Origin.of(call.uri());
        Origin to = Origin.of(target);
        if (from.isEncrypted() && !to.isEncrypted()) {
            throw redirectionRefused(reply, "from an encrypted line to one that is not");
        }
        if (!origins.contains(to)) {
            if (call.content().isPresent()) {
                throw redirectionRefused(reply, "with what we send to another server, " + to.display());
            }
            if (settings.tls().map(TlsSettings::hasIdentity).orElse(false)) {
                throw redirectionRefused(
                        reply, "to another server, %s, which is not to see our certificate".formatted(to.display()));
            }
        }
        if (call.content().isPresent() && reply.status() < 307) {
            throw redirectionRefused(reply, "in a way that loses what we send (%d)".formatted(reply.status()));
        }
        return call.at(target);
    }

    private static NetworkException redirectionRefused(Reply reply, String how) {
        return new NetworkException(
                Problem.REJECTED,
                "%s sends us on %s; we do not follow".formatted(reply.peer(), how),
                "Set the address where it sends us as the base, if you trust it.");
    }

    private Reply once(Call call, Optional<String> field, Cancellation cancellation) throws NetworkException {
        String peer = Origin.of(call.uri()).display();
        HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri())
                .setHeader("Accept", call.accept())
                .setHeader("User-Agent", "Lectern");
        field.ifPresent(value -> builder.setHeader("Authorization", value));
        call.content().ifPresent(content -> builder.setHeader("Content-Type", content.mediaType()));
        HttpRequest request = builder.method(
                        call.method(),
                        call.content().map(Content::publisher).orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
        CompletableFuture<HttpResponse<BodyStream>> answer = http.sendAsync(
                request, head -> new BodyStream(peer, settings.patience().stall()));
        HttpResponse<BodyStream> response;
        Cancellation.Registration waiting = cancellation.onCancel(() -> answer.cancel(true));
        try {
            response = await(peer, answer, call, cancellation);
        } finally {
            waiting.close();
        }
        BodyStream stream = response.body();
        Cancellation.Registration registration =
                cancellation.onCancel(() -> stream.abort(new NetworkException(Problem.CANCELLED, "Cancelled", "")));
        return new Reply(
                peer,
                call.uri(),
                response.statusCode(),
                response.headers(),
                response.version(),
                field.isPresent(),
                new Reply.Body(stream, registration));
    }

    /** Waits for the head of the answer as long as something goes out, and then for the time allowed. */
    private HttpResponse<BodyStream> await(
            String peer, CompletableFuture<HttpResponse<BodyStream>> answer, Call call, Cancellation cancellation)
            throws NetworkException {
        long start = System.nanoTime();
        long patience = settings.patience().answer().toNanos();
        while (true) {
            long since = call.content().map(Content::lastProgressNanos).orElse(start);
            long left = patience - (System.nanoTime() - Math.max(since, start));
            try {
                return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long latest = call.content().map(Content::lastProgressNanos).orElse(start);
                if (System.nanoTime() - Math.max(latest, start) >= patience) {
                    answer.cancel(true);
                    throw Failures.silent(peer, new IOException(e));
                }
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new NetworkException(Problem.CANCELLED, "Cancelled", "", e);
            } catch (CancellationException e) {
                throw new NetworkException(Problem.CANCELLED, "Cancelled", "", e);
            } catch (ExecutionException e) {
                cancellation.check();
                throw failure(peer, e.getCause());
            }
        }
    }

    private static NetworkException failure(String peer, @Nullable Throwable cause) {
        return switch (cause) {
            case IOException io -> Failures.of(peer, io, 0);
            case UncheckedIOException unchecked -> Failures.of(peer, new IOException(unchecked), 0);
            case null, default -> Failures.of(peer, new IOException(cause), 0);
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
