package org.lectern.imaging.geometry;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * Reads the plane of a frame: the Image Plane Module (PS3.3 C.7.6.2) and the Plane Position, Plane Orientation and Pixel
 * Measures macros (C.7.6.16.2); the frames of an RT Dose by Grid Frame Offset Vector (C.8.8.3.2); those of a
 * reconstructed nuclear medicine image by Detector Information and Spacing Between Slices (C.8.4.15).
 */
final class ImagePlaneReader {
    /** What lies farther away is no place in a patient. */
    private static final double FARTHEST_MM = 1e7;

    private final FrameAttributes frame;
    private final List<Finding> findings;

    private ImagePlaneReader(FrameAttributes frame, List<Finding> findings) {
        this.frame = frame;
        this.findings = findings;
    }

    static Optional<ImagePlane> read(FrameAttributes frame, List<Finding> findings) {
        return new ImagePlaneReader(frame, findings).plane();
    }

    private Optional<ImagePlane> plane() {
        double[] position = located(Tag.ImagePositionPatient, 3);
        double[] directions = located(Tag.ImageOrientationPatient, 6);
        if (position.length == 0 || directions.length == 0) {
            return Optional.empty();
        }
        double[] spacing = frame.decimals(Tag.PixelSpacing);
        if (!isSpacing(spacing)) {
            return refuse(
                    "the image cannot be placed in the patient without two spacings above zero", Tag.PixelSpacing);
        }
        int columns = frame.integer(Tag.Columns).orElse(0);
        int rows = frame.integer(Tag.Rows).orElse(0);
        if (columns < 1 || rows < 1) {
            return refuse("the image has no size", columns < 1 ? Tag.Columns : Tag.Rows);
        }
        Vector3 row = Vector3.of(directions, 0);
        Vector3 column = Vector3.of(directions, 3);
        if (!areSquare(row, column)) {
            return refuse(
                    "the directions are not square to each other; the image is not placed in the patient",
                    Tag.ImageOrientationPatient);
        }
        Vector3 unitRow = row.unit();
        Vector3 unitColumn = column.plus(-column.dot(unitRow), unitRow).unit();
        ImagePlane plane =
                new ImagePlane(Vector3.of(position, 0), unitRow, unitColumn, spacing[1], spacing[0], columns, rows);
        Vector3 offset = frameOffset(plane);
        if (!(offset.length() < FARTHEST_MM)) { // NaN included
            return refuse(
                    "the frame's offset leads nowhere near the patient; the frame is not placed there",
                    frame.contains(Tag.GridFrameOffsetVector) ? Tag.GridFrameOffsetVector : Tag.SpacingBetweenSlices);
        }
        return Optional.of(plane.moved(offset));
    }

    private double[] located(int tag, int count) {
        double[] values = frame.decimals(tag);
        if (values.length == 0 && frame.image().contains(Tag.DetectorInformationSequence)) {
            values = frame.item(Tag.DetectorInformationSequence)
                    .orElse(DataSet.empty())
                    .decimals(tag);
        }
        boolean usable = values.length == count;
        for (double value : values) {
            usable &= Double.isFinite(value) && Math.abs(value) < FARTHEST_MM;
        }
        if (!usable && frame.contains(tag)) {
            findings.add(
                    new Finding("not %d numbers; the image is not placed in the patient".formatted(count), tag, -1));
        }
        return usable ? values : new double[0];
    }

    private Vector3 frameOffset(ImagePlane first) {
        double[] offsets = frame.decimals(Tag.GridFrameOffsetVector);
        if (frame.frame() > 0 && frame.frame() < offsets.length) {
            // relative to the first frame, or (for axial grids only) coordinates of the patient's z axis
            double offset = offsets[frame.frame()] - offsets[0];
            boolean relative = offsets[0] == 0;
            double sign = relative || first.normal().z() >= 0 ? 1 : -1;
            return first.normal().times(sign * offset);
        }
        boolean reconstructed = frame.image().contains(Tag.DetectorInformationSequence)
                && frame.image().contains(Tag.SliceVector);
        if (!reconstructed) {
            return Vector3.ZERO;
        }
        int[] slices = frame.integers(Tag.SliceVector);
        double spacing = frame.decimal(Tag.SpacingBetweenSlices)
                .orElse(frame.decimal(Tag.SliceThickness).orElse(0));
        return frame.frame() < slices.length
                ? first.normal().times(spacing * (slices[frame.frame()] - 1))
                : Vector3.ZERO;
    }

    private static boolean isSpacing(double[] spacing) {
        return spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0 && spacing[0] < 1e5 && spacing[1] < 1e5;
    }

    private static boolean areSquare(Vector3 row, Vector3 column) {
        return Math.abs(row.length() - 1) < ImagePlane.DIRECTION_TOLERANCE
                && Math.abs(column.length() - 1) < ImagePlane.DIRECTION_TOLERANCE
                && Math.abs(row.dot(column)) < ImagePlane.DIRECTION_TOLERANCE;
    }

    private Optional<ImagePlane> refuse(String what, int tag) {
        findings.add(new Finding(what, tag, -1));
        return Optional.empty();
    }
}
