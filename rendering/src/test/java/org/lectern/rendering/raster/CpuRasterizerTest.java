package org.lectern.rendering.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.grayscale.ColorFrame;
import org.lectern.imaging.grayscale.DisplayShutter;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.LookupTable;
import org.lectern.imaging.grayscale.ModalityTransform;
import org.lectern.imaging.grayscale.OverlayBitmap;
import org.lectern.imaging.grayscale.PixelPadding;
import org.lectern.imaging.grayscale.PresentationTransform;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.rendering.view.Affine2;

class CpuRasterizerTest {
    private static final Voi BYTES = Voi.Window.spanning(0, 255, "");

    private static FrameSamples words(int rows, int columns, boolean signed, int... values) {
        byte[] bytes = new byte[values.length * 2];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        PixelLayout layout =
                new PixelLayout(rows, columns, 1, 16, 16, 15, signed, PhotometricInterpretation.MONOCHROME2, false);
        return FrameSamples.of(layout, layout.photometric(), MemorySegment.ofArray(bytes));
    }

    private static FrameSamples random(int rows, int columns) {
        Random random = new Random(7);
        return words(
                rows,
                columns,
                false,
                random.ints((long) rows * columns, 0, 4096).toArray());
    }

    private static GrayscalePipeline pipeline(Voi voi) {
        return new GrayscalePipeline(
                ModalityTransform.identity(), voi, PresentationTransform.Shape.IDENTITY, false, Optional.empty());
    }

    private static RasterImage gray(FrameSamples samples, Voi voi) {
        return new RasterImage.Gray(samples, pipeline(voi));
    }

    private static int[] draw(RasterScene scene, int width, int height) {
        int[] pixels = new int[width * height];
        CpuRasterizer.sequential().draw(scene, PixelTarget.of(pixels, width, height));
        return pixels;
    }

    private static int[] grays(RasterScene scene, int width, int height) {
        return Arrays.stream(draw(scene, width, height)).map(p -> p & 0xFF).toArray();
    }

