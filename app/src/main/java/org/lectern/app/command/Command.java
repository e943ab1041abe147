package org.lectern.app.command;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Something the reader can do.
 *
 * @param id stable, for settings: {@code viewport.invert}
 * @param name what palette, tooltips and menus call it
 * @param group what it concerns, such as {@code Image}
 * @param keys default keys, the first one is shown
 * @param enabled whether it can be done now
 */
public record Command(
        String id, String name, String group, List<KeyChord> keys, BooleanSupplier enabled, Runnable action) {
    /** Copies the keys. */
    public Command {
        keys = List.copyOf(keys);
    }

    /** A command that can always be given. */
    public static Command of(String id, String group, String name, String keys, Runnable action) {
        List<KeyChord> chords = keys.isBlank()
                ? List.of()
                : List.of(keys.split(" ")).stream().map(KeyChord::of).toList();
        return new Command(id, name, group, chords, () -> true, action);
    }

    /** The same, only while something holds. */
    public Command when(BooleanSupplier condition) {
        return new Command(id, name, group, keys, condition, action);
    }

    /** The name with its first key, for a tooltip. */
    public String hint() {
        return keys.isEmpty() ? name : name + "  (" + keys.getFirst().display() + ")";
    }
}
