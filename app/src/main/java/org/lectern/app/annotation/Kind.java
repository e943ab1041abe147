package org.lectern.app.annotation;

/** What a mark is, and how many points make it. */
public enum Kind {
    LENGTH("Length", 2, 2),
    ANGLE("Angle", 3, 3),
    COBB("Cobb angle", 4, 4),
    BIDIRECTIONAL("Bidirectional", 4, 4),
    ELLIPSE("Ellipse", 2, 2),
    RECTANGLE("Rectangle", 2, 2),
    POLYGON("Polygon", 3, 500),
    FREEHAND("Freehand", 3, 5000),
    ARROW("Arrow", 2, 2),
    TEXT("Text", 1, 1),
    PROBE("Probe", 1, 1);

    private final String label;
    private final int fewest;
    private final int most;

    Kind(String label, int fewest, int most) {
        this.label = label;
        this.fewest = fewest;
        this.most = most;
    }

    /** What the reader calls it. */
    public String label() {
        return label;
    }

    /** The fewest points that make one. */
    public int fewest() {
        return fewest;
    }

    /** The most points it can have. */
    public int most() {
        return most;
    }

    /** Whether it surrounds an area whose samples are described. */
    public boolean isRegion() {
        return this == ELLIPSE || this == RECTANGLE || this == POLYGON || this == FREEHAND;
    }

    /** Whether the reader writes words with it. */
    public boolean hasText() {
        return this == TEXT || this == ARROW;
    }
}
