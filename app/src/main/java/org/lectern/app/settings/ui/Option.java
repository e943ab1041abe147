package org.lectern.app.settings.ui;

import javafx.scene.Node;

/**
 * Something that can be set.
 *
 * @param effect what it does, one sentence
 */
public record Option(String title, String effect, Node control) {}
