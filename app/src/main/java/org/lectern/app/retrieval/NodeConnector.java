package org.lectern.app.retrieval;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;
import org.lectern.imaging.dicomweb.Authorization;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.DicomWebSettings;
import org.lectern.imaging.dicomweb.Patience;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Timeouts;
import org.lectern.imaging.dimse.pdu.UserIdentity;
import org.lectern.imaging.network.TlsSettings;

/** Opens nodes as they are set up; secrets are unsealed only for that. */
public final class NodeConnector implements Connector {
    private final Vault vault;
    private final Supplier<Station> station;
    private final Arrivals arrivals;
    private final ExecutorService io;

    /**
     * A connector.
     *
     * @param station who we are, as it is set up at the moment
     * @param arrivals where objects of C-MOVE come in
     * @param io a virtual thread for each task
     */
    public NodeConnector(Vault vault, Supplier<Station> station, Arrivals arrivals, ExecutorService io) {
        this.vault = vault;
        this.station = station;
        this.arrivals = arrivals;
        this.io = io;
    }

    @Override
    public RemoteArchive open(Node node) throws IOException {
        return switch (node.access()) {
            case DimseAccess dimse ->
                new DimseArchive(new DimseClient(dimse(dimse, node.limits()), io), dimse.way(), arrivals);
            case DicomWebAccess web -> new DicomWebArchive(new DicomWebClient(web(web, node.limits()), io));
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

    /** A DICOMweb server with its secrets open. */
    public DicomWebSettings web(DicomWebAccess access, Limits limits) throws IOException {
        return new DicomWebSettings(
                access.query(),
                access.retrieve(),
                access.store(),
                authorization(access),
                Optional.of(access.tls().settings(vault, access.purpose())),
                new Patience(limits.connect(), limits.answer(), limits.answer()),
                true); // who set the node up was warned
    }

    private Authorization authorization(DicomWebAccess access) throws IOException {
        String purpose = access.purpose();
        return switch (access.authentication()) {
            case Authentication.None _ -> Authorization.none();
            case Authentication.Basic basic ->
                Authorization.basic(
                        basic.user(), vault.open(purpose, basic.password()).toCharArray());
            case Authentication.Bearer bearer -> Authorization.bearer(vault.open(purpose, bearer.token()));
            case Authentication.OAuth _ ->
                throw new IOException("Signing in by OAuth is not possible yet; use a token");
        };
    }
}
