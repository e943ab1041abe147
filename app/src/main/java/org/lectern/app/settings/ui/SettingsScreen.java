package org.lectern.app.settings.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All settings by section, or those in which some words occur. */
public final class SettingsScreen extends BorderPane {
    private final List<Section> sections;
    private final Runnable close;
    private final ListView<String> names = new ListView<>();
    private final TextField words = new TextField();

    /**
     * A screen.
     *
     * @param close leaves it
     */
    public SettingsScreen(List<Section> sections, Runnable close) {
        this.sections = List.copyOf(sections);
        this.close = close;
        getStyleClass().add("settings");
        Label title = new Label("Settings");
        title.getStyleClass().add("panel-title");
        words.setPromptText("Search settings…");
        words.setAccessibleText("Search settings");
        words.setId("settings-search");
        words.setPrefWidth(480);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button done = new Button("Close  (Esc)");
        done.setMinWidth(USE_PREF_SIZE);
        done.setOnAction(event -> close.run());
        HBox head = new HBox(16, title, words, space, done);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("settings-head");
        setTop(head);
        names.getItems().setAll(sections.stream().map(Section::name).toList());
        names.setPrefWidth(190);
        names.setAccessibleText("Sections");
        names.getStyleClass().add("settings-names");
        names.getSelectionModel().selectedItemProperty().addListener((item, before, now) -> {
            if (now != null) {
                words.clear();
                open(now);
            }
        });
        setLeft(names);
        words.textProperty().addListener((text, before, now) -> search(now));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        show("");
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (words.getText().isEmpty()) {
                close.run();
            } else {
                words.clear();
            }
            event.consume();
        } else if (event.getCode() == KeyCode.F && event.isShortcutDown()) {
            words.requestFocus();
            event.consume();
        }
    }

    /** Shows a section, the first where there is none of the name. */
    public void show(String name) {
        String known = names.getItems().contains(name) ? name : names.getItems().getFirst();
        names.getSelectionModel().select(known);
        sections.stream()
                .filter(section -> section.name().equals(name))
                .flatMap(section -> section.whole().stream())
                .findFirst()
                .orElse(names)
                .requestFocus();
    }

    private void open(String name) {
        for (Section section : sections) {
            if (section.name().equals(name)) {
                setCenter(section.whole().orElseGet(() -> scroll(options(section, section.options()))));
            }
        }
    }

    /** Every option in whose words all the words asked for occur. */
    private void search(String text) {
        if (text.isBlank()) {
            String selected = names.getSelectionModel().getSelectedItem();
            open(selected == null ? names.getItems().getFirst() : selected);
            return;
        }
        List<String> wanted = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        VBox found = new VBox(20);
        for (Section section : sections) {
            List<Option> matching = new ArrayList<>();
            for (Option option : section.options()) {
                if (occur(wanted, section.name() + " " + option.title() + " " + option.effect())) {
                    matching.add(option);
                }
            }
            if (!matching.isEmpty()) {
                found.getChildren().add(options(section, matching));
            } else if (section.whole().isPresent() && occur(wanted, section.name() + " " + section.words())) {
                Button go = new Button(section.name() + " ›");
                go.setOnAction(event -> {
                    words.clear();
                    show(section.name());
                });
                found.getChildren().add(go);
            }
        }
        if (found.getChildren().isEmpty()) {
            Label none = new Label("No setting matches.");
            none.getStyleClass().add("secondary");
            found.getChildren().add(none);
        }
        setCenter(scroll(found));
    }

    private static boolean occur(List<String> wanted, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(lower::contains);
    }

    private static VBox options(Section section, List<Option> options) {
        Label title = new Label(section.name());
        title.getStyleClass().add("message-title");
        VBox box = new VBox(16, title);
        for (Option option : options) {
            Label name = new Label(option.title());
            if (option.control() instanceof Control control) {
                name.setLabelFor(control);
                control.setAccessibleText(option.title());
                control.setAccessibleHelp(option.effect());
            }
            Label effect = new Label(option.effect());
            effect.getStyleClass().add("secondary");
            effect.setWrapText(true);
            effect.setMinHeight(USE_PREF_SIZE);
            VBox said = new VBox(2, name, effect);
            said.setPrefWidth(520);
            said.setMinWidth(280);
            HBox row = new HBox(24, said, option.control());
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("settings-option");
            box.getChildren().add(row);
        }
        return box;
    }

    private static ScrollPane scroll(Region content) {
        ScrollPane scroll = new ScrollPane(content);
        content.getStyleClass().add("settings-content");
        scroll.setFitToWidth(true);
        return scroll;
    }
}
