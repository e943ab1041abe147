package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** MR of the head: an oblique axial and a coronal T2 stack with non-square pixels. */
final class MrSamples {
    private MrSamples() {}

    static void head(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("SAMPLE^Clara^^Dr.", "SAMPLE-0003", "19790228", "F")
                .study("mr-head", "MR brain", "20260114", "103000")
                .text(Tag.BodyPartExamined, "BRAIN")
                .build();
        stack(writer, new Series(study, "MR", 3, "T2 TSE oblique axial", Uid.MRImageStorage), obliqueAxial(), "axial");
        stack(writer, new Series(study, "MR", 4, "T2 TSE coronal", Uid.MRImageStorage), coronal(), "coronal");
    }

    /** Tipped 15 degrees about x and turned 8 about z; rows 0.9 mm apart, columns 0.6 mm, slices 4.4 mm. */
    private static Grid obliqueAxial() {
        double a = Math.toRadians(15);
        double b = Math.toRadians(8);
        double[] column = {Math.cos(b), Math.sin(b), 0};
        double[] row = {-Math.sin(b) * Math.cos(a), Math.cos(b) * Math.cos(a), Math.sin(a)};
        double[] normal = {Math.sin(b) * Math.sin(a), -Math.cos(b) * Math.sin(a), Math.cos(a)};
        return around(384, 288, 34, scaled(column, 0.6), scaled(row, 0.9), scaled(normal, 4.4), new double[] {0, 0, 2});
    }

    private static Grid coronal() {
        return around(
                384,
                256,
                36,
                new double[] {0.6, 0, 0},
                new double[] {0, 0, -0.9},
                new double[] {0, 5, 0},
                new double[] {0, 0, -12});
    }

    private static Grid around(
            int columns, int rows, int slices, double[] column, double[] row, double[] step, double[] centre) {
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] = centre[axis]
                    - column[axis] * (columns - 1) / 2
                    - row[axis] * (rows - 1) / 2
                    - step[axis] * (slices - 1) / 2;
        }
        return new Grid(columns, rows, slices, origin, column, row, step);
    }

    private static double[] scaled(double[] v, double factor) {
        return new double[] {v[0] * factor, v[1] * factor, v[2] * factor};
    }

    private static void stack(SampleWriter writer, Series series, Grid grid, String folder) throws IOException {
        Phantom head = Head.phantom(Head.Tissues.T2);
        writer.writeStack(k -> Path.of(folder, "IM%04d.dcm".formatted(k + 1)), grid.slices(), k -> {
            double[] values = head.slice(grid, k);
            for (int at = 0; at < values.length; at++) {
                double real = values[at] + 16 * Noise.normal(at, k, 1, series.number());
                double imaginary = 16 * Noise.normal(at, k, 2, series.number());
                values[at] = Math.hypot(real, imaginary);
            }
            DataSet.Builder image = series.slice(grid, k)
                    .text(Tag.ImageType, "ORIGINAL", "PRIMARY", "M", "SE")
                    .text(Tag.ScanningSequence, "SE")
                    .text(Tag.SequenceVariant, "SK")
                    .text(Tag.MRAcquisitionType, "2D")
                    .text(Tag.PatientPosition, "HFS")
                    .number(Tag.RepetitionTime, 5200)
                    .number(Tag.EchoTime, 98)
                    .number(Tag.MagneticFieldStrength, 1.5)
                    .number(Tag.SliceThickness, 4)
                    .number(Tag.SpacingBetweenSlices, Grid.length(grid.sliceStep()))
                    .number(Tag.WindowCenter, 700)
                    .number(Tag.WindowWidth, 1400);
            Pixels.grey16(image, grid.rows(), grid.columns(), 12, false, values);
            return image.build();
        });
    }
}
