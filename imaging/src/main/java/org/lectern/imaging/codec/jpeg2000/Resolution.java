package org.lectern.imaging.codec.jpeg2000;

/** One resolution of a tile component: its sub-bands and its grid of precincts, T.800 B.5 and B.6. */
final class Resolution {
    final Area area;
    final Subband[] bands;
    final int precinctsAcross;
    final int precinctsDown;

    /** Layers already read of each precinct. */
    int[] layersRead = {};

    private final int level;
    private final int widthLog;
    private final int heightLog;

    /**
     * A resolution whose precincts are not allocated yet.
     *
     * @param level halvings between the tile component and this resolution
     */
    Resolution(Area area, Subband[] bands, int level, int widthLog, int heightLog) {
        this.area = area;
        this.bands = bands;
        this.level = level;
        this.widthLog = widthLog;
        this.heightLog = heightLog;
        this.precinctsAcross = area.isEmpty() ? 0 : Area.ceil(area.x1(), widthLog) - (area.x0() >> widthLog);
        this.precinctsDown = area.isEmpty() ? 0 : Area.ceil(area.y1(), heightLog) - (area.y0() >> heightLog);
    }

    long precincts() {
        return (long) precinctsAcross * precinctsDown;
    }

    void allocate() {
        int count = (int) precincts();
        layersRead = new int[count];
        for (Subband band : bands) {
            band.allocate(count);
        }
    }

    /** The part of a sub-band that belongs to precinct {@code index}; may be empty. */
    Area precinct(int index, Subband band) {
        int shrink = band.kind == Subband.LL ? 0 : 1;
        long x = (area.x0() >> widthLog) + index % precinctsAcross;
        long y = (area.y0() >> heightLog) + index / precinctsAcross;
        return new Area(
                (int) Math.max(x << widthLog - shrink, band.area.x0()),
                (int) Math.max(y << heightLog - shrink, band.area.y0()),
                (int) Math.min(x + 1 << widthLog - shrink, band.area.x1()),
                (int) Math.min(y + 1 << heightLog - shrink, band.area.y1()));
    }

    /** Where on the reference grid the packets of a precinct column come in the position progressions (T.800 B.12). */
    long gridX(int index, int tileX0, int stepX) {
        return grid(index % precinctsAcross, area.x0(), widthLog, tileX0, stepX);
    }

    long gridY(int index, int tileY0, int stepY) {
        return grid(index / precinctsAcross, area.y0(), heightLog, tileY0, stepY);
    }

    private long grid(int index, int start, int sizeLog, int tileStart, int step) {
        long first = start >> sizeLog;
        if (index == 0 && first << sizeLog != start) {
            return tileStart;
        }
        return (first + index << sizeLog) * step << level;
    }
}
