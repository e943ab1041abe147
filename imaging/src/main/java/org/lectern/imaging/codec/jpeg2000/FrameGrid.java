package org.lectern.imaging.codec.jpeg2000;

/**
 * The grid that a frame's pixels lie on: the reference grid, thinned by the smallest sub-sampling where all components
 * share a factor.
 */
final class FrameGrid {
    private FrameGrid() {}

    static int stepX(ImageSize size) {
        return common(size.stepX());
    }

    static int stepY(ImageSize size) {
        return common(size.stepY());
    }

    /** The smallest step if it divides all others, else 1. */
    private static int common(int[] steps) {
        int smallest = steps[0];
        for (int step : steps) {
            smallest = Math.min(smallest, step);
        }
        for (int step : steps) {
            if (step % smallest != 0) {
                return 1;
            }
        }
        return smallest;
    }

    /** The whole image. */
    static Area of(ImageSize size) {
        return onGrid(size, size.image());
    }

    static Area onGrid(ImageSize size, Area area) {
        int x = stepX(size);
        int y = stepY(size);
        return new Area(
                Math.ceilDiv(area.x0(), x),
                Math.ceilDiv(area.y0(), y),
                Math.ceilDiv(area.x1(), x),
                Math.ceilDiv(area.y1(), y));
    }
}
