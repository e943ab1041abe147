package org.lectern.app.command.ui;

import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.lectern.app.command.KeyChord;

/** Key events as chords. */
public final class Keys {
    private Keys() {}

    /** The chord that a pressed key makes; nothing for a modifier alone. */
    public static Optional<KeyChord> chord(KeyEvent event) {
        if (event.getCode().isModifierKey() || event.getCode() == KeyCode.UNDEFINED) {
            return Optional.empty();
        }
        String name = switch (event.getCode()) {
            case PAGE_UP -> "PageUp";
            case PAGE_DOWN -> "PageDown";
            case PLUS, ADD, EQUALS -> "+";
            case MINUS, SUBTRACT -> "-";
            case KP_UP -> "Up";
            case KP_DOWN -> "Down";
            case BACK_SPACE -> "Backspace";
            default ->
                event.getCode().isDigitKey() || event.getCode().isKeypadKey()
                        ? event.getCode().getName().replace("Numpad ", "")
                        : event.getCode().name();
        };
        return Optional.of(new KeyChord(name, event.isControlDown(), event.isShiftDown(), event.isAltDown()));
    }
}