    private static Affine2 scale(double x, double y) {
        return new Affine2(x, 0, 0, y, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void oneToOneIsThePipelineItselfWhateverTheInterpolation(Interpolation interpolation) {
        FrameSamples frame = random(7, 9);
        GrayscalePipeline pipeline = pipeline(Voi.Window.of(2000, 1000));
        int[] pixels =
                draw(RasterScene.of(new RasterImage.Gray(frame, pipeline), Affine2.IDENTITY, interpolation), 9, 7);
        for (int i = 0; i < 63; i++) {
            assertEquals(0xFF000000 | pipeline.quantised(frame.stored(i), 8) * 0x010101, pixels[i]);
        }
    }

    @Test
    void nearestShowsEveryPixelAsABlock() {
        RasterScene scene =
                RasterScene.of(gray(words(1, 2, false, 10, 200), BYTES), scale(3, 2), Interpolation.NEAREST);
        assertArrayEquals(new int[] {10, 10, 10, 200, 200, 200, 10, 10, 10, 200, 200, 200}, grays(scene, 6, 2));
    }

    @Test
    void bilinearMeetsHandComputedValues() {
        // centres of the screen pixels in image coordinates: 0.25, 0.75, 1.25, 1.75, so ¾ and ¼ between the two
        RasterScene scene =
                RasterScene.of(gray(words(1, 2, false, 0, 200), BYTES), scale(2, 1), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {0, 50, 150, 200}, grays(scene, 4, 1));
    }

    @Test
    void aSmallPictureAveragesWhatItCovers() {
        RasterScene half = RasterScene.of(
                gray(words(2, 4, false, 0, 100, 40, 40, 100, 200, 40, 44), BYTES),
                scale(0.5, 0.5),
                Interpolation.BILINEAR);
        assertArrayEquals(new int[] {100, 41}, grays(half, 2, 1));
        // three pixels on two: each covers one and a half
        RasterScene thirds =
                RasterScene.of(gray(words(1, 3, false, 30, 90, 150), BYTES), scale(2 / 3.0, 1), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {50, 130}, grays(thirds, 2, 1));
    }

    @Test
    void fineStripesBecomeGreyAndDoNotAlias() {
        int[] stripes = new int[400];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? 0 : 254;
        }
        RasterScene scene =
                RasterScene.of(gray(words(1, 400, false, stripes), BYTES), scale(0.1, 1), Interpolation.LANCZOS);
        for (int value : grays(scene, 40, 1)) {
            assertEquals(127, value, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void aConstantStaysConstantAtEveryScale(Interpolation interpolation) {
        int[] values = new int[11 * 13];
        Arrays.fill(values, 77);
        for (double factor : new double[] {0.13, 0.5, 0.97, 1.4, 3}) {
            RasterScene scene =
                    RasterScene.of(gray(words(11, 13, false, values), BYTES), scale(factor, factor), interpolation);
            int width = (int) (13 * factor);
            int height = (int) (11 * factor);
            for (int value : grays(scene, width, height)) {
                assertEquals(77, value);
            }
        }
    }

    @Test
    void interpolationComesBeforeTheWindow() {
        // half way between −1000 and 1000 lies 0, which a narrow window shows as mid-grey and not as a mix of its ends
        RasterScene scene = RasterScene.of(
                gray(words(1, 2, true, -1000, 1000), Voi.Window.spanning(-100, 100, "")),
                new Affine2(2, 0, 0, 1, -0.5, 0),
                Interpolation.BILINEAR);
        // image coordinates 0.5, 1.0, 1.5 → −1000, 0, 1000
        assertArrayEquals(new int[] {0, 128, 255}, grays(scene, 3, 1));
    }

    @Test
    void aVerySmallPictureIsTheMeanOfEveryKindOfSample() {
        int[] values = new Random(3).ints(40 * 40, -2000, 2000).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        ModalityTransform modality = new ModalityTransform.Rescale(0.5, 100, "");
        for (Optional<PixelPadding> padding :
                List.of(Optional.<PixelPadding>empty(), Optional.of(new PixelPadding(-3000, -3000)))) {
            GrayscalePipeline pipeline = new GrayscalePipeline(
                    modality, Voi.Window.spanning(-100, 300, ""), PresentationTransform.Shape.IDENTITY, false, padding);
            RasterImage image = new RasterImage.Gray(words(40, 40, true, values), pipeline);
            int expected = GrayscalePipeline.quantise(pipeline.display(mean * 0.5 + 100), 8);
            for (Affine2 map : List.of(scale(0.025, 0.025), new Affine2(0, -0.025, 0.025, 0, 1, 0))) {
                assertEquals(expected, grays(RasterScene.of(image, map, Interpolation.BILINEAR), 1, 1)[0], 1);
            }
        }
        int[] colors = new int[40 * 40];
        Arrays.fill(colors, 0, 800, 0xFFFF0080);
        Arrays.fill(colors, 800, 1600, 0xFF00FF80);
        RasterScene scene = RasterScene.of(
                new RasterImage.Color(new ColorFrame(40, 40, colors)), scale(0.025, 0.025), Interpolation.LANCZOS);
        assertArrayEquals(new int[] {0xFF808080}, draw(scene, 1, 1));
    }

    @Test
    void mirrorsAndQuarterTurnsMoveWholePixels() {
        FrameSamples frame = words(2, 3, false, 1, 2, 3, 4, 5, 6);
        RasterImage image = gray(frame, BYTES);
        for (Interpolation interpolation : Interpolation.values()) {
            assertArrayEquals(
                    new int[] {3, 2, 1, 6, 5, 4},
                    grays(RasterScene.of(image, new Affine2(-1, 0, 0, 1, 3, 0), interpolation), 3, 2));
            assertArrayEquals( // 90° clockwise: (column, row) → (2 − row, column)
                    new int[] {4, 1, 5, 2, 6, 3},
                    grays(RasterScene.of(image, new Affine2(0, -1, 1, 0, 2, 0), interpolation), 2, 3));
        }
    }

    @Test
    void aTurnedEnlargementIsTheEnlargementTurned() {
        FrameSamples frame = random(8, 6);
        RasterImage image = gray(frame, Voi.Window.of(2048, 4096));
        for (double factor : new double[] {0.5, 2.5}) {
            int width = (int) (6 * factor);
            int height = (int) (8 * factor);
            int[] upright = grays(RasterScene.of(image, scale(factor, factor), Interpolation.BICUBIC), width, height);
            Affine2 turn = new Affine2(0, -factor, factor, 0, height, 0);
            int[] turned = grays(RasterScene.of(image, turn, Interpolation.BICUBIC), height, width);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    assertEquals(upright[y * width + x], turned[x * height + height - 1 - y], 1);
                }
            }
        }
    }

    @Test
    void anyAngleAgreesWithTheStraightWayAsItGoesToZero() {
        FrameSamples frame = random(20, 20);
        RasterImage image = gray(frame, Voi.Window.of(2048, 4096));
        int[] straight = grays(RasterScene.of(image, scale(2, 2), Interpolation.BILINEAR), 40, 40);
        Affine2 almost = new Affine2(2, 1e-9, -1e-9, 2, 0, 0);
        int[] turned = grays(RasterScene.of(image, almost, Interpolation.BILINEAR), 40, 40);
        for (int i = 0; i < straight.length; i++) {
            assertEquals(straight[i], turned[i], 1);
        }
    }

    @Test
    void paddingIsBlackAndDoesNotBleedWhite() {
        GrayscalePipeline inverse = new GrayscalePipeline(
                ModalityTransform.identity(),
                Voi.Window.spanning(100, 200, ""),
                PresentationTransform.Shape.INVERSE,
                false,
                Optional.of(new PixelPadding(0, 0)));
        RasterScene scene = RasterScene.of(
                new RasterImage.Gray(words(1, 2, false, 0, 200), inverse), scale(2, 1), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {0, 0, 0, 0}, grays(scene, 4, 1)); // 200 is black too in the negative
        RasterScene light = RasterScene.of(
                new RasterImage.Gray(words(1, 2, false, 0, 100), inverse), scale(2, 1), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {0, 64, 191, 255}, grays(light, 4, 1));
    }

    @Test
    void floatSamplesAndTheirNansAreShown() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(0.25f).putFloat(Float.NaN).putFloat(0.5f);
        PixelLayout layout = new PixelLayout(1, 3, 1, 32, 32, 31, false, PhotometricInterpretation.MONOCHROME2, false);
        FrameSamples frame = new FrameSamples(layout, layout.photometric(), true, MemorySegment.ofArray(bytes.array()));
        Voi unit = Voi.Window.spanning(0, 1, "");
        assertArrayEquals(
                new int[] {64, 0, 128},
                grays(RasterScene.of(gray(frame, unit), Affine2.IDENTITY, Interpolation.NEAREST), 3, 1));
        assertArrayEquals(
                new int[] {64, 64, 0, 0, 128, 128},
                grays(RasterScene.of(gray(frame, unit), scale(2, 1), Interpolation.NEAREST), 6, 1));
    }

    @Test
    void aVoiTableIsLookedUpAfterInterpolation() {
        Voi table = new Voi.Table(new LookupTable(0, 8, new int[] {0, 255, 7}), "");
        RasterScene scene = RasterScene.of(
                gray(words(1, 2, false, 0, 2), table), new Affine2(2, 0, 0, 1, -0.5, 0), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {0, 255, 7}, grays(scene, 3, 1));
    }

    @Test
    void coloursAreMixedInRgb() {
        ColorFrame frame = new ColorFrame(1, 2, new int[] {0xFFFF0000, 0xFF0000FF});
        RasterScene scene = RasterScene.of(new RasterImage.Color(frame), scale(2, 1), Interpolation.BILINEAR);
        assertArrayEquals(new int[] {0xFFFF0000, 0xFFBF0040, 0xFF4000BF, 0xFF0000FF}, draw(scene, 4, 1));
    }

    @Test
    void besideTheImageLiesTheBackground() {
        RasterScene scene = new RasterScene(
                gray(words(1, 1, false, 255), BYTES),
                new Affine2(1, 0, 0, 1, 1, 1),
                Interpolation.BILINEAR,
                Shutters.none(),
                List.of(),
                0xFF102030);
        int[] pixels = draw(scene, 3, 3);
        assertEquals(0xFFFFFFFF, pixels[4]);
        pixels[4] = 0xFF102030;
        for (int pixel : pixels) {
            assertEquals(0xFF102030, pixel);
        }
    }

    @Test
    void shuttersCoverTheImageAndOverlaysLieUponThem() {
        Shutters shutters = new Shutters(List.of(new DisplayShutter.Rectangular(1, 1, 0, 0)), 32896);
        OverlayBitmap ink = new OverlayBitmap(0, 0, 3, 1, new byte[] {0b001});
        RasterScene scene = new RasterScene(
                gray(words(1, 3, false, 10, 20, 30), BYTES),
                Affine2.IDENTITY,
                Interpolation.NEAREST,
                shutters,
                List.of(new OverlayLayer(ink, 0x80FF0000)),
                RasterScene.BLACK);
        // half red over grey 128: 128·127/255 + 255·128/255 = 191.7
        assertArrayEquals(new int[] {0xFFC04040, 0xFF141414, 0xFF808080}, draw(scene, 3, 1));
    }

    @Test
    void thinOverlaysSurviveASmallPicture() {
        byte[] bits = new byte[8 * 8];
        bits[29] = 0x10; // one pixel of 32 × 16
        OverlayBitmap ink = new OverlayBitmap(0, 0, 32, 16, bits);
        int[] values = new int[32 * 16];
        RasterScene scene = new RasterScene(
                gray(words(16, 32, false, values), BYTES),
                scale(0.25, 0.25),
                Interpolation.BILINEAR,
                Shutters.none(),
                List.of(new OverlayLayer(ink, 0xFFFFFFFF)),
                RasterScene.BLACK);
        assertEquals(
                1,
                Arrays.stream(grays(scene, 8, 4)).filter(value -> value == 255).count());
    }

    @Test
    void bandsOnSeveralThreadsMakeTheSamePicture() {
        FrameSamples frame = random(50, 60);
        RasterImage image = gray(frame, Voi.Window.of(2048, 4096));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (double factor : new double[] {0.3, 1, 1.7}) {
                RasterScene scene = RasterScene.of(image, scale(factor, factor), Interpolation.LANCZOS);
                int[] pixels = new int[100 * 83];
                IntBuffer buffer = IntBuffer.wrap(pixels);
                new CpuRasterizer(Parallel.on(pool, 2), 7).draw(scene, PixelTarget.of(buffer, 100, 83));
                assertArrayEquals(draw(scene, 100, 83), pixels);
            }
        }
    }

    @Test
    void aFailureInABandReachesTheCaller() {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            Parallel parallel = Parallel.on(pool, 2);
            IllegalStateException failure = assertThrows(
                    IllegalStateException.class,
                    () -> parallel.forEach(10, part -> {
                        if (part == 3) {
                            throw new IllegalStateException("part 3");
                        }
                    }));
            assertTrue(failure.getMessage().contains("3"));
        }
    }

    @Test
    void aTargetThatIsTooSmallIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PixelTarget.of(new int[5], 2, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> RasterScene.of(gray(random(2, 2), BYTES), scale(0, 1), Interpolation.NEAREST));
    }
}
