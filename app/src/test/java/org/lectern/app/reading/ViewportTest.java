package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.annotation.Annotations;
import org.lectern.app.annotation.Kind;
import org.lectern.imaging.cache.FrameCache;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;

class ViewportTest {
    private static final Tile TILE = Tile.of(400, 600); // the phantom is 40 × 60 mm: 10 pixels a millimetre

    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final FrameCache cache = new FrameCache(1 << 24, Runnable::run);
    private final int[] pixels = new int[400 * 600];
    private Study study;
    private CachedFrames frames;
    private Viewport viewport;

    @BeforeEach
    void showThePhantom() throws IOException {
        study = Phantom.study(folder);
        frames = new CachedFrames(cache, pool);
        viewport = new Viewport();
        viewport.setTile(TILE);
        viewport.show(stack());
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
        cache.close();
    }

    @Test
    void anUprightImageFillsTheTileWithTheBrightBlockTopLeft() throws IOException {
        paint();
        assertEquals(0xFFFFFFFF, at(50, 100)); // column 5, row 5: 1000 HU in a window of 0 to 1000
        assertEquals(gray(400 + 30), at(305, 500) & 0xFF, 1); // slice 4, column 30
        assertEquals("C 500  W 1000  WIDE", corner().bottomLeft().getFirst());
    }

    @Test
    void aFlippedImageHasTheBlockTopRightAndItsLettersExchanged() throws IOException {
        viewport.setLook(viewport.look().flippedHorizontally());
        paint();
        assertEquals(0xFFFFFFFF, at(349, 100));
        assertEquals(new OrientationLabels("L", "R", "A", "P"), letters());
    }

    @Test
    void lettersFollowTurnsAndObliqueAngles() {
        assertEquals(new OrientationLabels("R", "L", "A", "P"), letters());
        viewport.setLook(Look.INITIAL.rotated(90));
        assertEquals(new OrientationLabels("P", "A", "R", "L"), letters());
        viewport.setLook(Look.INITIAL.rotated(90).flippedVertically());
        assertEquals(new OrientationLabels("P", "A", "L", "R"), letters());
        viewport.setLook(Look.INITIAL.rotated(30));
        assertEquals("LA", letters().right());
    }

    @Test
    void theObjectsOwnWindowsPresetsAndInversionCompute() throws IOException {
        viewport.setLayer(viewport.layer().with(new VoiChoice.Stored(1)));
        paint();
        assertEquals("C 40  W 400  SOFT", corner().bottomLeft().getFirst());
        viewport.setLayer(viewport.layer()
                .with(WindowPreset.of("CT", Painted.PLAIN).get(2).choice()));
        paint();
        assertEquals("C 500  W 2000  Bone", corner().bottomLeft().getFirst());
        viewport.setLayer(LayerLook.INITIAL.withInverted(true));
        paint();
        assertEquals(0xFF000000, at(50, 100));
        assertTrue(corner().bottomLeft().contains("inverted"));
    }

    @Test
    void draggingTheWindowStartsFromTheOneSeen() throws IOException {
        paint();
        viewport.dragWindow(new Point2(40, -20)); // 1000 / 400 HU a pixel
        VoiChoice.Window window = (VoiChoice.Window) viewport.layer().voi();
        assertEquals(1100, window.window().width(), 1e-9);
        assertEquals(450, window.window().center(), 1e-9);
    }

    @Test
    void theCornersSayWhoWhatAndWhere() throws IOException {
        paint();
        CornerText text = corner();
        assertEquals(
                List.of("MUSTERMANN, Anna", "♀ 1961-04-03 (65)  ID 004711", "CT chest  2026-11-21"), text.topLeft());
        assertTrue(text.topRight().getFirst().startsWith("Series 2"));
        assertEquals("original primary axial", text.topRight().get(1));
        assertEquals(List.of("T 3 mm  Δ 3 mm", "L 12 mm", "5/8"), text.bottomRight());
        assertEquals("× 10  fit", text.bottomLeft().getLast());
    }

    @Test
    void theProbeReadsHounsfieldUnitsAtThePixelUnderIt() throws IOException {
        paint();
        Point2 image = viewport.transform().orElseThrow().toImage(new Point2(305, 500));
        assertEquals(
                Optional.of(new Sample(30, 25, "430 HU")),
                viewport.picture().orElseThrow().sample(image));
        assertEquals("−1024 HU", Sample.number(-1024, "HU"));
    }

    @Test
    void marksMeasureMillimetresOfOblongPixels() throws IOException {
        paint();
        Picture picture = viewport.picture().orElseThrow();
        List<Point2> diagonal = List.of(new Point2(0, 0), new Point2(30, 20)); // 30 mm by 40 mm
        assertEquals(List.of("50.0 mm"), MarkText.of(Kind.LENGTH, diagonal, "", picture));
        List<Point2> corner = List.of(new Point2(10, 0), new Point2(0, 0), new Point2(10, 5)); // 10 mm by 10 mm
        assertEquals(List.of("45.0°"), MarkText.of(Kind.ANGLE, corner, "", picture));
        List<Point2> block = List.of(new Point2(20, 10), new Point2(30, 20));
        assertEquals(
                List.of("mean 424.5 HU  SD 2.872", "min 420  max 429 HU", "200.0 mm²"),
                MarkText.of(Kind.RECTANGLE, block, "", picture));
    }

    @Test
    void pagingReportsEverySliceAndStopsAtTheEnds() {
        List<Integer> seen = new ArrayList<>();
        viewport.onChange((changed, change) -> {
            if (change.paged()) {
                seen.add(changed.position());
            }
        });
        viewport.goTo(0);
        assertEquals(3, viewport.page(3));
        assertEquals(4, viewport.page(9));
        assertEquals(0, viewport.page(1));
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), seen);
    }

    @Test
    void aDamagedFrameFailsWithItsReasonAndTheOthersDoNot() throws IOException {
        Phantom.damage(folder, 2);
        viewport.goTo(2);
        IOException failure = assertThrows(IOException.class, this::paint);
        assertFalse(failure.getMessage().isBlank());
        viewport.goTo(3);
        paint();
    }

    @Test
    void linkedViewportsOfOneFrameOfReferenceStandAtTheSamePlace() throws IOException {
        ReadingModel model = new ReadingModel(study, new Annotations(List.of()));
        model.setLayout(new GridLayout(2, 1));
        Viewport left = model.shown().get(0);
        Viewport right = model.shown().get(1);
        left.show(stack());
        right.show(stack());
        left.goTo(1);
        model.toggleLinked();
        assertEquals(1, right.position());
        left.page(3);
        assertEquals(4, right.position());
        model.toggleLinked();
        left.page(1);
        assertEquals(4, right.position());
    }

    private StackContent stack() {
        DisplaySet displaySet = study.displaySets().getFirst();
        return new StackContent(displaySet, frames, Renderers.sequential().rasterizer());
    }

    private void paint() throws IOException {
        Picture picture = viewport.picture().orElseThrow();
        viewport.setPainted(picture.paint(
                new PaintOrder(viewport.transform().orElseThrow(), TILE, viewport.layer(), false, pixels)));
    }

    private int at(int x, int y) {
        return pixels[y * 400 + x];
    }

    /** The shade of a value in the object's window of 0 to 1000 HU. */
    private static double gray(double hounsfield) {
        return 255 * hounsfield / 1000;
    }

    private CornerText corner() {
        return CornerText.of(viewport).orElseThrow();
    }

    private OrientationLabels letters() {
        return EdgeLetters.of(
                viewport.picture().orElseThrow(),
                viewport.look(),
                viewport.transform().orElseThrow());
    }
}
