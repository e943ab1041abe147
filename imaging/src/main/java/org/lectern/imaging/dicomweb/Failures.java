package org.lectern.imaging.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;

/** What went wrong with a request, in plain words. Never quotes what the server wrote: it may name patients. */
final class Failures {
    private static final int PAGE_BYTES = 4096;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private Failures() {}

    /** A failure of the connection. */
    static NetworkException of(String peer, IOException failure, long bytes) {
        if (failure instanceof NetworkException known) {
            return known;
        }
        Optional<SSLException> tls = TlsSettings.within(failure);
        if (tls.isPresent() && bytes == 0) {
            return TlsSettings.explain(peer, tls.get());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<NetworkException> known = known(peer, cause, failure, bytes);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return cut(peer, failure, bytes);
    }

    private static NetworkException cut(String peer, IOException failure, long bytes) {
        return new NetworkException(
                Problem.CUT,
                bytes == 0
                        ? peer + " ended the connection without an answer"
                        : "The connection to %s ended in the middle, after %d bytes of the answer"
                                .formatted(peer, bytes),
                "Try again; if it happens often, its administrator or that of the network must look.",
                failure);
    }

    private static Optional<NetworkException> known(String peer, Throwable cause, IOException failure, long bytes) {
        return Optional.ofNullable(
                switch (cause) {
                    case UnreadableException e ->
                        new NetworkException(
                                Problem.LOCAL_STORAGE,
                                "A file that was being sent to %s cannot be read any more".formatted(peer),
                                "Check that it is still there.",
                                failure);
                    case UnresolvedAddressException e -> unknownName(peer, failure);
                    case UnknownHostException e -> unknownName(peer, failure);
                    case HttpConnectTimeoutException e ->
                        new NetworkException(
                                Problem.UNREACHABLE,
                                "No connection to %s came about in time".formatted(peer),
                                "Check the address, that the server runs, and firewalls on the way.",
                                failure);
                    case HttpTimeoutException e -> silent(peer, failure);
                    case NoRouteToHostException e ->
                        new NetworkException(
                                Problem.UNREACHABLE,
                                "There is no way in the network to " + peer,
                                "Check the address and the network connection of this computer.",
                                failure);
                    case ConnectException e when hasUnresolved(e) -> unknownName(peer, failure);
                    case ConnectException e ->
                        new NetworkException(
                                Problem.CONNECTION_REFUSED,
                                "Nobody listens at " + peer,
                                "Check the port, and that the server runs.",
                                failure);
                    case ProtocolException e -> noHttp(peer, failure);
                    case EOFException e -> cut(peer, failure, bytes);
                    default -> isGarbled(cause) ? noHttp(peer, failure) : null;
                });
    }

    private static boolean hasUnresolved(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGarbled(Throwable cause) {
        if (cause.getCause() instanceof EOFException) {
            return false;
        }
        String message = Optional.ofNullable(cause.getMessage()).orElse("").toLowerCase(Locale.ROOT);
        return message.contains("invalid status line")
                || message.contains("malformed")
                || message.contains("illegal character")
                || message.contains("header")
                || message.contains("chunk");
    }

    private static NetworkException unknownName(String peer, IOException failure) {
        return new NetworkException(
                Problem.NAME_UNKNOWN,
                "No computer of the name %s is known".formatted(peer),
                "Check the spelling, and the name service of this network.",
                failure);
    }

    static NetworkException silent(String peer, IOException failure) {
        return new NetworkException(
                Problem.TIMED_OUT,
                peer + " took the request and did not answer in time",
                "Try again later, or ask for less at once.",
                failure);
    }

    private static NetworkException noHttp(String peer, IOException failure) {
        return new NetworkException(
                Problem.PROTOCOL,
                peer + " does not answer as HTTP asks",
                "Check that address and port are those of a DICOMweb server.",
                failure);
    }

    /** An answer that is a refusal. */
    static NetworkException refused(Reply reply, String what) {
        String head = "%s answered %d to %s".formatted(reply.peer(), reply.status(), what);
        return switch (reply.status()) {
            case 401 ->
                new NetworkException(
                        Problem.AUTHENTICATION,
                        head
                                + (reply.wasAuthorized()
                                        ? ": it does not accept our credentials"
                                        : ": it wants a sign-in"),
                        "Check user and password, or sign in again.");
            case 403 ->
                new NetworkException(
                        Problem.REJECTED,
                        head + ": we are not allowed to do that",
                        "Its administrator must give this user the right.");
            case 404, 410 ->
                new NetworkException(
                        Problem.NOT_FOUND,
                        head + ": it is not there",
                        "Check the address of the server's DICOMweb base.");
            case 405, 501 ->
                new NetworkException(
                        Problem.NOT_SUPPORTED,
                        head + ": it does not offer this",
                        "Check the base address of the service.");
            case 406, 415 ->
                new NetworkException(
                        Problem.NOT_SUPPORTED, head + ": it cannot do that in a format that we can use", "");
            case 407 ->
                new NetworkException(
                        Problem.AUTHENTICATION,
                        head + ": a proxy on the way wants a sign-in",
                        "Set user and password of the proxy, or go around it.");
            case 408 -> new NetworkException(Problem.TIMED_OUT, head + ": the request came too slowly", "Try again.");
            case 413, 414 ->
                new NetworkException(Problem.REJECTED, head + ": that is too much at once", "Ask for or send less.");
            case 400 -> badRequest(reply, head);
            case 409, 422 ->
                new NetworkException(
                        Problem.REJECTED, head + ": it does not accept the request", "Its log says what it dislikes.");
            case 429, 503 -> busy(reply, head);
            case 502, 504 ->
                new NetworkException(
                        Problem.REMOTE_FAILURE,
                        head + ": a proxy there gets no answer from the archive behind it",
                        "Its administrator must look.");
            default -> other(reply, head);
        };
    }

    /** Web servers say in a page, not by status, what they miss about TLS. */
    private static NetworkException badRequest(Reply reply, String head) {
        String page = reply.mediaType().isHtml() ? start(reply) : "";
        if (page.contains("required SSL certificate")) {
            return new NetworkException(
                    Problem.AUTHENTICATION,
                    reply.peer() + " wants a client certificate and got none that it could accept",
                    "Set a certificate and key that its administrator accepts.");
        }
        if (page.contains("SSL certificate error")) {
            return new NetworkException(
                    Problem.AUTHENTICATION,
                    reply.peer() + " does not accept our certificate",
                    "Its administrator must trust the authority that issued it, or you need another one.");
        }
        if (page.contains("plain HTTP request was sent to HTTPS port")) {
            return new NetworkException(
                    Problem.TLS, reply.peer() + " speaks TLS at this port and we did not", "Use its https address.");
        }
        return new NetworkException(
                Problem.REJECTED, head + ": it does not accept the request", "Its log says what it dislikes.");
    }

    private static String start(Reply reply) {
        try {
            return new String(reply.stream().readNBytes(PAGE_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static NetworkException other(Reply reply, String head) {
        if (reply.status() >= 500) {
            return new NetworkException(
                    Problem.REMOTE_FAILURE,
                    head + ": it failed within",
                    "Its administrator finds the cause in its log.");
        }
        return new NetworkException(
                Problem.PROTOCOL,
                head + ", which makes no sense here",
                "Check the address of the server's DICOMweb base.");
    }

    private static NetworkException busy(Reply reply, String head) {
        Optional<Duration> wait = reply.header("retry-after").flatMap(Failures::wait);
        String remedy = wait.map(time -> "It wants to be asked again in %d s.".formatted(time.toSeconds()))
                .orElse("Try again later.");
        return NetworkException.busy(head + ": it is too busy now", remedy, wait);
    }

    /** A Retry-After field: seconds or a date (RFC 9110 section 10.2.3). */
    static Optional<Duration> wait(String field) {
        try {
            Duration wait = field.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(field.strip()))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(field.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (wait.isNegative()) {
                return Optional.of(Duration.ZERO);
            }
            return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An answer of another media type than asked for. */
    static NetworkException wrongType(Reply reply, String what) {
        MediaType type = reply.mediaType();
        String is = type.isHtml()
                ? "a web page"
                : type.type().isEmpty() ? "something without a media type" : "something else";
        return new NetworkException(
                Problem.PROTOCOL,
                "%s answered %s to %s where DICOM was to come".formatted(reply.peer(), is, what),
                type.isHtml()
                        ? "It may be a sign-in page or that of a proxy: check the DICOMweb base address and the credentials."
                        : "Check the address of the server's DICOMweb base.");
    }
}
