package org.lectern.app.tool;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.app.annotation.Kind;

/** What the left button does. */
public enum Tool {
    WINDOW("Window/level", "W", null),
    SCROLL("Scroll", "S", null),
    PAN("Pan", "P", null),
    ZOOM("Zoom", "Z", null),
    MAGNIFIER("Magnifier", "D", null),
    LENGTH("Length", "L", Kind.LENGTH),
    ANGLE("Angle", "A", Kind.ANGLE),
    COBB("Cobb angle", "C", Kind.COBB),
    BIDIRECTIONAL("Bidirectional", "B", Kind.BIDIRECTIONAL),
    ELLIPSE("Ellipse", "O", Kind.ELLIPSE),
    RECTANGLE("Rectangle", "Shift+R", Kind.RECTANGLE),
    POLYGON("Polygon", "Shift+O", Kind.POLYGON),
    FREEHAND("Freehand", "Shift+D", Kind.FREEHAND),
    ARROW("Arrow", "Shift+A", Kind.ARROW),
    TEXT("Text", "T", Kind.TEXT),
    PROBE("Probe", "Shift+P", Kind.PROBE);

    private final String label;
    private final String key;
    private final @Nullable Kind draws;

    Tool(String label, String key, @Nullable Kind draws) {
        this.label = label;
        this.key = key;
        this.draws = draws;
    }

    /** What the tool strip calls it. */
    public String label() {
        return label;
    }

    /** Its default key. */
    public String key() {
        return key;
    }

    /** The kind of mark that it draws. */
    public Optional<Kind> draws() {
        return Optional.ofNullable(draws);
    }
}
