package org.lectern.app.retrieval;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import org.lectern.imaging.dicomweb.Authorization;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.DicomWebSettings;
import org.lectern.imaging.dicomweb.Patience;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.dimse.association.Timeouts;
import org.lectern.imaging.dimse.pdu.UserIdentity;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.TlsSettings;

/** Opens nodes as they are set up; secrets are unsealed only for that. */
public final class NodeConnector implements Connector {
    private final Vault vault;
    private final Supplier<Station> station;
    private final Arrivals arrivals;
    private final ExecutorService io;
    private final Optional<NodeStore> store;
    private final ConcurrentHashMap<String, SignedIn> signedIn = new ConcurrentHashMap<>();

    /**
     * A connector for nodes that nobody signs in to: what is granted anew is not kept.
     *
     * @param station who we are, as it is set up at the moment
     * @param arrivals where objects of C-MOVE come in
     * @param io a virtual thread for each task
     */
    public NodeConnector(Vault vault, Supplier<Station> station, Arrivals arrivals, ExecutorService io) {
        this(vault, station, arrivals, io, Optional.empty());
    }

    private NodeConnector(
            Vault vault, Supplier<Station> station, Arrivals arrivals, ExecutorService io, Optional<NodeStore> store) {
        this.store = store;
        this.vault = vault;
        this.station = station;
        this.arrivals = arrivals;
        this.io = io;
    }

    /** The same for the nodes of a store, which keeps what a sign-in was granted. */
    public NodeConnector keepingIn(NodeStore nodes) {
        return new NodeConnector(vault, station, arrivals, io, Optional.of(nodes));
    }

    @Override
    public RemoteArchive open(Node node) throws IOException {
        return switch (node.access()) {
            case DimseAccess dimse ->
                new DimseArchive(new DimseClient(dimse(dimse, node.limits()), io), dimse.way(), arrivals);
            case DicomWebAccess web -> new DicomWebArchive(new DicomWebClient(web(node, web), io));
        };
    }

    /** A DIMSE peer with its secrets open. */
    public DimseNode dimse(DimseAccess access, Limits limits) throws IOException {
        Timeouts usual = Timeouts.STANDARD;
        Timeouts timeouts =
                new Timeouts(limits.connect(), limits.connect(), limits.answer(), limits.answer(), usual.cancel());
        Optional<TlsSettings> tls = access.tls().isPresent()
                ? Optional.of(access.tls().get().settings(vault, access.purpose()))
                : Optional.empty();
        return new DimseNode(
                access.aeTitle(),
                access.host(),
                access.port(),
                access.callingAeTitle().orElseGet(() -> station.get().aeTitle()),
                tls,
                identity(access),
                timeouts);
    }

    private Optional<UserIdentity> identity(DimseAccess access) throws IOException {
        if (access.user().isEmpty()) {
            return Optional.empty();
        }
        DimseAccess.User user = access.user().get();
        return Optional.of(
                user.password().isPresent()
                        ? UserIdentity.user(
                                user.name(),
                                vault.open(access.purpose(), user.password().get()))
                        : UserIdentity.user(user.name()));
    }

    /** What listens here for others, secured as a station is set up. */
    public ListenerSettings secured(ListenerSettings plain, Station ours) throws IOException {
        return ReceiverTls.secured(plain, ours, vault);
    }

    /** A DICOMweb server with its secrets open. */
    public DicomWebSettings web(Node node, DicomWebAccess access) throws IOException {
        Limits limits = node.limits();
        return new DicomWebSettings(
                access.query(),
                access.retrieve(),
                access.store(),
                authorization(node, access),
                Optional.of(access.tls().settings(vault, access.purpose())),
                new Patience(limits.connect(), limits.answer(), limits.answer()),
                access.allowsPlainCredentials());
    }

    private Authorization authorization(Node node, DicomWebAccess access) throws IOException {
        String purpose = access.purpose();
        return switch (access.authentication()) {
            case Authentication.None _ -> Authorization.none();
            case Authentication.Basic basic ->
                Authorization.basic(
                        basic.user(), vault.open(purpose, basic.password()).toCharArray());
            case Authentication.Bearer bearer -> Authorization.bearer(vault.open(purpose, bearer.token()));
            case Authentication.OAuth oauth -> signedIn(node, access, oauth);
        };
    }

    private SignedIn signedIn(Node node, DicomWebAccess access, Authentication.OAuth oauth) {
        return signedIn.computeIfAbsent(
                String.join(
                        " ",
                        node.name(),
                        access.purpose(),
                        oauth.issuer().toString(),
                        oauth.clientId(),
                        oauth.scope(),
                        oauth.clientSecret().map(Sealed::text).orElse("")),
                _ -> new SignedIn(vault, store, node, io, InstantSource.system()));
    }

    /**
     * Lets somebody sign in to a node with the browser of this computer. What is granted holds for this connector at once.
     *
     * @param browser shows a page to the user
     * @return whether the sign-in is kept for the next time
     */
    public boolean signIn(Node node, Consumer<URI> browser, Duration patience, Cancellation cancellation)
            throws IOException {
        if (!(node.access() instanceof DicomWebAccess web)
                || !(web.authentication() instanceof Authentication.OAuth oauth)) {
            throw new IOException("%s is not set up for signing in by OAuth (--oauth ISSUER)".formatted(node.name()));
        }
        return signedIn(node, web, oauth).signIn(browser, patience, cancellation);
    }
}
