package org.lectern.app.ui;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.lectern.imaging.archive.LocalArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the passphrase of an encrypted archive, in place of the list, until it is right. */
final class UnlockScreen extends VBox {
    private static final Logger LOG = LoggerFactory.getLogger(UnlockScreen.class);
    private static final double FIELD_WIDTH = 320;
    private static final double WIDEST = 720;

    private final Executor io;
    private final Attempt attempt;
    private final Consumer<LocalArchive> opened;
    private final PasswordField field = new PasswordField();
    private final Button unlock = new Button("Unlock");
    private final Label words = new Label();

    /** Opens the archive with a passphrase. */
    @FunctionalInterface
    interface Attempt {
        LocalArchive open(char[] passphrase) throws IOException;
    }

    /**
     * A screen that waits for the passphrase.
     *
     * @param io runs the attempts and what follows, since making a key of a passphrase takes a while
     * @param opened told once, on a thread of {@code io}
     */
    UnlockScreen(Executor io, Attempt attempt, Consumer<LocalArchive> opened) {
        super(12);
        this.io = io;
        this.attempt = attempt;
        this.opened = opened;
        Label title = new Label("The archive is locked");
        title.getStyleClass().add("message-title");
        Label hint = new Label("It is encrypted. Type its passphrase to open it.");
        hint.getStyleClass().add("secondary");
        field.setId("passphrase");
        field.setAccessibleText("Passphrase of the archive");
        field.setPromptText("Passphrase");
        field.setPrefWidth(FIELD_WIDTH);
        unlock.setId("unlock");
        unlock.setDefaultButton(true); // Enter, wherever the cursor is
        unlock.disableProperty().bind(field.textProperty().isEmpty().or(field.disabledProperty()));
        unlock.setOnAction(event -> tryIt());
        words.setId("unlock-words");
        words.setWrapText(true);
        words.setMaxWidth(WIDEST);
        words.setAlignment(Pos.CENTER);
        words.setTextAlignment(TextAlignment.CENTER);
        HBox row = new HBox(8, field, unlock);
        row.setAlignment(Pos.CENTER);
        getChildren().setAll(title, hint, row, words);
        setAlignment(Pos.CENTER);
    }

    @Override
    public void requestFocus() {
        field.requestFocus();
    }

    private void tryIt() {
        char[] typed = field.getText().toCharArray();
        field.clear();
        field.setDisable(true);
        words.getStyleClass().setAll("label", "secondary");
        words.setText("Opening the archive…");
        io.execute(() -> {
            LocalArchive archive;
            try {
                archive = attempt.open(typed);
            } catch (IOException e) {
                LOG.warn("the archive stays locked", e);
                Platform.runLater(() -> refuse(e.getMessage() == null ? "It cannot be opened" : e.getMessage()));
                return;
            }
            opened.accept(archive);
        });
    }

    private void refuse(String why) {
        words.getStyleClass().setAll("label", "problem");
        words.setText(why);
        field.setDisable(false);
        field.requestFocus();
    }
}
