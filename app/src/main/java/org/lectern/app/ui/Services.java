package org.lectern.app.ui;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.NodeSecrets;
import org.lectern.app.retrieval.prefetch.PriorRules;
import org.lectern.app.retrieval.receiver.Destinations;
import org.lectern.app.retrieval.receiver.StationReceiver;
import org.lectern.app.retrieval.receiver.StationSecret;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.security.SystemKeyStore;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.ArchiveSettings;
import org.lectern.app.settings.FetchAhead;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Station;
import org.lectern.imaging.archive.LocalArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window needs beside the archive of this computer.
 *
 * @param vault seals secrets of nodes
 * @param receiver where others send to
 * @param converter encrypts and decrypts the archive
 */
record Services(
        Network network,
        NodeConnector connector,
        Vault vault,
        MasterKeys keys,
        Optional<StationReceiver> receiver,
        Converter converter)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    /** Encrypts or decrypts the archive, which closes and opens the window's content. */
    @FunctionalInterface
    interface Converter {
        /** Begins. FX thread. */
        void convert(boolean encrypts);
    }

    /** The services of a workstation, with the nodes and secrets of its configuration folder. */
    static Services open(LocalArchive archive, Folders folders, Threads threads, InstantSource clock, MasterKeys keys)
            throws IOException {
        JsonNodeStore nodes = new JsonNodeStore(folders.configuration());
        Vault vault = new MasterKeyVault(keys);
        Station station = station(folders);
        NodeConnector sending = new NodeConnector(
                vault, () -> station, TemporaryReceiver.of(station, vault, threads.io()), threads.io());
        StationReceiver receiver =
                StationReceiver.open(station, archive, new Destinations(nodes, sending), vault, threads.io());
        NodeConnector connector =
                new NodeConnector(vault, () -> station(folders), receiver, threads.io()).keepingIn(nodes);
        ArchiveSettings kept = ArchiveSettings.read(folders.configuration());
        archive.setLimits(kept.limits());
        archive.showRejected(kept.showsRejected());
        Network network =
                Network.open(archive, nodes, connector, folders.transfers(), threads, clock, () -> rules(folders));
        return new Services(network, connector, vault, keys, Optional.of(receiver), encrypts -> {});
    }

    /** With what converts the archive. */
    Services with(Converter other) {
        return new Services(network, connector, vault, keys, receiver, other);
    }

    /** The master key of a workstation. */
    static MasterKeys keys(Folders folders, Passphrase passphrase) {
        return new MasterKeys(
                folders.configuration(),
                () -> Folders.areIsolated() ? Optional.empty() : SystemKeyStore.ofThisComputer(),
                passphrase,
                List.of(
                        ArchiveKey.following(folders),
                        new NodeSecrets(folders.configuration()),
                        new StationSecret(folders.configuration())));
    }

    /** The site's rules, or the usual ones, with the reader's numbers. */
    private static PriorRules rules(Folders folders) {
        try {
            FetchAhead ahead = FetchAhead.read(folders.configuration());
            PriorRules rules = PriorRules.of(folders.configuration().resolve("prior-rules.json"));
            return new PriorRules(
                    ahead.isOn() ? ahead.priors() : 0,
                    rules.years(),
                    rules.images(),
                    ahead.isOn() ? ahead.next() : 0,
                    rules.related(),
                    rules.alike());
        } catch (IOException e) {
            LOG.warn("rules for fetching ahead cannot be read; the usual ones hold", e);
            return PriorRules.usual();
        }
    }

    private static Station station(Folders folders) {
        try {
            return Station.read(folders.configuration());
        } catch (IOException e) {
            LOG.warn("the station's settings cannot be read; the initial ones hold", e);
            return Station.INITIAL;
        }
    }

    @Override
    public void close() throws IOException {
        network.close();
        if (receiver.isPresent()) {
            receiver.get().close();
        }
    }
}
