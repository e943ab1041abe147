package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.ImagePoint;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.view.Point2;

/** Where one image cuts another: the part of its rectangle's outline that lies in the other's plane. */
public record ReferenceLine(Point2 from, Point2 to) {
    private static final double PARALLEL = Math.cos(Math.toRadians(3));

    /** The line of {@code other} on {@code shown}, in image pixels; empty for planes that are parallel or do not meet. */
    public static Optional<ReferenceLine> of(Picture other, Picture shown) {
        if (other.frameOfReference().isEmpty() || !other.frameOfReference().equals(shown.frameOfReference())) {
            return Optional.empty();
        }
        return other.plane().flatMap(a -> shown.plane().flatMap(b -> of(a, b)));
    }

    static Optional<ReferenceLine> of(ImagePlane other, ImagePlane shown) {
        if (Math.abs(other.normal().dot(shown.normal())) > PARALLEL) {
            return Optional.empty();
        }
        List<Vector3> corners = List.of(
                other.toPatient(-0.5, -0.5),
                other.toPatient(other.columns() - 0.5, -0.5),
                other.toPatient(other.columns() - 0.5, other.rows() - 0.5),
                other.toPatient(-0.5, other.rows() - 0.5));
        List<Point2> cuts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ImagePoint a = shown.toImage(corners.get(i));
            ImagePoint b = shown.toImage(corners.get((i + 1) % 4));
            if (a.distanceMm() < 0 != b.distanceMm() < 0) {
                double part = a.distanceMm() / (a.distanceMm() - b.distanceMm());
                cuts.add(new Point2(
                        a.column() + part * (b.column() - a.column()) + 0.5,
                        a.row() + part * (b.row() - a.row()) + 0.5));
            }
        }
        return cuts.size() == 2 ? Optional.of(new ReferenceLine(cuts.get(0), cuts.get(1))) : Optional.empty();
    }
}
