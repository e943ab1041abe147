package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.MasterKey;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.UnderMasterKey;

/** Passwords and tokens of the nodes of a configuration folder, which follow its master key to another. */
public record NodeSecrets(Path folder) implements UnderMasterKey {
    @Override
    public void reseal(MasterKey old, MasterKey fresh) throws IOException {
        JsonNodeStore store = new JsonNodeStore(folder);
        if (!store.nodes().isEmpty()) {
            store.changeAll(node -> {
                String purpose = node.access().purpose();
                return node.withAccess(
                        resealed(node.access(), secret -> MasterKeyVault.resealed(purpose, secret, old, fresh)));
            });
        }
    }

    private static Access resealed(Access access, UnaryOperator<Sealed> moved) {
        return switch (access) {
            case DimseAccess dimse ->
                new DimseAccess(
                        dimse.aeTitle(),
                        dimse.host(),
                        dimse.port(),
                        dimse.callingAeTitle(),
                        dimse.way(),
                        dimse.tls().map(tls -> resealed(tls, moved)),
                        dimse.user()
                                .map(user -> new DimseAccess.User(
                                        user.name(), user.password().map(moved))));
            case DicomWebAccess web ->
                new DicomWebAccess(
                        web.query(),
                        web.retrieve(),
                        web.store(),
                        resealed(web.authentication(), moved),
                        resealed(web.tls(), moved),
                        web.allowsPlainCredentials());
        };
    }

    private static TlsFiles resealed(TlsFiles tls, UnaryOperator<Sealed> moved) {
        Optional<Sealed> password = tls.password().map(moved);
        return new TlsFiles(tls.authorities(), tls.certificate(), tls.key(), password, tls.anyHost());
    }

    private static Authentication resealed(Authentication authentication, UnaryOperator<Sealed> moved) {
        return switch (authentication) {
            case Authentication.None none -> none;
            case Authentication.Basic basic -> new Authentication.Basic(basic.user(), moved.apply(basic.password()));
            case Authentication.Bearer bearer -> new Authentication.Bearer(moved.apply(bearer.token()));
            case Authentication.OAuth oauth ->
                new Authentication.OAuth(
                        oauth.issuer(),
                        oauth.clientId(),
                        oauth.scope(),
                        oauth.clientSecret().map(moved),
                        oauth.refreshToken().map(moved));
        };
    }
}
