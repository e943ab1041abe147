package org.lectern.app.ui;

import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** The one look of all windows: {@code lectern.css} with the first humanist sans that the machine has. */
final class Theme {
    private static final List<String> FAMILIES =
            List.of("Open Sans", "Noto Sans", "Source Sans 3", "Segoe UI", "Ubuntu", "Lucida Grande", "DejaVu Sans");

    private Theme() {}

    static void apply(Scene scene) {
        scene.getStylesheets()
                .add(Objects.requireNonNull(Theme.class.getResource("lectern.css"), "lectern.css")
                        .toExternalForm());
        List<String> present = Font.getFamilies();
        FAMILIES.stream()
                .filter(present::contains)
                .findFirst()
                .ifPresent(family -> scene.getRoot().setStyle("-fx-font-family: \"" + family + "\";"));
    }
}
