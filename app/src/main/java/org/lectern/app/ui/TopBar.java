package org.lectern.app.ui;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.app.retrieval.query.SiteState;
import org.lectern.app.worklist.ui.WorklistActions;

/** The name, the import menu, how the archives elsewhere are, the transfers, and the note that this is no medical device. */
final class TopBar {
    private final HBox bar = new HBox(12);
    private final NodeDots nodes;
    private final Button transfers = new Button("transfers");

    TopBar(WorklistActions actions, Runnable home) {
        Label name = new Label("Lectern");
        name.getStyleClass().add("product");
        name.setOnMouseClicked(event -> home.run());
        MenuItem files = new MenuItem("Files or ZIP archives…  (Ctrl+I)");
        files.setOnAction(event -> actions.importFiles());
        MenuItem folder = new MenuItem("Folder or CD…  (Ctrl+Shift+I)");
        folder.setOnAction(event -> actions.importFolder());
        MenuItem samples = new MenuItem("Sample studies");
        samples.setOnAction(event -> actions.importSamples());
        MenuButton menu = new MenuButton("Import", null, files, folder, samples);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label note = new Label("not cleared for diagnosis");
        note.getStyleClass().add("secondary");
        nodes = new NodeDots(() -> actions.showSettings("Archives"));
        quiet(transfers, "Show or hide what is on its way  (Ctrl+T)");
        transfers.setId("transfers");
        transfers.setOnAction(event -> actions.showTransfers());
        Button settings = new Button("settings");
        quiet(settings, "Settings  (Ctrl+,)");
        settings.setOnAction(event -> actions.showSettings(""));
        bar.getChildren().addAll(name, menu, space, nodes, transfers, settings, note);
        bar.getChildren().forEach(part -> ((Region) part).setMinWidth(Region.USE_PREF_SIZE));
        space.setMinWidth(0);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("top-bar");
    }

    private static void quiet(Button button, String tip) {
        button.getStyleClass().add("quiet");
        button.setTooltip(new Tooltip(tip));
        button.setFocusTraversable(false);
    }

    Node node() {
        return bar;
    }

    /** Which archives there are. */
    void setNodes(List<String> names) {
        nodes.setNames(names);
    }

    /** How they answered. */
    void hear(List<SiteState> states) {
        nodes.hear(states);
    }

    /** How many transfers are under way and how many failed. */
    void showTransfers(long running, long failed) {
        transfers.setText("transfers" + (running == 0 ? "" : " %d ↓".formatted(running))
                + (failed == 0 ? "" : "  %d failed".formatted(failed)));
        transfers.getStyleClass().remove("attention");
        if (failed > 0) {
            transfers.getStyleClass().add("attention");
        }
    }
}
