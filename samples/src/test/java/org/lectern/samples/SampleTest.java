package org.lectern.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

class SampleTest {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    @TempDir
    Path folder;

    @Test
    void aTiltedHeadIsShearedByItsGantryTilt() throws IOException {
        List<Path> files = write(Sample.CT_TILT);
        DataSet first = DicomFile.read(files.get(0)).dataSet();
        DataSet second = DicomFile.read(files.get(1)).dataSet();
        double[] a = first.decimals(Tag.ImagePositionPatient);
        double[] b = second.decimals(Tag.ImagePositionPatient);
        assertArrayEquals(new double[] {0, 0, 5}, new double[] {b[0] - a[0], b[1] - a[1], b[2] - a[2]}, 1e-6);
        double[] orientation = first.decimals(Tag.ImageOrientationPatient);
        assertEquals(Math.cos(Math.toRadians(20)), orientation[4], 1e-9);
        assertEquals(Math.sin(Math.toRadians(20)), orientation[5], 1e-9);
    }

    @Test
    void theLesionOfTheHeadLiesOnTheLeftAndIsDense() throws IOException {
        for (Path file : write(Sample.CT_TILT)) {
            DataSet image = DicomFile.read(file).dataSet();
            double[] position = image.decimals(Tag.ImagePositionPatient);
            double tilt = Math.toRadians(CtSamples.TILT_DEGREES);
            double row = (Head.LESION_MM[1] - position[1]) / (0.48 * Math.cos(tilt));
            double z = position[2] + row * 0.48 * Math.sin(tilt);
            if (Math.abs(z - Head.LESION_MM[2]) > 2) {
                continue;
            }
            int column = (int) Math.round((Head.LESION_MM[0] - position[0]) / 0.48);
            int value = stored(image, column, (int) Math.round(row)) - 1024;
            assertEquals(Head.Tissues.CT.lesion(), value, 15);
            int mirrored = stored(image, 511 - column, (int) Math.round(row)) - 1024;
            assertTrue(mirrored < 50, "the other side holds brain, not " + mirrored);
        }
    }

    @Test
    void mammogramsNameTheirSideViewAndOrientation() throws IOException {
        List<String> seen = new ArrayList<>();
        for (Path file : write(Sample.MAMMOGRAPHY)) {
            DataSet image = DicomFile.read(file).dataSet();
            seen.add(image.text(Tag.ImageLaterality).orElseThrow()
                    + image.text(Tag.ViewPosition).orElseThrow() + " "
                    + String.join("/", image.texts(Tag.PatientOrientation)));
            boolean left = image.text(Tag.ImageLaterality).orElseThrow().equals("L");
            int middle = 1664;
            assertTrue(stored(image, left ? 40 : 2519, middle) > 500, "breast at the chest wall");
            assertEquals(0, stored(image, left ? 2540 : 20, middle), "air at the far side");
        }
        assertEquals(List.of("LCC A/R", "LMLO A/FR", "RCC P/L", "RMLO P/FL"), seen);
    }

    @Test
    void twoRunsWriteTheSameBytes() throws IOException {
        List<Path> once = write(Sample.ECG);
        byte[] first = Files.readAllBytes(once.getFirst());
        assertArrayEquals(first, Files.readAllBytes(write(Sample.ECG).getFirst()));
    }

    @Test
    void limbLeadsOfTheEcgObeyEinthoven() throws IOException {
        DataSet group = DicomFile.read(write(Sample.ECG).getFirst())
                .dataSet()
                .item(Tag.WaveformSequence)
                .orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment samples = group.bulk(Tag.WaveformData).orElseThrow().map(arena);
            for (int at = 0; at < 5000; at += 37) {
                int one = samples.get(SHORT, at * 24L);
                int two = samples.get(SHORT, at * 24L + 2);
                int three = samples.get(SHORT, at * 24L + 4);
                assertEquals(two - one, three, 18, "III = II - I within the noise");
            }
        }
    }

    private List<Path> write(Sample sample) throws IOException {
        List<Path> files = new ArrayList<>();
        sample.write(folder, Parallel.SEQUENTIAL, files::add);
        return files.stream().sorted().toList();
    }

    private static int stored(DataSet image, int column, int row) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int columns = image.integer(Tag.Columns).orElseThrow();
            return image.bulk(Tag.PixelData).orElseThrow().map(arena).get(SHORT, 2L * (row * columns + column));
        }
    }
}
