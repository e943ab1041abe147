package org.lectern.app.ui;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.TextField;

/** Fields of the settings: taken over on Enter and when they are left; what makes no sense is said and put back. */
final class TypedField {
    private TypedField() {}

    static TextField of(String value, int columns, Consumer<String> taken, Consumer<String> said) {
        TextField field = new TextField(value);
        field.setPrefColumnCount(columns);
        String[] last = {value};
        Runnable take = () -> {
            if (field.getText().equals(last[0])) {
                return;
            }
            try {
                taken.accept(field.getText());
                last[0] = field.getText();
            } catch (IllegalArgumentException e) {
                said.accept(Optional.ofNullable(e.getMessage()).orElse("That makes no sense here"));
                field.setText(last[0]);
            }
        };
        field.setOnAction(event -> take.run());
        field.focusedProperty().addListener((focus, before, now) -> {
            if (!now) {
                take.run();
            }
        });
        return field;
    }
}
