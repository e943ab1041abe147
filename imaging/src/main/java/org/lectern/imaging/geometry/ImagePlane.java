package org.lectern.imaging.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;

/**
 * Where an image lies in the patient (PS3.3 C.7.6.2.1.1): pixel centres stand at integer column and row indices, the
 * centre of the first pixel at {@code position}.
 *
 * @param position Image Position (Patient), mm
 * @param rowDirection direction of the first row, in which the column index grows; of length 1
 * @param columnDirection direction of the first column, in which the row index grows; of length 1, square to the other
 * @param columnSpacingMm distance between the centres of neighbouring columns: the <em>second</em> value of Pixel Spacing
 * @param rowSpacingMm distance between the centres of neighbouring rows: the first value of Pixel Spacing
 */
public record ImagePlane(
        Vector3 position,
        Vector3 rowDirection,
        Vector3 columnDirection,
        double columnSpacingMm,
        double rowSpacingMm,
        int columns,
        int rows) {

    /** How far directions may be from length 1 and from a right angle, as headers round them, before they are refused. */
    static final double DIRECTION_TOLERANCE = 0.02;

    /** Refuses planes that have no size or directions that are not square. */
    public ImagePlane {
        if (!(columnSpacingMm > 0 && rowSpacingMm > 0 && columnSpacingMm < 1e6 && rowSpacingMm < 1e6)) {
            throw new IllegalArgumentException("pixel spacing of " + columnSpacingMm + " × " + rowSpacingMm + " mm");
        }
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("an image of " + columns + " × " + rows + " pixels");
        }
        if (!position.isFinite()
                || Math.abs(rowDirection.length() - 1) > 1e-6
                || Math.abs(columnDirection.length() - 1) > 1e-6
                || Math.abs(rowDirection.dot(columnDirection)) > 1e-6) {
            throw new IllegalArgumentException("directions that are not square to each other");
        }
    }

    /** The plane of a frame; empty where the header does not place it in the patient. */
    public static Optional<ImagePlane> of(FrameAttributes frame) {
        return read(frame, new ArrayList<>());
    }

    /** The plane of a frame of an image, the first frame being 0. */
    public static Optional<ImagePlane> of(DataSet image, int frame) {
        return of(FrameAttributes.forFrame(image, frame));
    }

    /** The plane of a frame, with findings where the header places it in an irregular way. */
    public static Optional<ImagePlane> read(FrameAttributes frame, List<Finding> findings) {
        return ImagePlaneReader.read(frame, findings);
    }

    /** The direction from which slices are counted: row direction × column direction. */
    public Vector3 normal() {
        return rowDirection.cross(columnDirection);
    }

    /** The patient point at a column and row index, whole at pixel centres. */
    public Vector3 toPatient(double column, double row) {
        return position.plus(column * columnSpacingMm, rowDirection).plus(row * rowSpacingMm, columnDirection);
    }

    /** A patient point, projected on the plane along its normal. */
    public ImagePoint toImage(Vector3 patient) {
        Vector3 offset = patient.minus(position);
        return new ImagePoint(
                offset.dot(rowDirection) / columnSpacingMm,
                offset.dot(columnDirection) / rowSpacingMm,
                offset.dot(normal()));
    }

    /** The centre of the image. */
    public Vector3 centre() {
        return toPatient((columns - 1) / 2.0, (rows - 1) / 2.0);
    }

    /** The plane shifted in the patient. */
    public ImagePlane moved(Vector3 byMm) {
        return new ImagePlane(
                position.plus(byMm), rowDirection, columnDirection, columnSpacingMm, rowSpacingMm, columns, rows);
    }

    /** Whether both images have the same orientation, within an angle between their directions. */
    public boolean isParallelTo(ImagePlane other, double degrees) {
        double least = Math.cos(Math.toRadians(degrees));
        return rowDirection.dot(other.rowDirection) >= least && columnDirection.dot(other.columnDirection) >= least;
    }

    /** The letters at the edges of the picture. */
    public OrientationLabels labels() {
        return OrientationLabels.of(rowDirection, columnDirection);
    }
}
