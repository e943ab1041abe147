package org.lectern.app.retrieval.ui;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.diagnosis.Diagnosis;
import org.lectern.app.retrieval.diagnosis.Step;

/** The doctor's ladder: step by step what works, up to the one that does not, and who must change what. */
final class Ladder extends VBox {
    private final Label title = new Label();
    private final VBox steps = new VBox(6);
    private final Button copy = new Button("Copy for an e-mail");
    private String letter = "";

    Ladder() {
        super(8);
        getStyleClass().add("ladder");
        title.getStyleClass().add("panel-title");
        title.setWrapText(true);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        copy.setId("copy-letter");
        copy.setVisible(false);
        copy.managedProperty().bind(copy.visibleProperty());
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(letter);
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText("Copied");
        });
        copy.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(8, title, space, copy);
        head.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(steps);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
        clear("Test a node to see what works and what does not.");
    }

    /** Nothing was tested. */
    void clear(String words) {
        title.setText(words);
        steps.getChildren().clear();
        copy.setVisible(false);
    }

    /** A test begins. */
    void begin(String node) {
        clear("Testing " + node + "…");
    }

    /** A rung was climbed. */
    void add(Step step) {
        Label glyph = new Label(glyph(step.state()));
        glyph.getStyleClass().add("rung-" + step.state().name().toLowerCase(java.util.Locale.ROOT));
        glyph.setMinWidth(18);
        Label name = new Label(step.name());
        name.setMinWidth(150);
        name.setMaxWidth(150);
        Label found = new Label(step.found());
        found.setWrapText(true);
        found.getStyleClass().add(step.state() == Step.State.FAILED ? "problem" : "secondary");
        HBox.setHgrow(found, Priority.ALWAYS);
        found.setMinHeight(Region.USE_PREF_SIZE);
        HBox row = new HBox(8, glyph, name, found);
        row.setAlignment(Pos.TOP_LEFT);
        VBox rung = new VBox(2, row);
        if (!step.remedy().isEmpty()) {
            Label remedy = new Label(step.remedy() + ".");
            remedy.setWrapText(true);
            remedy.setMinHeight(Region.USE_PREF_SIZE);
            remedy.getStyleClass().add(step.state() == Step.State.FAILED ? "attention" : "secondary");
            remedy.setPadding(new javafx.geometry.Insets(0, 0, 0, 184));
            rung.getChildren().add(remedy);
        }
        rung.setAccessibleText(
                "%s, %s: %s. %s".formatted(words(step.state()), step.name(), step.found(), step.remedy()));
        steps.getChildren().add(rung);
    }

    /** The test has ended. */
    void end(String node, Diagnosis.Result result) {
        Optional<Step> failed = result.steps().stream()
                .filter(step -> step.state() == Step.State.FAILED)
                .findFirst();
        title.setText(failed.map(step -> node + " fails at: " + step.name()).orElse(node + " works"));
        letter = result.letter();
        copy.setText("Copy for an e-mail");
        copy.setVisible(!letter.isEmpty());
    }

    private static String glyph(Step.State state) {
        return switch (state) {
            case WELL -> "✓";
            case NOTE -> "–";
            case FAILED -> "✗";
        };
    }

    private static String words(Step.State state) {
        return switch (state) {
            case WELL -> "works";
            case NOTE -> "note";
            case FAILED -> "fails";
        };
    }
}
