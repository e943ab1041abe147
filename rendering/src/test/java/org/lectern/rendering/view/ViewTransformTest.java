package org.lectern.rendering.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ViewTransformTest {
    private static final Tile TILE = Tile.of(800, 600);

    @Test
    void fitShowsTheWholeImageInTheMiddle() {
        ViewTransform transform = ViewTransform.resolve(ImageGrid.square(100, 200), Look.INITIAL, TILE);
        assertPoint(250, 0, transform.toScreen(new Point2(0, 0)));
        assertPoint(550, 600, transform.toScreen(new Point2(100, 200)));
        assertEquals(3, transform.magnification(), 1e-12);
    }

    @Test
    void oblongPixelsKeepTheShapeOfTheBody() {
        ImageGrid grid = ImageGrid.ofMm(100, 100, 1.0, 2.0); // 100 mm wide, 200 mm high
        ViewTransform transform = ViewTransform.resolve(grid, Look.INITIAL, TILE);
        assertPoint(250, 0, transform.toScreen(Point2.ORIGIN));
        assertPoint(550, 600, transform.toScreen(new Point2(100, 100)));
        assertEquals(3.0, transform.pixelsPerMm().orElseThrow(), 1e-12);
    }

    @Test
    void aQuarterTurnClockwiseBringsTheTopToTheRight() {
        Look turned = Look.INITIAL.rotated(90);
        ViewTransform transform = ViewTransform.resolve(ImageGrid.square(100, 200), turned, TILE);
        // 200 × 100 on the screen: scale min(800 / 200, 600 / 100) = 4
        assertPoint(800, 100, transform.toScreen(new Point2(0, 0)));
        assertPoint(800, 500, transform.toScreen(new Point2(100, 0)));
        assertPoint(0, 100, transform.toScreen(new Point2(0, 200)));
    }

    @Test
    void aFlipExchangesLeftAndRightOfTheScreenWhateverTheRotation() {
        ImageGrid grid = ImageGrid.square(300, 200);
        for (double degrees : new double[] {0, 90, 180, 270, 33}) {
            Look look = Look.INITIAL.rotated(degrees);
            Point2 before = ViewTransform.resolve(grid, look, TILE).toScreen(new Point2(30, 50));
            Point2 after = ViewTransform.resolve(grid, look.flippedHorizontally(), TILE)
                    .toScreen(new Point2(30, 50));
            assertPoint(800 - before.x(), before.y(), after);
            Point2 upsideDown =
                    ViewTransform.resolve(grid, look.flippedVertically(), TILE).toScreen(new Point2(30, 50));
            assertPoint(before.x(), 600 - before.y(), upsideDown);
        }
    }

    @Test
    void nativePixelPutsOneImagePixelOnOneDevicePixel() {
        ImageGrid grid = ImageGrid.ofMm(333, 111, 0.7, 0.7);
        Look look = Look.INITIAL.withScale(new Scale.NativePixel());
        ViewTransform transform = ViewTransform.resolve(grid, look, TILE);
        assertEquals(1, transform.magnification(), 1e-12);
        Point2 corner = transform.toScreen(Point2.ORIGIN);
        assertEquals(Math.rint(corner.x()), corner.x());
        assertEquals(Math.rint(corner.y()), corner.y());
    }

    @Test
    void onAHighDensityScreenOneLogicalPixelHoldsSeveralImagePixels() {
        Look look = Look.INITIAL.withScale(new Scale.NativePixel());
        ViewTransform device = ViewTransform.resolve(ImageGrid.square(400, 400), look, TILE);
        assertEquals(0.5, device.logical(2).magnification(), 1e-12);
        assertPoint(100, 50, device.logical(2).toScreen(new Point2(0, 0)));
    }

    @Test
    void trueSizeUsesThePitchOfTheMonitor() {
        Tile tile = new Tile(800, 600, OptionalDouble.of(0.25));
        ImageGrid grid = ImageGrid.ofMm(100, 100, 0.5, 0.5);
        ViewTransform transform = ViewTransform.resolve(grid, Look.INITIAL.withScale(new Scale.TrueSize()), tile);
        assertEquals(4, transform.pixelsPerMm().orElseThrow(), 1e-12);
        assertEquals(2, transform.magnification(), 1e-12);
    }

    @Test
    void zoomingAboutAPointLeavesThatPointWhereItIs() {
        ImageGrid grid = ImageGrid.ofMm(512, 300, 0.5, 0.8);
        Look look = Look.INITIAL.rotated(30).flippedHorizontally();
        Point2 pointer = new Point2(123, 456);
        Point2 image = ViewTransform.resolve(grid, look, TILE).toImage(pointer);
        Look closer = look.zoomedAbout(pointer, 2.5, grid, TILE);
        assertPoint(123, 456, ViewTransform.resolve(grid, closer, TILE).toScreen(image));
        assertEquals(2.5, closer.zoom(), 1e-12);
    }

    @Test
    void panningMovesTheImageWithThePointer() {
        ImageGrid grid = ImageGrid.square(512, 300);
        Look look = Look.INITIAL.rotated(90).withZoom(3);
        Point2 image = new Point2(200, 100);
        Point2 before = ViewTransform.resolve(grid, look, TILE).toScreen(image);
        Look moved = look.panned(new Point2(17, -9), grid, TILE);
        assertPoint(
                before.x() + 17,
                before.y() - 9,
                ViewTransform.resolve(grid, moved, TILE).toScreen(image));
    }

    @Test
    void theWayBackLeadsToTheSamePixel() {
        ImageGrid grid = ImageGrid.ofMm(64, 48, 1.5, 0.9);
        ViewTransform transform =
                ViewTransform.resolve(grid, Look.INITIAL.rotated(77).flippedVertically(), TILE);
        assertPoint(12.25, 40.5, transform.toImage(transform.toScreen(new Point2(12.25, 40.5))));
    }

    @Test
    void theScaleBarIsTheLongestRoundLengthThatFits() {
        ViewTransform transform =
                ViewTransform.resolve(ImageGrid.ofMm(100, 100, 1, 1), Look.INITIAL, Tile.of(300, 300)); // 3 px per mm
        ScaleBar bar = ScaleBar.of(transform, 170).orElseThrow();
        assertEquals(50, bar.lengthMm());
        assertEquals(150, bar.pixels(), 1e-9);
        assertEquals("5 cm", bar.label());
        assertEquals(
                "5 mm", ScaleBar.of(transform.logical(0.1), 170).orElseThrow().label());
        assertTrue(ScaleBar.of(ViewTransform.resolve(ImageGrid.square(9, 9), Look.INITIAL, TILE), 170)
                .isEmpty());
    }

    private static void assertPoint(double x, double y, Point2 actual) {
        assertEquals(x, actual.x(), 1e-9, () -> "x of " + actual);
        assertEquals(y, actual.y(), 1e-9, () -> "y of " + actual);
    }
}
