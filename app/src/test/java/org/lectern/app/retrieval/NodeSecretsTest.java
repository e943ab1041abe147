package org.lectern.app.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.receiver.StationSecret;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.security.Passphrase;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Station;

class NodeSecretsTest {
    private static final URI BASE = URI.create("https://pacs.example/dicom-web");
    private static final String WEB = "https pacs.example:443";
    private static final String DIMSE = "dimse pacs:2762 tls";

    @TempDir
    Path folder;

    private TlsFiles tls(Sealed password) {
        return new TlsFiles(
                Optional.empty(), Optional.of(Path.of("me.p12")), Optional.empty(), Optional.of(password), false);
    }

    private static List<Sealed> secrets(Access access) {
        return switch (access) {
            case DimseAccess dimse ->
                List.of(
                        dimse.tls().orElseThrow().password().orElseThrow(),
                        dimse.user().orElseThrow().password().orElseThrow());
            case DicomWebAccess web ->
                switch (web.authentication()) {
                    case Authentication.None _ -> List.of();
                    case Authentication.Basic basic ->
                        List.of(basic.password(), web.tls().password().orElseThrow());
                    case Authentication.Bearer bearer -> List.of(bearer.token());
                    case Authentication.OAuth oauth ->
                        List.of(
                                oauth.clientSecret().orElseThrow(),
                                oauth.refreshToken().orElseThrow());
                };
        };
    }

    @Test
    void everySecretOfEveryNodeOpensUnderTheNewKeyAndNoneUnderTheOld() throws IOException {
        MasterKeys keys = new MasterKeys(folder, Optional::empty, Passphrase.none(), List.of(new NodeSecrets(folder)));
        Vault old = MasterKeyVault.under(keys.open());
        JsonNodeStore store = new JsonNodeStore(folder);
        store.put(Node.of(
                "dimse",
                new DimseAccess(
                        "PACS",
                        "pacs",
                        2762,
                        Optional.empty(),
                        DimseAccess.Way.GET,
                        Optional.of(tls(old.seal(DIMSE, "dimse key"))),
                        Optional.of(new DimseAccess.User("maria", Optional.of(old.seal(DIMSE, "dimse user")))))));
        store.put(
                web("basic", new Authentication.Basic("otto", old.seal(WEB, "basic")), tls(old.seal(WEB, "web key"))));
        store.put(web("bearer", new Authentication.Bearer(old.seal(WEB, "bearer")), TlsFiles.PLATFORM));
        store.put(web(
                "oauth",
                new Authentication.OAuth(
                        URI.create("https://login.example"),
                        "lectern",
                        "",
                        Optional.of(old.seal(WEB, "client")),
                        Optional.of(old.seal(WEB, "refresh"))),
                TlsFiles.PLATFORM));
        store.put(Node.of("open", DimseAccess.of("OPEN", "localhost", 104)));
        keys.renew(Place.FILE);
        List<Node> after = new JsonNodeStore(folder).nodes();
        assertEquals(5, after.size());
        Vault fresh = new MasterKeyVault(keys);
        check(after, "dimse", DIMSE, List.of("dimse key", "dimse user"), fresh, old);
        check(after, "basic", WEB, List.of("basic", "web key"), fresh, old);
        check(after, "bearer", WEB, List.of("bearer"), fresh, old);
        check(after, "oauth", WEB, List.of("client", "refresh"), fresh, old);
    }

    @Test
    void thePasswordOfOurOwnKeyFollowsToo() throws IOException {
        MasterKeys keys =
                new MasterKeys(folder, Optional::empty, Passphrase.none(), List.of(new StationSecret(folder)));
        String sealed = new MasterKeyVault(keys)
                .seal(ReceiverTls.PURPOSE, "key-password")
                .text();
        Station.INITIAL
                .withTls(Optional.of(new Station.Secured(
                        Path.of("me.p12"), Optional.empty(), Optional.of(sealed), Optional.empty())))
                .save(folder);
        keys.renew(Place.FILE);
        String after = Station.read(folder).tls().orElseThrow().password().orElseThrow();
        assertEquals("key-password", new MasterKeyVault(keys).open(ReceiverTls.PURPOSE, new Sealed(after)));
    }

    private static Node web(String name, Authentication authentication, TlsFiles tls) {
        return Node.of(name, new DicomWebAccess(BASE, BASE, BASE, authentication, tls));
    }

    private static void check(
            List<Node> nodes, String name, String purpose, List<String> wanted, Vault fresh, Vault old)
            throws IOException {
        Node node = nodes.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Sealed> secrets = secrets(node.access());
        assertEquals(wanted.size(), secrets.size());
        for (int i = 0; i < secrets.size(); i++) {
            Sealed secret = secrets.get(i);
            assertEquals(wanted.get(i), fresh.open(purpose, secret));
            assertThrows(IOException.class, () -> old.open(purpose, secret));
        }
    }
}
