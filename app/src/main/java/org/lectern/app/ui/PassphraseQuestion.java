package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.lectern.app.security.Passphrase;

/** Asks for the passphrase in a window; where a file is named that holds it, that one is read. */
final class PassphraseQuestion implements Passphrase {
    private static final int SHORTEST = 8;
    private static final long MOST_BYTES = 4096;
    private static final String FILE = "LECTERN_PASSPHRASE_FILE";

    private final AtomicReference<Optional<char[]>> offered = new AtomicReference<>(Optional.empty());

    /** Whether a file is named that holds it, so that nobody has to be asked. */
    static boolean isInFile() {
        return !System.getenv().getOrDefault(FILE, "").isBlank();
    }

    /** Answers the next question with this; the array is blanked when it has been used. */
    void offer(char[] passphrase) {
        offered.set(Optional.of(passphrase));
    }

    @Override
    public Optional<char[]> ask(boolean fresh) throws IOException {
        if (isInFile()) {
            String file = System.getenv().getOrDefault(FILE, "");
            Path path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new IOException("The file in LECTERN_PASSPHRASE_FILE is larger than a passphrase");
            }
            return Optional.of(Files.readString(path).strip().toCharArray());
        }
        Optional<char[]> given = fresh ? Optional.empty() : offered.getAndSet(Optional.empty());
        if (given.isPresent()) {
            return given;
        }
        if (Platform.isFxApplicationThread()) {
            return show(fresh);
        }
        CompletableFuture<Optional<char[]>> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(show(fresh)));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("The passphrase could not be asked for", e);
        }
    }

    private static Optional<char[]> show(boolean fresh) {
        PasswordField first = new PasswordField();
        first.setAccessibleText("Passphrase");
        PasswordField second = new PasswordField();
        second.setAccessibleText("Passphrase again");
        Label words = new Label(
                fresh
                        ? "Choose a passphrase. It protects stored passwords and an encrypted archive. Without it they"
                                + " cannot be opened by anybody."
                        : "The passphrase opens stored passwords and the archive.");
        words.setWrapText(true);
        words.setMaxWidth(420);
        VBox box = new VBox(8, words, first);
        if (fresh) {
            first.setPromptText("at least %d characters".formatted(SHORTEST));
            second.setPromptText("once more");
            box.getChildren().add(second);
        }
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.setTitle("Passphrase");
        ButtonType ok = new ButtonType(fresh ? "Protect" : "Unlock", ButtonBar.ButtonData.OK_DONE);
        dialog.getDialogPane()
                .getButtonTypes()
                .setAll(ok, new ButtonType(fresh ? "Without" : "Cancel", ButtonBar.ButtonData.CANCEL_CLOSE));
        dialog.getDialogPane().setContent(box);
        dialog.getDialogPane()
                .lookupButton(ok)
                .disableProperty()
                .bind(first.textProperty()
                        .length()
                        .lessThan(fresh ? SHORTEST : 1)
                        .or(second.textProperty()
                                .isNotEqualTo(first.textProperty())
                                .and(second.sceneProperty().isNotNull())));
        Theme.apply(dialog.getDialogPane().getScene());
        dialog.setOnShown(event -> first.requestFocus());
        return dialog.showAndWait()
                .filter(ok::equals)
                .map(chosen -> first.getText().toCharArray());
    }
}
