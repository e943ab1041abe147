package org.lectern.app.retrieval;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.imaging.dicomweb.Authorization;
import org.lectern.imaging.dicomweb.OAuthSession;
import org.lectern.imaging.dicomweb.OAuthSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access to a node by OAuth 2.0. What somebody was granted when signing in is kept sealed with the node, replaced by what
 * is granted next, and looked for there again when it is no longer valid: another process may have signed in. Safe for
 * several threads.
 */
final class SignedIn implements Authorization {
    private static final Logger LOG = LoggerFactory.getLogger(SignedIn.class);

    private record Session(OAuthSession session, Optional<Sealed> from) {}

    private final Vault vault;
    private final Optional<NodeStore> store;
    private final Node node;
    private final ExecutorService io;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Session> current = Optional.empty();
    private Optional<Sealed> kept = Optional.empty();

    SignedIn(Vault vault, Optional<NodeStore> store, Node node, ExecutorService io, InstantSource clock) {
        this.vault = vault;
        this.store = store;
        this.node = node;
        this.io = io;
        this.clock = clock;
    }

    @Override
    public Optional<String> field(Cancellation cancellation) throws NetworkException {
        lock.lock();
        try {
            Session session = session();
            try {
                return session.session().field(cancellation);
            } catch (NetworkException e) {
                if (e.problem() != Problem.AUTHENTICATION) {
                    throw e;
                }
                current = Optional.empty();
                Optional<Sealed> stored = refreshToken();
                if (stored.isEmpty() || stored.equals(session.from()) || stored.equals(kept)) {
                    throw explained(e);
                }
                return again(cancellation);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody has signed in meanwhile. */
    private Optional<String> again(Cancellation cancellation) throws NetworkException {
        try {
            return session().session().field(cancellation);
        } catch (NetworkException e) {
            if (e.problem() != Problem.AUTHENTICATION) {
                throw e;
            }
            current = Optional.empty();
            throw explained(e);
        }
    }

    /** What is wrong with the client itself, no sign-in mends. */
    private NetworkException explained(NetworkException failure) {
        String remedy = failure.remedy();
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (!remedy.equals("Sign in again.")) {
            return failure;
        }
        return new NetworkException(
                Problem.AUTHENTICATION,
                message.substring(0, message.length() - remedy.length() - 2),
                SignInRemedy.of(node),
                failure);
    }

    @Override
    public boolean refused(String field) {
        lock.lock();
        try {
            return current.isPresent() && current.get().session().refused(field);
        } finally {
            lock.unlock();
        }
    }

    /** Answers whether the sign-in is kept for the next time; it holds as long as this process in any case. */
    boolean signIn(Consumer<URI> browser, Duration patience, Cancellation cancellation) throws IOException {
        lock.lock();
        try {
            kept = Optional.empty();
        } finally {
            lock.unlock();
        }
        OAuthSession session = open(Optional.empty());
        boolean isGranted = false;
        try {
            session.signIn(browser, patience, cancellation);
            isGranted = true;
        } finally {
            if (!isGranted) {
                session.close();
            }
        }
        lock.lock();
        try {
            current = Optional.of(new Session(session, kept));
            return kept.isPresent();
        } finally {
            lock.unlock();
        }
    }

    private Session session() throws NetworkException {
        if (current.isEmpty()) {
            Optional<Sealed> from = refreshToken();
            try {
                current = Optional.of(new Session(open(from), from));
            } catch (NetworkException e) {
                throw e;
            } catch (IOException e) {
                throw new NetworkException(
                        Problem.AUTHENTICATION,
                        "What is kept for signing in to %s cannot be opened: %s".formatted(node.name(), e.getMessage()),
                        SignInRemedy.of(node),
                        e);
            }
        }
        return current.get();
    }

    private OAuthSession open(Optional<Sealed> refreshToken) throws IOException {
        DicomWebAccess web = web(node).orElseThrow();
        Authentication.OAuth oauth = oauth(web).orElseThrow();
        OAuthSettings settings = new OAuthSettings(
                oauth.issuer(),
                oauth.clientId(),
                oauth.scope(),
                opened(web, oauth.clientSecret()),
                opened(web, refreshToken));
        return new OAuthSession(settings, trust(web), io, clock, this::keep);
    }

    /** Our certificate and exceptions are for the node, not for the issuer. */
    private Optional<TlsSettings> trust(DicomWebAccess web) throws IOException {
        TlsFiles issuer =
                new TlsFiles(web.tls().authorities(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return Optional.of(issuer.settings(vault, web.purpose()));
    }

    private Optional<String> opened(DicomWebAccess web, Optional<Sealed> sealed) throws IOException {
        return sealed.isPresent() ? Optional.of(vault.open(web.purpose(), sealed.get())) : Optional.empty();
    }

    /** The one in the store now; it may be a newer one than when the node was opened. */
    private Optional<Sealed> refreshToken() {
        return stored().flatMap(SignedIn::web).flatMap(SignedIn::oauth).flatMap(Authentication.OAuth::refreshToken);
    }

    private Optional<Node> stored() {
        Optional<Node> now = store.flatMap(nodes -> nodes.node(node.name()));
        return now.filter(this::isSame).or(() -> Optional.of(node));
    }

    private boolean isSame(Node other) {
        Optional<Authentication.OAuth> ours = web(node).flatMap(SignedIn::oauth);
        Optional<Authentication.OAuth> theirs = web(other).flatMap(SignedIn::oauth);
        return other.access().purpose().equals(node.access().purpose())
                && ours.isPresent()
                && theirs.isPresent()
                && ours.get().issuer().equals(theirs.get().issuer())
                && ours.get().clientId().equals(theirs.get().clientId());
    }

    private static Optional<DicomWebAccess> web(Node node) {
        return node.access() instanceof DicomWebAccess web ? Optional.of(web) : Optional.empty();
    }

    private static Optional<Authentication.OAuth> oauth(DicomWebAccess web) {
        return web.authentication() instanceof Authentication.OAuth oauth ? Optional.of(oauth) : Optional.empty();
    }

    /** Seals a new refresh token into the store. Without it the access lasts as long as this process. */
    private void keep(String refreshToken) {
        if (store.isEmpty()) {
            return;
        }
        try {
            while (true) {
                Optional<Node> now = store.get().node(node.name()).filter(this::isSame);
                if (now.isEmpty()) {
                    return; // removed or set up otherwise meanwhile
                }
                Sealed sealed = vault.seal(web(now.get()).orElseThrow().purpose(), refreshToken);
                if (store.get().replace(now, with(sealed, now.get()))) {
                    kept = Optional.of(sealed);
                    return;
                }
            }
        } catch (IOException e) {
            LOG.warn("the sign-in to a node is not kept: {}", e.getMessage());
        }
    }

    private static Node with(Sealed refreshToken, Node node) {
        DicomWebAccess web = web(node).orElseThrow();
        Authentication.OAuth oauth = oauth(web).orElseThrow();
        return node.withAccess(web.with(new Authentication.OAuth(
                oauth.issuer(), oauth.clientId(), oauth.scope(), oauth.clientSecret(), Optional.of(refreshToken))));
    }

    @Override
    public String toString() {
        return "OAuth for " + node.name();
    }
}
