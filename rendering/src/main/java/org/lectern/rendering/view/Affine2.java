package org.lectern.rendering.view;

/** A plane affine map: {@code (xx x + xy y + tx, yx x + yy y + ty)}. */
public record Affine2(double xx, double xy, double yx, double yy, double tx, double ty) {
    /** Leaves every point where it is. */
    public static final Affine2 IDENTITY = new Affine2(1, 0, 0, 1, 0, 0);

    /** Where a point goes. */
    public Point2 apply(Point2 point) {
        return new Point2(xx * point.x() + xy * point.y() + tx, yx * point.x() + yy * point.y() + ty);
    }

    /** Where an offset goes. */
    public Point2 applyOffset(Point2 offset) {
        return new Point2(xx * offset.x() + xy * offset.y(), yx * offset.x() + yy * offset.y());
    }

    /** The map followed by a scaling of the target. */
    public Affine2 scaled(double factor) {
        return new Affine2(xx * factor, xy * factor, yx * factor, yy * factor, tx * factor, ty * factor);
    }

    /** The signed area of the unit square's image. */
    public double determinant() {
        return xx * yy - xy * yx;
    }

    /** The way back. */
    public Affine2 inverse() {
        double d = determinant();
        if (d == 0) {
            throw new IllegalStateException("A map onto a line has no inverse");
        }
        return new Affine2(yy / d, -xy / d, -yx / d, xx / d, (xy * ty - yy * tx) / d, (yx * tx - xx * ty) / d);
    }
}
