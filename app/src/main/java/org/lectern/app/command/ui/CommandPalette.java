package org.lectern.app.command.ui;

import java.util.Objects;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;

/** All commands by name, filtered while one types; Enter gives the one marked, Escape closes. */
public final class CommandPalette extends VBox {
    private final Commands commands;
    private final Runnable close;
    private final TextField query = new TextField();
    private final ListView<Command> list = new ListView<>();

    /**
     * A palette for some commands.
     *
     * @param close takes it away
     */
    public CommandPalette(Commands commands, Runnable close) {
        this.commands = commands;
        this.close = close;
        getStyleClass().add("palette");
        getStylesheets()
                .add(Objects.requireNonNull(CommandPalette.class.getResource("command.css"))
                        .toExternalForm());
        setMaxSize(560, 420);
        query.setPromptText("What to do…");
        query.setAccessibleText("Command");
        list.setCellFactory(view -> new Cell());
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setFocusTraversable(false);
        list.setFixedCellSize(28);
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(query, list);
        query.textProperty().addListener((property, old, text) -> filter());
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(event -> give());
    }

    /** Opens with everything listed, or only what matches. */
    public void open(String text) {
        query.setText(text);
        filter();
        query.requestFocus();
        query.end();
    }

    private void filter() {
        list.getItems().setAll(commands.matching(query.getText()));
        list.getSelectionModel().selectFirst();
    }

    private void key(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step != 0) {
            int size = Math.max(1, list.getItems().size());
            int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + step, size);
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 6));
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            give();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close.run();
            event.consume();
        }
    }

    private void give() {
        Command command = list.getSelectionModel().getSelectedItem();
        close.run();
        if (command != null) {
            command.action().run();
        }
    }

    private static final class Cell extends ListCell<Command> {
        private final Label name = new Label();
        private final Label group = new Label();
        private final Label key = new Label();
        private final BorderPane row = new BorderPane();

        Cell() {
            group.getStyleClass().add("secondary");
            key.getStyleClass().add("key");
            Region space = new Region();
            HBox left = new HBox(8, name, group, space);
            row.setLeft(left);
            row.setRight(key);
        }

        @Override
        protected void updateItem(@Nullable Command command, boolean empty) {
            super.updateItem(command, empty);
            if (empty || command == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(command.name());
            group.setText(command.group());
            key.setText(
                    command.keys().isEmpty() ? "" : command.keys().getFirst().display());
            setAccessibleText(command.hint());
            setGraphic(row);
        }
    }
}
