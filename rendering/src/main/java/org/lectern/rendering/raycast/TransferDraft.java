package org.lectern.rendering.raycast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A transfer function while it is edited over the histogram: points are added, moved, coloured and removed, and each of
 * these can be undone and done again. A point that is moved stays between its neighbours; the last one left cannot be
 * removed. For one thread.
 */
public final class TransferDraft {
    private static final int MOST_STEPS = 200;

    private final Deque<TransferFunction> past = new ArrayDeque<>();
    private final Deque<TransferFunction> future = new ArrayDeque<>();
    private TransferFunction now;

    /** Starts from a function. */
    public TransferDraft(TransferFunction start) {
        this.now = start;
    }

    /** As it is now. */
    public TransferFunction now() {
        return now;
    }

    /** Adds a point in the colour that the function has there; answers its place among the points. */
    public int add(double value, double opacityPerMm) {
        TransferFunction.Point point =
                new TransferFunction.Point(value, now.at(value).colour(), opacityPerMm);
        List<TransferFunction.Point> points = new ArrayList<>(now.points());
        int place = 0;
        while (place < points.size() && points.get(place).value() <= value) {
            place++;
        }
        points.add(place, point);
        take(points);
        return place;
    }

    /** Moves a point; beyond its neighbours it stops, as the opacity does at 0 and 1. */
    public void move(int place, double value, double opacityPerMm) {
        List<TransferFunction.Point> points = new ArrayList<>(now.points());
        double least =
                place == 0 ? Double.NEGATIVE_INFINITY : points.get(place - 1).value();
        double most = place == points.size() - 1
                ? Double.POSITIVE_INFINITY
                : points.get(place + 1).value();
        points.set(
                place,
                new TransferFunction.Point(
                        Math.clamp(value, least, most),
                        points.get(place).colour(),
                        Math.clamp(opacityPerMm, 0.0, 1.0)));
        take(points);
    }

    /** Moves all points along the values, as a window is moved over an image. */
    public void shift(double by) {
        take(now.points().stream()
                .map(point -> new TransferFunction.Point(point.value() + by, point.colour(), point.opacityPerMm()))
                .toList());
    }

    /** Gives a point another colour. */
    public void colour(int place, Rgb colour) {
        List<TransferFunction.Point> points = new ArrayList<>(now.points());
        TransferFunction.Point point = points.get(place);
        points.set(place, new TransferFunction.Point(point.value(), colour, point.opacityPerMm()));
        take(points);
    }

    /** Removes a point, but not the last one. */
    public void remove(int place) {
        if (now.points().size() > 1) {
            List<TransferFunction.Point> points = new ArrayList<>(now.points());
            points.remove(place);
            take(points);
        }
    }

    private void take(List<TransferFunction.Point> points) {
        TransferFunction next = new TransferFunction(points);
        if (!next.equals(now)) {
            past.addLast(now);
            if (past.size() > MOST_STEPS) {
                past.removeFirst();
            }
            future.clear();
            now = next;
        }
    }

    /** Takes the last change back; answers whether there was one. */
    public boolean undo() {
        if (past.isEmpty()) {
            return false;
        }
        future.addLast(now);
        now = past.removeLast();
        return true;
    }

    /** Makes what was taken back again; answers whether there was something. */
    public boolean redo() {
        if (future.isEmpty()) {
            return false;
        }
        past.addLast(now);
        now = future.removeLast();
        return true;
    }
}
