package org.lectern.rendering.raycast;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.lectern.rendering.view.Point2;

/** A closed polygon as a mask of pixels, those whose centre it encloses an odd number of times. */
final class Outline {
    private final int width;
    private final int height;
    private final BitSet inside;

    Outline(int width, int height, List<Point2> corners) {
        this.width = width;
        this.height = height;
        this.inside = new BitSet(width * height);
        double[] crossings = new double[corners.size()];
        for (int row = 0; row < height; row++) {
            int count = crossings(corners, row, crossings);
            Arrays.sort(crossings, 0, count);
            for (int pair = 0; pair + 1 < count; pair += 2) {
                int from = (int) Math.clamp(Math.ceil(crossings[pair]), 0, width);
                int to = (int) Math.clamp(Math.ceil(crossings[pair + 1]), 0, width);
                inside.set(row * width + from, row * width + to);
            }
        }
    }

    private static int crossings(List<Point2> corners, int row, double[] crossings) {
        int count = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point2 one = corners.get(i);
            Point2 other = corners.get((i + 1) % corners.size());
            if (one.y() <= row != other.y() <= row) {
                crossings[count++] = one.x() + (row - one.y()) / (other.y() - one.y()) * (other.x() - one.x());
            }
        }
        return count;
    }

    /** Whether the pixel nearest to a position is inside; what lies beyond the picture is not. */
    boolean contains(double column, double row) {
        int x = (int) Math.floor(column + 0.5);
        int y = (int) Math.floor(row + 0.5);
        return x >= 0 && y >= 0 && x < width && y < height && inside.get(y * width + x);
    }
}
