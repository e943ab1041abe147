package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;

/** An echocardiogram: a sector with a beating ventricle, RGB, with a calibrated region. */
final class UltrasoundSamples {
    private static final int COLUMNS = 640;
    private static final int ROWS = 480;
    private static final int FRAMES = 36;
    private static final int APEX_X = 320;
    private static final int APEX_Y = 20;

    /** Depth of one pixel, cm. */
    static final double CM_PER_PIXEL = 0.035;

    private UltrasoundSamples() {}

    static void cine(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("PRZYKLAD^Ewa", "SAMPLE-0005", "19550605", "F")
                .study("us", "Echocardiography", "20260116", "082000")
                .text(Tag.BodyPartExamined, "HEART")
                .build();
        byte[] samples = new byte[FRAMES * ROWS * COLUMNS * 3];
        for (int frame = 0; frame < FRAMES; frame++) {
            frame(samples, frame);
        }
        DataSet region = DataSet.builder()
                .number(Tag.RegionSpatialFormat, 1)
                .number(Tag.RegionDataType, 1)
                .number(Tag.RegionFlags, 0)
                .number(Tag.RegionLocationMinX0, 60)
                .number(Tag.RegionLocationMinY0, APEX_Y)
                .number(Tag.RegionLocationMaxX1, 580)
                .number(Tag.RegionLocationMaxY1, 459)
                .number(Tag.PhysicalUnitsXDirection, 3)
                .number(Tag.PhysicalUnitsYDirection, 3)
                .number(Tag.PhysicalDeltaX, CM_PER_PIXEL)
                .number(Tag.PhysicalDeltaY, CM_PER_PIXEL)
                .build();
        DataSet.Builder image = new Series(study, "US", 1, "Four chamber", Uid.UltrasoundMultiFrameImageStorage)
                .object(1)
                .text(Tag.ImageType, "ORIGINAL", "PRIMARY", "", "0001")
                .number(Tag.NumberOfFrames, FRAMES)
                .number(Tag.FrameTime, 33.3)
                .number(Tag.CineRate, 30)
                .number(Tag.RecommendedDisplayFrameRate, 30)
                .number(Tag.FrameIncrementPointer, VR.AT, Tag.FrameTime)
                .number(Tag.HeartRate, 50)
                .text(Tag.LossyImageCompression, "00")
                .items(Tag.SequenceOfUltrasoundRegions, region);
        Pixels.rgb(image, ROWS, COLUMNS, samples);
        writer.write(Path.of("CINE.dcm"), image.build());
    }

    private static void frame(byte[] samples, int frame) {
        double beat = 0.5 - 0.5 * Math.cos(2 * Math.PI * frame / FRAMES);
        for (int j = 0; j < ROWS; j++) {
            for (int i = 0; i < COLUMNS; i++) {
                int grey = (int) Math.clamp(echo(i - APEX_X, j - APEX_Y, beat, frame), 0, 255);
                int at = ((frame * ROWS + j) * COLUMNS + i) * 3;
                samples[at] = (byte) grey;
                samples[at + 1] = (byte) grey;
                samples[at + 2] = (byte) Math.min(255, grey + grey / 16);
            }
        }
        ecgTrace(samples, frame);
    }

    private static double echo(double x, double y, double beat, int frame) {
        double r = Math.hypot(x, y);
        double angle = Math.atan2(x, y);
        if (r < 14 || r > 420 || Math.abs(angle) > 0.62) {
            return 0;
        }
        double speckle = 0.35 + 0.9 * Math.abs(Noise.smooth(r / 2.2, angle * r / 5 + 60, frame * 0.35, 91));
        double tissue = 95 * Math.exp(-r / 900) * (0.75 + 0.5 * Noise.smooth(x / 22, y / 22, 4, 92));
        double squeeze = 1 - 0.22 * beat;
        double left = chamber(x - 34, y - 165, 42 * squeeze, 92 * (1 - 0.1 * beat));
        double right = chamber(x + 52, y - 172, 30 * squeeze, 74 * (1 - 0.08 * beat));
        double atria =
                Math.max(chamber(x - 38, y - 316, 44 + 6 * beat, 46), chamber(x + 50, y - 312, 40 + 5 * beat, 44));
        double inside = Math.max(left, Math.max(right, atria));
        double wall = 110 * Math.exp(-inside * inside * 60);
        double valve = 120
                * Math.exp(-Math.pow((y - 255 + 0.5 * Math.abs(Math.abs(x) - 40) * (1 - beat)) / 4, 2))
                * (Math.abs(x) < 84 ? 1 : 0);
        double level = inside > 0 ? 7 + wall * 0.6 + valve * 0.7 : tissue + wall;
        return level * speckle * 1.5;
    }

    /** Above 0 inside the chamber, 1 at its centre. */
    private static double chamber(double x, double y, double a, double b) {
        return 1 - Math.hypot(x / a, y / b);
    }

    private static void ecgTrace(byte[] samples, int frame) {
        for (int i = 60; i < 580; i++) {
            double phase = ((i - 60) / 520.0 * 2) % 1;
            int y = (int) Math.round(468 - 10 * EcgSamples.beat(phase));
            int at = ((frame * ROWS + Math.clamp(y, 440, ROWS - 1)) * COLUMNS + i) * 3;
            boolean now = Math.abs((i - 60) - 520.0 * frame / FRAMES) < 2;
            samples[at] = (byte) (now ? 240 : 60);
            samples[at + 1] = (byte) 200;
            samples[at + 2] = (byte) 90;
        }
    }
}
