package org.lectern.app.ui;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** Words in the middle of the window in place of a screen. */
final class Message {
    private static final double WIDEST = 720;

    private Message() {}

    static Node of(String title, String text) {
        Label first = new Label(title);
        first.getStyleClass().add("message-title");
        Label second = new Label(text);
        second.setWrapText(true);
        second.setMaxWidth(WIDEST);
        second.setAlignment(Pos.CENTER);
        second.setTextAlignment(TextAlignment.CENTER);
        second.getStyleClass().add("secondary");
        VBox box = new VBox(8, first, second);
        box.setAlignment(Pos.CENTER);
        return box;
    }
}
