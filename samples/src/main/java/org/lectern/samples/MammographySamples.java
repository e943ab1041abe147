package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** A four-view screening mammogram, for presentation, with a mass and calcifications in the left breast. */
final class MammographySamples {
    private static final int ROWS = 3328;
    private static final int COLUMNS = 2560;
    private static final double PITCH_MM = 0.07;

    private MammographySamples() {}

    static void fourViews(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("EXEMPLE^Diane", "SAMPLE-0004", "19660711", "F")
                .study("mg", "Screening mammography", "20260115", "140500")
                .text(Tag.BodyPartExamined, "BREAST")
                .build();
        Series series = new Series(
                study, "MG", 1, "Screening four views", Uid.DigitalMammographyXRayImageStorageForPresentation);
        String[] views = {"RCC", "LCC", "RMLO", "LMLO"};
        writer.writeStack(
                n -> Path.of(views[n] + ".dcm"),
                views.length,
                n -> view(series.object(n + 1), views[n].substring(0, 1), views[n].substring(1)));
    }

    private static DataSet view(DataSet.Builder image, String side, String view) {
        boolean left = side.equals("L");
        boolean oblique = view.equals("MLO");
        Breast breast = new Breast(oblique, left, left ? 71 : 72);
        double[] values = new double[ROWS * COLUMNS];
        for (int j = 0; j < ROWS; j++) {
            // a CC is seen from above: medial lies down in the left and in the right picture alike
            double alongMm = (j - ROWS / 2.0) * PITCH_MM + (oblique ? -8 : 0);
            for (int i = 0; i < COLUMNS; i++) {
                double depthMm = (left ? i : COLUMNS - 1 - i) * PITCH_MM;
                double value = breast.value(depthMm, alongMm);
                values[j * COLUMNS + i] =
                        value == 0 ? 0 : value + 14 * Noise.normal(i, j, oblique ? 1 : 0, left ? 1 : 0);
            }
        }
        describe(image, side, view);
        Pixels.grey16(image, ROWS, COLUMNS, 12, false, values);
        return image.build();
    }

    private static void describe(DataSet.Builder image, String side, String view) {
        boolean left = side.equals("L");
        boolean oblique = view.equals("MLO");
        DataSet code = DataSet.builder()
                .text(Tag.CodeValue, oblique ? "399368009" : "399162004")
                .text(Tag.CodingSchemeDesignator, "SCT")
                .text(Tag.CodeMeaning, oblique ? "medio-lateral oblique" : "cranio-caudal")
                .build();
        image.text(Tag.ImageType, "ORIGINAL", "PRIMARY")
                .text(Tag.PresentationIntentType, "FOR PRESENTATION")
                .text(Tag.ImageLaterality, side)
                .text(Tag.ViewPosition, view)
                .items(Tag.ViewCodeSequence, code)
                .text(Tag.PatientOrientation, left ? "A" : "P", oblique ? (left ? "FR" : "FL") : (left ? "R" : "L"))
                .number(Tag.ImagerPixelSpacing, PITCH_MM, PITCH_MM)
                .number(Tag.EstimatedRadiographicMagnificationFactor, 1.03)
                .number(Tag.PixelPaddingValue, 0)
                .number(Tag.BodyPartThickness, 54)
                .number(Tag.CompressionForce, 96)
                .number(Tag.KVP, 29)
                .text(Tag.AnodeTargetMaterial, "TUNGSTEN")
                .text(Tag.FilterMaterial, "RHODIUM")
                .number(Tag.OrganDose, 0.014)
                .number(Tag.EntranceDoseInmGy, 4.6)
                .text(Tag.BurnedInAnnotation, "NO")
                .text(Tag.LossyImageCompression, "00")
                .text(Tag.PixelIntensityRelationship, "LOG")
                .number(Tag.PixelIntensityRelationshipSign, -1)
                .text(Tag.PresentationLUTShape, "IDENTITY")
                .number(Tag.RescaleIntercept, 0)
                .number(Tag.RescaleSlope, 1)
                .text(Tag.RescaleType, "US")
                .number(Tag.WindowCenter, 1750, 1900)
                .number(Tag.WindowWidth, 2200, 1300)
                .text(Tag.WindowCenterWidthExplanation, "NORMAL", "HARDER")
                .text(Tag.VOILUTFunction, "SIGMOID");
    }
}
