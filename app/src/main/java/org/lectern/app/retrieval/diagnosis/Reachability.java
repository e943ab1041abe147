package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.TlsSettings;

/** The lowest rungs: the name of the host, a connection, and who is at its other end. */
final class Reachability {
    private static final Duration EXPIRY_WARNING = Duration.ofDays(30);

    private final String host;
    private final int port;
    private final Duration patience;
    private final ExecutorService io;
    private final Clock clock;
    private Optional<InetAddress> ours = Optional.empty();

    Reachability(String host, int port, Duration patience, ExecutorService io, Clock clock) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.io = io;
        this.clock = clock;
    }

    /** The address under which this computer reaches the host, known after a connection. */
    Optional<InetAddress> ours() {
        return ours;
    }

    /** Goes up as far as it goes. Answers whether everything stands. */
    boolean climb(Rungs rungs, Optional<TlsSettings> tls) {
        Optional<InetAddress> address = resolve(rungs);
        return address.isPresent() && connect(rungs, address.get()) && (tls.isEmpty() || handshake(rungs, tls.get()));
    }

    private Optional<InetAddress> resolve(Rungs rungs) {
        Future<InetAddress[]> answer = io.submit(() -> InetAddress.getAllByName(host));
        try {
            InetAddress[] addresses = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            rungs.add(Step.well(
                    "Host name",
                    "%s is %s"
                            .formatted(
                                    host,
                                    Arrays.stream(addresses)
                                            .map(InetAddress::getHostAddress)
                                            .collect(Collectors.joining(", ")))));
            return Optional.of(addresses[0]);
        } catch (ExecutionException e) {
            rungs.add(
                    e.getCause() instanceof UnknownHostException
                            ? Step.failed(
                                    "Host name",
                                    "nobody knows a host named " + host,
                                    "Check its spelling; whoever runs this network can tell the right name or address")
                            : Step.failed(
                                    "Host name", "the name cannot be resolved", "Check the network of this computer"));
        } catch (TimeoutException e) {
            answer.cancel(true);
            rungs.add(Step.failed(
                    "Host name",
                    "the name service does not answer",
                    "Check the network and the name server of this computer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private boolean connect(Rungs rungs, InetAddress address) {
        String name = "Connection";
        try (Socket socket = new Socket()) {
            long start = System.nanoTime();
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(patience.toMillis()));
            ours = Optional.of(socket.getLocalAddress());
            rungs.add(Step.well(
                    name,
                    "port %d of %s answers in %d ms"
                            .formatted(port, host, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))));
            return true;
        } catch (SocketTimeoutException e) {
            rungs.add(Step.failed(
                    name,
                    "nothing answers at port %d of %s within %d s".formatted(port, host, patience.toSeconds()),
                    "Most likely a firewall drops it: its administrator must let this computer through to port %d; or the host is off"
                            .formatted(port)));
        } catch (NoRouteToHostException e) {
            rungs.add(Step.failed(
                    name, host + " cannot be reached from here", "Check the network (cable, VPN) or ask who runs it"));
        } catch (ConnectException e) {
            rungs.add(Step.failed(
                    name,
                    "%s is there but nothing listens at port %d".formatted(host, port),
                    "Check the port; its administrator can tell it, or must start the server"));
        } catch (IOException e) {
            rungs.add(Step.failed(
                    name, "port %d of %s cannot be connected to".formatted(port, host), "Check the network"));
        }
        return false;
    }

    private boolean handshake(Rungs rungs, TlsSettings tls) {
        String peer = host + ":" + port;
        try (Socket plain = new Socket()) {
            int millis = Math.toIntExact(patience.toMillis());
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket =
                    (SSLSocket) tls.context().getSocketFactory().createSocket(plain, host, port, true)) {
                socket.setSSLParameters(tls.client());
                socket.startHandshake();
                told(rungs, socket.getSession());
                return true;
            }
        } catch (SSLException e) {
            NetworkException told = TlsSettings.explain(peer, e);
            rungs.add(Rungs.failure("TLS", told));
        } catch (SocketTimeoutException e) {
            rungs.add(Step.failed(
                    "TLS",
                    peer + " does not answer when TLS is begun",
                    "It may speak no TLS on this port: ask its administrator for its TLS port"));
        } catch (IOException e) {
            rungs.add(Step.failed(
                    "TLS",
                    peer + " closed the connection while TLS was being agreed on",
                    "It may speak no TLS on this port, or want a certificate that we do not have"));
        }
        return false;
    }

    private void told(Rungs rungs, SSLSession session) throws SSLException {
        String agreed = session.getProtocol() + ", " + session.getCipherSuite();
        Certificate[] chain = session.getPeerCertificates();
        if (chain.length == 0 || !(chain[0] instanceof X509Certificate certificate)) {
            rungs.add(Step.well("TLS", agreed));
            return;
        }
        Instant end = certificate.getNotAfter().toInstant();
        String found = "%s; certificate valid until %s".formatted(agreed, LocalDate.ofInstant(end, ZoneOffset.UTC));
        if (end.isBefore(clock.instant().plus(EXPIRY_WARNING))) {
            rungs.add(Step.note("TLS", found, "Its administrator must renew the certificate soon"));
        } else {
            rungs.add(Step.well("TLS", found));
        }
    }
}
