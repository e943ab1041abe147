package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.NodeSecrets;
import org.lectern.app.retrieval.receiver.StationSecret;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.SystemKeyStore;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import org.lectern.app.settings.Station;

/** The nodes of this process with what opens their secrets. */
record TheNodes(Folders folders, JsonNodeStore store, MasterKeys keys, Vault vault) {
    static TheNodes open(PrintWriter err) throws IOException {
        Folders folders = Folders.ofThisProcess();
        Logs.start(folders.logs());
        JsonNodeStore store = new JsonNodeStore(folders.configuration());
        store.notices().forEach(notice -> err.println("lectern: " + Failures.oneLine(notice)));
        err.flush();
        MasterKeys keys = keys(folders);
        return new TheNodes(folders, store, keys, new MasterKeyVault(keys));
    }

    /** With a folder of its own for everything, nothing goes into the key store of the person who is signed in. */
    static MasterKeys keys(Folders folders) {
        return new MasterKeys(
                folders.configuration(),
                () -> Folders.areIsolated() ? Optional.empty() : SystemKeyStore.ofThisComputer(),
                TypedSecret.passphrase(),
                List.of(
                        ArchiveKey.following(folders),
                        new NodeSecrets(folders.configuration()),
                        new StationSecret(folders.configuration())));
    }

    Station station() throws IOException {
        return Station.read(folders.configuration());
    }

    /** Opens nodes. */
    NodeConnector connector(ExecutorService io) throws IOException {
        Station station = station();
        return new NodeConnector(vault, () -> station, TemporaryReceiver.of(station, vault, io), io).keepingIn(store);
    }

    /** The node of a name or address. */
    Node node(String nameOrAddress) throws IOException {
        try {
            return store.resolve(nameOrAddress).orElseThrow(() -> new IOException(unknown(nameOrAddress)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private String unknown(String name) {
        String known = store.nodes().stream().map(Node::name).collect(Collectors.joining(", "));
        return "There is no node '%s'%s. Set it up with: lectern node add %s dicom://AET@host:port"
                .formatted(Failures.oneLine(name), known.isEmpty() ? "" : " (there are: %s)".formatted(known), "NAME");
    }
}
