package org.lectern.app.retrieval.ui;

import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.lectern.app.retrieval.SignInRemedy;

/** Stands beside a failure that signing in mends; else it is not there. */
public final class SignInButton extends Button {
    private Optional<String> node = Optional.empty();

    /** A button beside no failure yet. */
    public SignInButton() {
        super("Sign in…");
        setMinWidth(USE_PREF_SIZE);
        setFocusTraversable(false);
        getStyleClass().add("sign-in-button");
        setOnAction(event -> node.ifPresent(name -> fireEvent(new SignInWanted(name))));
        show("");
    }

    /** Beside these words. */
    public void show(String words) {
        node = SignInRemedy.nodeIn(words);
        node.ifPresent(name -> setTooltip(new Tooltip("Signs in to " + name + " with the browser")));
        setVisible(node.isPresent());
        setManaged(node.isPresent());
    }
}
