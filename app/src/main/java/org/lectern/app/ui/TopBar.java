package org.lectern.app.ui;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.app.worklist.ui.WorklistActions;

/** The name, the import menu and the note that this is no medical device. */
final class TopBar {
    private final HBox bar = new HBox(12);

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
        bar.getChildren().addAll(name, menu, space, note);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("top-bar");
    }

    Node node() {
        return bar;
    }
}
