package org.lectern.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;

/** A chest radiograph, MONOCHROME1 with three VOI LUTs: the thorax phantom projected from behind. */
final class DxSamples {
    private static final int BITS = 12;
    private static final int ENTRIES = 1 << BITS;
    private static final double PITCH_MM = 0.21;

    private DxSamples() {}

    static void chest(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("MUSTERMANN^Anna", "SAMPLE-0001", "19610403", "F")
                .study("dx-chest", "Chest PA", "20241118", "100200")
                .text(Tag.BodyPartExamined, "CHEST")
                .build();
        Series series = new Series(study, "DX", 1, "Chest PA", Uid.DigitalXRayImageStorageForPresentation);
        int columns = 900;
        int rows = 760;
        double[] paths = project(columns, rows);
        double[] stored = new double[paths.length * 4];
        for (int at = 0; at < stored.length; at++) {
            int i = at % (2 * columns);
            int j = at / (2 * columns);
            stored[at] = ENTRIES
                    - 1
                    - 3900 * (1 - Math.exp(-bilinear(paths, columns, rows, i / 2.0 - 0.25, j / 2.0 - 0.25) / 175))
                    + 9 * Noise.normal(i, j, 0, 31);
        }
        DataSet.Builder image = series.object(1);
        describe(image);
        Pixels.grey16(image, 2 * rows, 2 * columns, BITS, false, stored);
        image.text(Tag.PhotometricInterpretation, "MONOCHROME1");
        writer.write(Path.of("PA.dcm"), image.build());
    }

    private static void describe(DataSet.Builder image) {
        image.text(Tag.ImageType, "ORIGINAL", "PRIMARY")
                .text(Tag.PresentationIntentType, "FOR PRESENTATION")
                .text(Tag.ViewPosition, "PA")
                .text(Tag.PatientOrientation, "L", "F")
                .number(Tag.ImagerPixelSpacing, PITCH_MM, PITCH_MM)
                .number(Tag.EstimatedRadiographicMagnificationFactor, 1.1)
                .number(Tag.KVP, 125)
                .number(Tag.DistanceSourceToDetector, 1800)
                .text(Tag.PixelIntensityRelationship, "LOG")
                .number(Tag.PixelIntensityRelationshipSign, 1)
                .text(Tag.PresentationLUTShape, "INVERSE")
                .number(Tag.RescaleIntercept, 0)
                .number(Tag.RescaleSlope, 1)
                .text(Tag.RescaleType, "US")
                .items(
                        Tag.VOILUTSequence,
                        lut("NORMAL", t -> t),
                        lut("LUNG", t -> 1 / (1 + Math.exp(-9 * (t - 0.72)))),
                        lut("BONE", t -> 1 / (1 + Math.exp(-9 * (t - 0.32)))));
    }

    private static DataSet lut(String explanation, DoubleUnaryOperator curve) {
        ByteBuffer data = ByteBuffer.allocate(2 * ENTRIES).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < ENTRIES; n++) {
            data.putShort((short) Math.round(65535 * Math.clamp(curve.applyAsDouble(n / (ENTRIES - 1.0)), 0, 1)));
        }
        return DataSet.builder()
                .number(Tag.LUTDescriptor, VR.US, ENTRIES, 0, 16)
                .text(Tag.LUTExplanation, explanation)
                .put(new Element.Value(Tag.LUTData, VR.OW, data.array()))
                .build();
    }

    /** Water-equivalent millimetres along y, seen from the front: the patient's right is on the viewer's left. */
    private static double[] project(int columns, int rows) {
        int steps = 72;
        double depthMm = 3.4;
        double pitch = 2 * PITCH_MM;
        Grid grid = new Grid(
                columns,
                rows,
                steps,
                new double[] {-pitch * (columns - 1) / 2, -depthMm * (steps - 1) / 2, 150},
                new double[] {pitch, 0, 0},
                new double[] {0, 0, -pitch},
                new double[] {0, depthMm, 0});
        Phantom thorax = Thorax.phantom();
        double[] paths = new double[columns * rows];
        for (int k = 0; k < steps; k++) {
            double[] values = thorax.slice(grid, k);
            for (int at = 0; at < paths.length; at++) {
                paths[at] += Math.max(0, 1 + values[at] / 1000) * depthMm;
            }
        }
        return paths;
    }

    private static double bilinear(double[] values, int columns, int rows, double x, double y) {
        int i = Math.clamp((int) Math.floor(x), 0, columns - 2);
        int j = Math.clamp((int) Math.floor(y), 0, rows - 2);
        double u = Math.clamp(x - i, 0, 1);
        double v = Math.clamp(y - j, 0, 1);
        int at = j * columns + i;
        double top = values[at] + (values[at + 1] - values[at]) * u;
        double bottom = values[at + columns] + (values[at + columns + 1] - values[at + columns]) * u;
        return top + (bottom - top) * v;
    }
}
