package org.lectern.rendering.cpu;

/**
 * How far one may leap through bricks in which nothing is seen. For an empty brick: the number of bricks to the nearest
 * that is not, in the largest of the three directions. 0: full, no gaps near; −1: full, with NaN or padding in it or in a
 * neighbour.
 */
public final class EmptySpace {
    /** The distance of a full brick with gaps near. */
    public static final byte GAPS = -1;

    private static final byte FARTHEST = 120;

    private final int columns;
    private final int rows;
    private final int slices;
    private final byte[] distance;

    /** Says of a brick whether nothing in it is seen. */
    public interface Empty {
        /** Whether nothing is seen in a brick. */
        boolean is(int brick);
    }

    /** Of these bricks. */
    public EmptySpace(Bricks bricks, Empty empty) {
        this.columns = bricks.columns;
        this.rows = bricks.rows;
        this.slices = bricks.slices;
        this.distance = new byte[bricks.count()];
        for (int brick = 0; brick < distance.length; brick++) {
            distance[brick] = empty.is(brick) ? FARTHEST : 0;
        }
        for (int brick = 0; brick < distance.length; brick++) {
            nearer(brick, -1);
        }
        for (int brick = distance.length - 1; brick >= 0; brick--) {
            nearer(brick, 1);
        }
        for (int brick = 0; brick < distance.length; brick++) {
            if (bricks.hasGaps(brick)) {
                markAround(brick);
            }
        }
    }

    /** Takes a step from those of the 26 neighbours that come before or after in memory. */
    private void nearer(int brick, int direction) {
        int least = distance[brick];
        if (least == 0) {
            return;
        }
        int column = brick % columns;
        int row = brick / columns % rows;
        int slice = brick / (columns * rows);
        for (int k = -1; k <= 1; k++) {
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    int order = (k * 3 + j) * 3 + i;
                    if (order * direction > 0 && isThere(column + i, row + j, slice + k)) {
                        least = Math.min(least, 1 + distance[brick + (k * rows + j) * columns + i]);
                    }
                }
            }
        }
        distance[brick] = (byte) Math.min(least, FARTHEST);
    }

    private void markAround(int brick) {
        int column = brick % columns;
        int row = brick / columns % rows;
        int slice = brick / (columns * rows);
        for (int k = -1; k <= 1; k++) {
            for (int j = -1; j <= 1; j++) {
                for (int i = -1; i <= 1; i++) {
                    int other = brick + (k * rows + j) * columns + i;
                    if (isThere(column + i, row + j, slice + k) && distance[other] == 0) {
                        distance[other] = GAPS;
                    }
                }
            }
        }
    }

    private boolean isThere(int column, int row, int slice) {
        return column >= 0 && row >= 0 && slice >= 0 && column < columns && row < rows && slice < slices;
    }

    /** The bricks' distances, columns fastest. */
    public byte[] distances() {
        return distance;
    }
}
