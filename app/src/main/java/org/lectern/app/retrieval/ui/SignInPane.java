package org.lectern.app.retrieval.ui;

import java.net.URI;
import java.time.Duration;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.SystemBrowser;
import org.lectern.imaging.network.Cancellation;

/** A sign-in that is going on: the browser's page, how long there is left, and the way out. FX thread. */
final class SignInPane extends VBox {
    private final SystemBrowser browser;
    private final Label title = new Label();
    private final Label words = new Label();
    private final Label left = new Label();
    private final TextField address = new TextField();
    private final Button open = new Button("Open again");
    private final Button copy = new Button("Copy the address");
    private final Button cancel = new Button("Cancel");
    private final HBox page = new HBox(8, open, copy);
    private final Timeline clock = new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> tick()));
    private Cancellation cancellation = new Cancellation();
    private long seconds;

    SignInPane(SystemBrowser browser) {
        super(10);
        this.browser = browser;
        getStyleClass().add("sign-in");
        title.getStyleClass().add("panel-title");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.setId("sign-in-words");
        left.getStyleClass().add("secondary");
        left.setId("sign-in-left");
        address.setEditable(false);
        address.setId("sign-in-address");
        address.setAccessibleText("Address of the sign-in page");
        cancel.setId("sign-in-cancel");
        cancel.setOnAction(event -> cancel());
        copy.setId("sign-in-copy");
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(address.getText());
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText("Copied");
        });
        open.setOnAction(event -> show(URI.create(address.getText())));
        clock.setCycleCount(Animation.INDEFINITE);
        getChildren().setAll(title, words, address, page, left, cancel);
        showPage(false);
        sceneProperty().addListener((scene, before, now) -> {
            if (now == null) {
                cancel(); // nobody is there to see how it ends
            }
        });
    }

    /** A sign-in begins; the answer ends it when somebody does. */
    Cancellation begin(String node, Duration patience) {
        cancellation = new Cancellation();
        title.setText("Signing in to " + node);
        words.setText("Asking the sign-in server for its page…");
        words.getStyleClass().setAll("label");
        showPage(false);
        seconds = patience.toSeconds();
        tick();
        clock.playFromStart();
        return cancellation;
    }

    /** The page on which somebody signs in. */
    void show(URI signIn) {
        address.setText(signIn.toASCIIString());
        copy.setText("Copy the address");
        words.setText("Sign in on the page that your browser shows. This goes on by itself when you have.");
        words.getStyleClass().setAll("label");
        showPage(true);
        Cancellation current = cancellation;
        browser.open(
                signIn,
                () -> Platform.runLater(() -> {
                    if (current.equals(cancellation) && clock.getStatus() == Animation.Status.RUNNING) {
                        words.setText(
                                "No browser could be opened here. Copy the address and open it in a browser on this"
                                        + " computer; this goes on by itself when you have signed in.");
                        words.getStyleClass().setAll("label", "attention");
                    }
                }));
    }

    /** It is over. */
    void end() {
        clock.stop();
        address.clear();
        showPage(false);
    }

    /** Gives it up, where one is going on. */
    void cancel() {
        clock.stop();
        cancellation.cancel();
    }

    private void showPage(boolean isThere) {
        for (Region part : new Region[] {address, page}) {
            part.setVisible(isThere);
            part.setManaged(isThere);
        }
    }

    private void tick() {
        left.setText("%d:%02d left".formatted(seconds / 60, seconds % 60));
        seconds = Math.max(0, seconds - 1);
    }
}
