package org.lectern.app.command;

import java.util.Locale;
import java.util.Map;

/**
 * A key with its modifiers.
 *
 * @param key upper case: a letter, a digit, or a name such as {@code F1}, {@code PageUp} in upper case
 */
public record KeyChord(String key, boolean ctrl, boolean shift, boolean alt) {
    private static final Map<String, String> SHOWN = Map.ofEntries(
            Map.entry("UP", "↑"),
            Map.entry("DOWN", "↓"),
            Map.entry("LEFT", "←"),
            Map.entry("RIGHT", "→"),
            Map.entry("PAGEUP", "PgUp"),
            Map.entry("PAGEDOWN", "PgDn"),
            Map.entry("SPACE", "Space"),
            Map.entry("ENTER", "↵"),
            Map.entry("DELETE", "Del"),
            Map.entry("ESCAPE", "Esc"),
            Map.entry("HOME", "Home"),
            Map.entry("END", "End"));

    /** Upper case. */
    public KeyChord {
        key = key.toUpperCase(Locale.ROOT);
        if (key.isBlank()) {
            throw new IllegalArgumentException("A chord needs a key");
        }
    }

    /** Reads {@code Ctrl+Shift+Z}. The key itself may be a plus sign. */
    public static KeyChord of(String text) {
        String rest = text;
        boolean ctrl = false;
        boolean shift = false;
        boolean alt = false;
        while (rest.indexOf('+') > 0) {
            int plus = rest.indexOf('+');
            switch (rest.substring(0, plus)) {
                case "Ctrl" -> ctrl = true;
                case "Shift" -> shift = true;
                case "Alt" -> alt = true;
                default -> throw new IllegalArgumentException("Not a chord: " + text);
            }
            rest = rest.substring(plus + 1);
        }
        return new KeyChord(rest, ctrl, shift, alt);
    }

    /** As tooltips show it. */
    public String display() {
        String shown = SHOWN.getOrDefault(key, key.length() == 1 ? key : key.charAt(0) + lower(key));
        return (ctrl ? "Ctrl+" : "") + (shift ? "Shift+" : "") + (alt ? "Alt+" : "") + shown;
    }

    private static String lower(String key) {
        return key.substring(1).toLowerCase(Locale.ROOT);
    }
}
