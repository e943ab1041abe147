package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** CT: a coordinate phantom, a chest, and a head taken with a tilted gantry. */
final class CtSamples {
    /** Stored value of voxel (i, j, k) of the coordinate phantom: linear, so that trilinear interpolation is exact everywhere. */
    static int coordinateValue(int i, int j, int k) {
        return 7 * i + 11 * j + 13 * k - 8192;
    }

    /** Gantry tilt of the head, degrees. */
    static final double TILT_DEGREES = 20;

    private CtSamples() {}

    static void coordinates(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("PHANTOM^Coordinate", "SAMPLE-COORD", "19700101", "O")
                .study("coordinates", "CT coordinate phantom", "20260105", "080000")
                .text(Tag.BodyPartExamined, "PHANTOM")
                .build();
        Series series = new Series(study, "CT", 1, "value = 7i + 11j + 13k - 8192", Uid.CTImageStorage);
        Grid grid = new Grid(
                512,
                512,
                400,
                new double[] {-179, -204.4, -150},
                new double[] {0.7, 0, 0},
                new double[] {0, 0.8, 0},
                new double[] {0, 0, 0.75});
        writer.writeStack(k -> Path.of("IM%04d.dcm".formatted(k + 1)), grid.slices(), k -> {
            double[] values = new double[grid.rows() * grid.columns()];
            for (int at = 0; at < values.length; at++) {
                values[at] = coordinateValue(at % grid.columns(), at / grid.columns(), k);
            }
            DataSet.Builder image = ct(series.slice(grid, k), 0.75)
                    .number(Tag.RescaleIntercept, 0)
                    .number(Tag.WindowCenter, 0)
                    .number(Tag.WindowWidth, 16384);
            Pixels.grey16(image, grid.rows(), grid.columns(), 16, true, values);
            return image.build();
        });
    }

    static void chest(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("MUSTERMANN^Anna", "SAMPLE-0001", "19610403", "F")
                .study("chest", "CT chest", "20260112", "091200")
                .text(Tag.BodyPartExamined, "CHEST")
                .build();
        Grid grid = Grid.axial(512, 240, 0.78, 1.25, -180);
        Series series = new Series(study, "CT", 2, "Chest 1.25 mm soft tissue", Uid.CTImageStorage);
        Phantom thorax = Thorax.phantom();
        writer.writeStack(k -> Path.of("IM%04d.dcm".formatted(k + 1)), grid.slices(), k -> {
            double[] values = thorax.slice(grid, k);
            noise(values, grid.columns(), k, 13);
            DataSet.Builder image = ct(series.slice(grid, k), 1.25)
                    .text(Tag.ContrastBolusAgent, "Sample contrast")
                    .number(Tag.WindowCenter, 40, -600)
                    .number(Tag.WindowWidth, 400, 1600)
                    .text(Tag.WindowCenterWidthExplanation, "MEDIASTINUM", "LUNG");
            stored(image, grid, values);
            return image.build();
        });
    }

    static void tiltedHead(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("BEISPIEL^Bernd", "SAMPLE-0002", "19480917", "M")
                .study("head", "CT head", "20260113", "231500")
                .text(Tag.BodyPartExamined, "HEAD")
                .build();
        double tilt = Math.toRadians(TILT_DEGREES);
        double spacing = 0.48;
        double[] rowStep = {0, spacing * Math.cos(tilt), spacing * Math.sin(tilt)};
        double half = spacing * 511 / 2;
        Grid grid = new Grid(
                512,
                512,
                32,
                new double[] {-half, -half * Math.cos(tilt), -72 - half * Math.sin(tilt)},
                new double[] {spacing, 0, 0},
                rowStep,
                new double[] {0, 0, 5});
        Series series = new Series(study, "CT", 2, "Head 5 mm, tilted gantry", Uid.CTImageStorage);
        Phantom head = Head.phantom(Head.Tissues.CT);
        writer.writeStack(k -> Path.of("IM%04d.dcm".formatted(k + 1)), grid.slices(), k -> {
            double[] values = head.slice(grid, k);
            noise(values, grid.columns(), k + 1000, 3.2);
            DataSet.Builder image = ct(series.slice(grid, k), 5)
                    .number(Tag.GantryDetectorTilt, TILT_DEGREES)
                    .number(Tag.WindowCenter, 36, 500)
                    .number(Tag.WindowWidth, 80, 2500)
                    .text(Tag.WindowCenterWidthExplanation, "BRAIN", "BONE");
            stored(image, grid, values);
            return image.build();
        });
    }

    private static DataSet.Builder ct(DataSet.Builder image, double thicknessMm) {
        return image.text(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                .text(Tag.PatientPosition, "HFS")
                .number(Tag.SliceThickness, thicknessMm)
                .number(Tag.KVP, 120)
                .number(Tag.XRayTubeCurrent, 210)
                .number(Tag.AcquisitionNumber, 1)
                .number(Tag.RescaleSlope, 1)
                .text(Tag.RescaleType, "HU");
    }

    private static void stored(DataSet.Builder image, Grid grid, double[] hounsfield) {
        double[] values = new double[hounsfield.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = hounsfield[at] + 1024;
        }
        image.number(Tag.RescaleIntercept, -1024);
        Pixels.grey16(image, grid.rows(), grid.columns(), 12, false, values);
    }

    private static void noise(double[] values, int columns, int k, double deviation) {
        for (int at = 0; at < values.length; at++) {
            values[at] += deviation * Noise.normal(at % columns, at / columns, k, 3);
        }
    }
}
