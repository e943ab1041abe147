package org.lectern.app.reading.ui;

import javafx.scene.paint.Color;

/** The colours of the screen that are drawn rather than styled. */
final class Tokens {
    static final Color TEXT = Color.web("#C9D1D6");
    static final Color SECONDARY = Color.web("#8A969E");
    static final Color DISABLED = Color.web("#566068");
    static final Color ACCENT = Color.web("#4FB3BF");
    static final Color ATTENTION = Color.web("#E0A030");
    static final Color DANGER = Color.web("#D9534F");
    static final Color MEASUREMENT = Color.web("#F0E442");
    static final Color OUTLINE = Color.rgb(0, 0, 0, 0.85);
    static final Color REFERENCE = Color.web("#4FB3BF", 0.75);
    static final String FAMILY = "Noto Sans";

    private Tokens() {}
}
