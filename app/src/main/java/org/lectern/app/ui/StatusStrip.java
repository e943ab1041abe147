package org.lectern.app.ui;

import java.nio.file.Path;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.reading.VolumeRenderers;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.LocalArchive;

/** One line at the bottom: what happened last, where the archive lies and how much room there is. Warnings stay above it. */
final class StatusStrip extends VBox {
    private static final long LITTLE_SPACE = 5L << 30;

    private final HBox line = new HBox(12);
    private final Label words = new Label();
    private final Label renderer = new Label();
    private final Label place = new Label();

    StatusStrip() {
        line.getStyleClass().add("status-strip");
        line.setAlignment(Pos.CENTER_LEFT);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.getChildren().addAll(words, space, renderer, place);
        getChildren().add(line);
    }

    /** Whether the line is there; warnings are in any case. */
    void showLine(boolean shown) {
        line.setVisible(shown);
        line.setManaged(shown);
    }

    void say(String text) {
        words.setText(text);
        words.getStyleClass().removeAll("attention");
    }

    /** Says what did not go well, in the colour of that. */
    void complain(String text) {
        say(text);
        words.getStyleClass().add("attention");
    }

    /** Shows a warning until it is closed. */
    void warn(String text) {
        Label label = new Label("!  " + text);
        label.setWrapText(true);
        Button close = new Button("Close");
        close.setMinWidth(USE_PREF_SIZE);
        HBox banner = new HBox(12, label, close);
        HBox.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.getStyleClass().add("warning-banner");
        close.setOnAction(event -> getChildren().remove(banner));
        getChildren().addFirst(banner);
    }

    /** Tells what draws volumes, now and whenever that changes; why stands beside it when the pointer rests there. */
    void follow(VolumeRenderers volumes) {
        volumes.onChange(() -> Platform.runLater(() -> show(volumes.status())));
        show(volumes.status());
    }

    private void show(VolumeRenderers.Status volumes) {
        renderer.setText("Volumes: " + volumes.name());
        renderer.setTooltip(new Tooltip(volumes.why()));
    }

    void show(LocalArchive archive) {
        Path folder = archive.folder();
        long free = folder.toFile().getUsableSpace();
        place.setText("%s free for the archive".formatted(Wording.size(free)));
        place.setTooltip(new Tooltip(folder.toString()));
        place.getStyleClass().removeAll("attention");
        if (free < LITTLE_SPACE) {
            place.getStyleClass().add("attention");
        }
    }
}
