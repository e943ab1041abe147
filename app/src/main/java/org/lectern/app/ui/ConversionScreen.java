package org.lectern.app.ui;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;

/** How far an archive is encrypted or decrypted, in place of the list. */
final class ConversionScreen extends VBox {
    private static final double BAR_WIDTH = 420;

    private final ProgressBar bar = new ProgressBar(0);
    private final Label words = new Label();
    private final int files;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean isDue = new AtomicBoolean();

    /**
     * A screen.
     *
     * @param files about how many there are
     */
    ConversionScreen(boolean encrypts, int files) {
        super(12);
        this.files = Math.max(1, files);
        Label title = new Label(encrypts ? "Encrypting the archive…" : "Decrypting the archive…");
        title.getStyleClass().add("message-title");
        bar.setPrefWidth(BAR_WIDTH);
        bar.setAccessibleText(title.getText());
        words.setId("conversion-words");
        Label hint =
                new Label("The list comes back when it is done. Should the computer stop, the next start goes on.");
        hint.getStyleClass().add("secondary");
        getChildren().setAll(title, bar, words, hint);
        setAlignment(Pos.CENTER);
        show();
    }

    /** So many files are done; from any thread. */
    void done(int count) {
        done.set(count);
        if (isDue.compareAndSet(false, true)) {
            Platform.runLater(() -> {
                isDue.set(false);
                show();
            });
        }
    }

    private void show() {
        int now = Math.min(done.get(), files);
        bar.setProgress((double) now / files);
        words.setText("%,d of %,d files".formatted(now, files));
    }
}
