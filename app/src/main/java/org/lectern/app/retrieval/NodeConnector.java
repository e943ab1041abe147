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

/** Opens nodes as they are set up; secrets are unsealed only for that. */
public final class NodeConnector implements Connector {
    private final Vault vault;
    private final ExecutorService io;

    /**
     * A connector.
     *
     * @param station who we are, as it is set up at the moment
     * @param io a virtual thread for each task
     */
    public NodeConnector(Vault vault, Supplier<Station> station, ExecutorService io) {
        this.vault = vault;
        this.io = io;
    }

    @Override
    public RemoteArchive open(Node node) throws IOException {
        return switch (node.access()) {
            case DimseAccess _ -> throw new IOException("DIMSE is not here yet");
            case DicomWebAccess web -> new DicomWebArchive(new DicomWebClient(web(web, node.limits()), io));
        };
    }

    /** A DICOMweb server with its secrets open. */
    DicomWebSettings web(DicomWebAccess access, Limits limits) throws IOException {
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
