package org.lectern.imaging.network;

import java.io.EOFException;
import java.net.SocketException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.lectern.imaging.network.NetworkException.Problem;

/** A TLS failure (RFC 8446 section 6.2) in plain words. */
final class TlsFailure {
    private TlsFailure() {}

    static NetworkException explain(String peer, SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusal refusal) {
                return certificate(peer, refusal.reason(), failure);
            }
        }
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        int alert = message.indexOf("fatal alert: ");
        if (alert >= 0) {
            return alert(
                    peer, message.substring(alert + "fatal alert: ".length()).toLowerCase(Locale.ROOT), failure);
        }
        if (message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
            return tls(
                    peer + " speaks no TLS on this port: its answer is not a TLS message",
                    "Use its TLS port, or turn TLS off for it if the line is protected otherwise.",
                    failure);
        }
        if (message.contains("protocol version") || message.contains("client requested protocol")) {
            return oldVersion(peer, failure);
        }
        if (failure.getCause() instanceof EOFException || failure.getCause() instanceof SocketException) {
            return tls(
                    peer + " closed the connection while TLS was being agreed on",
                    "It may speak no TLS on this port, or want a certificate that we do not have.",
                    failure);
        }
        return tls(
                "TLS with " + peer + " failed: " + message,
                "Compare the protocol versions, cipher suites and certificates of both sides.",
                failure);
    }

    private static NetworkException certificate(String peer, CertificateRefusal.Reason reason, SSLException failure) {
        String[] words = switch (reason) {
            case EXPIRED -> new String[] {"has expired", "Its administrator must renew it."};
            case NOT_YET_VALID ->
                new String[] {"is not valid yet", "Check the clocks of both sides, then the certificate."};
            case SELF_SIGNED ->
                new String[] {
                    "is signed by itself and not among the trusted ones",
                    "Ask its administrator for the certificate and add it to those you trust."
                };
            case UNKNOWN_ISSUER ->
                new String[] {
                    "comes from an authority that is not trusted here",
                    "Add the certificate of that authority to those you trust."
                };
            case OTHER_HOST ->
                new String[] {
                    "is made out for another host name",
                    "Use the name in the certificate, or have its administrator issue one for this name."
                };
            case UNSUITABLE ->
                new String[] {
                    "does not meet the rules: weak algorithm, wrong purpose or revoked",
                    "Its administrator must issue a new one."
                };
        };
        return new NetworkException(
                Problem.CERTIFICATE, "The certificate of %s %s".formatted(peer, words[0]), words[1], failure);
    }

    private static NetworkException alert(String peer, String alert, SSLException failure) {
        return switch (alert) {
            case "certificate_required", "no_certificate" ->
                authentication(
                        peer + " wants a client certificate and got none",
                        "Set a certificate and key that its administrator accepts.",
                        failure);
            case "unknown_ca", "bad_certificate", "certificate_unknown", "access_denied", "unsupported_certificate" ->
                authentication(
                        "%s does not accept our certificate (%s)".formatted(peer, alert),
                        "Its administrator must trust the authority that issued it, or you need another one.",
                        failure);
            case "certificate_expired", "certificate_revoked" ->
                authentication(
                        "%s does not accept our certificate (%s)".formatted(peer, alert),
                        "Renew the certificate that we show.",
                        failure);
            case "protocol_version" -> oldVersion(peer, failure);
            case "handshake_failure", "insufficient_security" ->
                tls(
                        peer + " and we have no TLS version or cipher suite in common (" + alert + ")",
                        "Its administrator must allow TLS 1.2 or 1.3 with the cipher suites of BCP 195;"
                                + " it may also want a client certificate.",
                        failure);
            default -> tls("%s ended TLS with the alert %s".formatted(peer, alert), "Its log says why.", failure);
        };
    }

    private static NetworkException oldVersion(String peer, SSLException failure) {
        return tls(
                peer + " speaks only versions of TLS that are no longer safe",
                "Its administrator must allow TLS 1.2 or 1.3.",
                failure);
    }

    private static NetworkException tls(String what, String remedy, SSLException failure) {
        return new NetworkException(Problem.TLS, what, remedy, failure);
    }

    private static NetworkException authentication(String what, String remedy, SSLException failure) {
        return new NetworkException(Problem.AUTHENTICATION, what, remedy, failure);
    }
}
