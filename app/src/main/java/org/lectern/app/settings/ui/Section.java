package org.lectern.app.settings.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/**
 * Options that belong together.
 *
 * @param words what else it may be found by
 * @param whole a screen of its own in place of options
 */
public record Section(String name, String words, List<Option> options, Optional<Node> whole) {
    /** Copies the list. */
    public Section {
        options = List.copyOf(options);
    }

    /** A section of options. */
    public static Section of(String name, Option... options) {
        return new Section(name, "", List.of(options), Optional.empty());
    }

    /** A section that is a screen of its own. */
    public static Section of(String name, String words, Node whole) {
        return new Section(name, words, List.of(), Optional.of(whole));
    }
}
