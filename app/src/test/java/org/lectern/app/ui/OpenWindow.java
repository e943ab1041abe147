package org.lectern.app.ui;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Connector;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.prefetch.PriorRules;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Station;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.LocalArchive;

/** The main window on an archive of the test's own, with archives elsewhere that the test makes. */
final class OpenWindow implements AutoCloseable {
    private final Threads threads = Threads.start();
    private final List<Boolean> conversions = new CopyOnWriteArrayList<>();
    private final LocalArchive archive;
    private final Services services;
    private final MainWindow window;
    private final Scene scene;

    /**
     * Opens it.
     *
     * @param names of the archives elsewhere
     * @param connector connects to them; empty for real nodes
     */
    OpenWindow(Path folder, List<Node> nodes, Optional<Connector> connector) throws Exception {
        this(folder, nodes, connector, PriorRules.usual());
    }

    /** Opens it with rules of its own for fetching ahead. */
    OpenWindow(Path folder, List<Node> nodes, Optional<Connector> connector, PriorRules rules) throws Exception {
        Folders folders =
                Folders.of(Map.of("LECTERN_HOME", folder.resolve("home").toString()), folder, "Linux");
        MasterKeys keys = new MasterKeys(folders.configuration(), Optional::empty, Passphrase.none());
        archive = LocalArchive.open(folders.archive(), new ArchiveKey(folders, keys).find());
        JsonNodeStore store = new JsonNodeStore(folders.configuration());
        for (Node node : nodes) {
            store.put(node);
        }
        Clock clock = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneId.systemDefault());
        MasterKeyVault vault = new MasterKeyVault(keys);
        NodeConnector real =
                new NodeConnector(vault, () -> Station.INITIAL, new TemporaryReceiver(0, threads.io()), threads.io());
        Network network = Network.open(
                archive, store, connector.orElse(real), folders.transfers(), threads, Clock.systemUTC(), () -> rules);
        services = new Services(network, real, vault, keys, Optional.empty(), conversions::add);
        window = Screens.on(() -> new MainWindow(new Stage(), threads, folders, clock::instant));
        scene = Screens.on(() -> {
            Scene made = new Scene(window.root(), 1400, 900);
            Theme.apply(made);
            window.attach(made);
            Stage stage = new Stage();
            stage.setScene(made);
            stage.show();
            window.show(archive, services);
            return made;
        });
        Screens.until("the list", window::showsList);
    }

    /** A node that only a connector of the test's own reaches. */
    static Node node(String name) {
        return Node.of(name, DimseAccess.of("TEST", "127.0.0.1", 1)).withRoles(EnumSet.allOf(Node.Role.class));
    }

    Scene scene() {
        return scene;
    }

    MainWindow window() {
        return window;
    }

    LocalArchive archive() {
        return archive;
    }

    /** Whether encryption was asked for, or decryption, each time. */
    List<Boolean> conversions() {
        return conversions;
    }

    Services services() {
        return services;
    }

    @SuppressWarnings("unchecked")
    TableView<ListRow> table() {
        return (TableView<ListRow>) scene.lookup(".study-table");
    }

    /** The rows on the screen. */
    List<ListRow> rows() throws Exception {
        return Screens.on(() -> new ArrayList<>(table().getItems()));
    }

    /** Waits for so many rows. */
    List<ListRow> rows(int count) throws Exception {
        Screens.until(count + " rows", () -> table().getItems().size() == count);
        return rows();
    }

    /** What a label or button says; empty while there is none. */
    String text(String selector) throws Exception {
        return Screens.on(() -> switch (scene.lookup(selector)) {
            case Label label -> label.getText();
            case javafx.scene.control.Labeled labeled -> labeled.getText();
            case null, default -> "";
        });
    }

    @Override
    public void close() throws Exception {
        Screens.on(() -> {
            window.close();
            scene.getWindow().hide();
            return true;
        });
        services.close();
        threads.close();
        archive.close();
    }
}
