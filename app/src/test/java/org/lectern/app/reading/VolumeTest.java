package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.VolumeHistogram;
import org.lectern.rendering.raycast.VolumePreset;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;

/**
 * Projections of the phantom are known by hand: with the window of the bone preset, C 500 W 1800, a maximum of v HU has
 * the gray (v + 400) / 1800 · 255.
 */
class VolumeTest {
    private static final Tile TILE = Tile.of(400, 400);

    @TempDir
    Path folder;

    private VolumeModel model;
    private VolumeContent content;

    @BeforeEach
    void buildTheVolume() throws IOException {
        DisplaySet displaySet = Phantom.study(folder).displaySets().getFirst();
        Volume volume = new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED)
                .load(displaySet, VolumeLoader.Progress.IGNORED);
        model = new VolumeModel(displaySet, volume, VolumeHistogram.of(volume, Parallel.SEQUENTIAL));
        content = new VolumeContent(model, Renderers.sequential().rays());
    }

    @AfterEach
    void free() {
        content.close();
    }

    @Test
    void itStartsFromTheFrontInTheFirstPresetOfTheModality() {
        Picture picture = content.picture(0);
        assertEquals("bone", model.aspect().preset().name());
        assertEquals(
                List.of("bone", "angio", "lung", "soft-tissue", "skin"),
                model.presets().stream().map(VolumePreset::name).toList());
        assertEquals("R", picture.labels().left());
        assertEquals("L", picture.labels().right());
        assertEquals("H", picture.labels().top());
        assertEquals("F", picture.labels().bottom());
        assertEquals(List.of("volume rendering", "from A"), picture.caption().bottomRight());
        assertEquals("volume  Bone", picture.caption().topRight().getLast());
    }

    @Test
    void fromTheFrontThePatientsLeftIsOnTheRightAndTheHeadOnTop() throws IOException {
        model.toggleMip();
        int[] pixels = paint(Look.INITIAL, false);
        assertGray(620, pixels, new Vector3(0, 0, 18), Look.INITIAL); // column 20 of slice 6
        assertGray(130, pixels, new Vector3(10, 0, 3), Look.INITIAL); // column 30 of slice 1
        assertGray(1000, pixels, new Vector3(-16, 0, 3), Look.INITIAL); // the block on the patient's right
        Point2 right = at(new Vector3(-16, 0, 3), Look.INITIAL);
        Point2 head = at(new Vector3(0, 0, 18), Look.INITIAL);
        assertTrue(right.x() < 200, "the patient's right is on the left");
        assertTrue(head.y() < 200, "the head is on top");
        assertEquals(0xFF000000, pixels[200 * 400 + 3], "beside it is nothing");
    }

    @Test
    void fromThePatientsLeftTheFrontIsOnTheLeft() throws IOException {
        model.change(model.aspect().from(90, 0).in(Mode.MIP));
        int[] pixels = paint(Look.INITIAL, false);
        assertGray(1000, pixels, new Vector3(0, -20, 6), Look.INITIAL); // the block in front, rows 0 to 9
        assertGray(239, pixels, new Vector3(0, 10, 6), Look.INITIAL); // column 39 of slice 2
        assertTrue(at(new Vector3(0, -20, 6), Look.INITIAL).x() < 200);
        assertEquals("A", content.picture(0).labels().left());
        assertEquals("from L", content.picture(0).caption().bottomRight().getLast());
    }

    @Test
    void aMirroredViewIsTheMirrorImageAndNotTheViewFromBehind() throws IOException {
        int[] plain = paint(Look.INITIAL, false);
        int[] mirrored = paint(Look.INITIAL.flippedHorizontally(), false);
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 400; x++) {
                assertGrayNear(plain[y * 400 + x], mirrored[y * 400 + 399 - x]);
            }
        }
    }

    @Test
    void whatWasPaintedInBandsHasNoSeamsAndWhatIsOvertakenIsFinishedCoarsely() throws IOException {
        model.toggleMip();
        int[] fine = paint(Look.INITIAL, false);
        AtomicInteger asked = new AtomicInteger();
        int[] pixels = new int[400 * 400];
        Picture picture = content.picture(0);
        Painted painted = picture.paint(new PaintOrder(
                ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE),
                TILE,
                LayerLook.INITIAL,
                false,
                () -> asked.incrementAndGet() > 3,
                pixels));
        assertTrue(painted.reduced());
        for (int i = 0; i < 3 * 64 * 400; i++) {
            assertEquals(fine[i], pixels[i]);
        }
        assertGray(130, pixels, new Vector3(10, 0, 3), Look.INITIAL); // below the last band that was finished
    }

    @Test
    void whileMovingItIsPaintedCoarselyAndSaysSo() throws IOException {
        model.toggleMip();
        Picture picture = content.picture(0);
        assertTrue(picture.isSlow());
        int[] pixels = new int[400 * 400];
        Painted painted = picture.paint(new PaintOrder(
                ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE), TILE, LayerLook.INITIAL, true, pixels));
        assertTrue(painted.reduced());
        assertEquals(List.of("reduced"), painted.badges());
        assertGray(620, pixels, new Vector3(0, 0, 18), Look.INITIAL);
    }

    @Test
    void theSurfaceFollowsThePointer() {
        double radius = model.sideMm() / 2;
        model.roll(new Point2(radius * Math.PI / 6, 0)); // to the right: the patient's right side comes into view
        assertEquals(330, model.aspect().azimuthDegrees(), 1e-9);
        assertEquals(
                "from A, turned 30° to R",
                content.picture(0).caption().bottomRight().getLast());
        model.roll(new Point2(0, radius * Math.PI)); // downwards: the head comes to the front, and no further
        assertEquals(90, model.aspect().elevationDegrees());
        model.change(model.aspect().from(-0.0, -20));
        assertEquals(
                "from A  20° from F", content.picture(0).caption().bottomRight().getLast());
        content.reset();
        assertEquals(0, model.aspect().elevationDegrees());
    }

    @Test
    void aPresetBringsItsModeAndKeepsTheView() {
        model.change(model.aspect().from(40, 10));
        model.toggleMip();
        assertEquals(
                "MIP of the whole volume",
                content.picture(0).caption().bottomRight().getFirst());
        model.change(model.aspect().as(model.presets().get(2)));
        assertEquals(Mode.COMPOSITE, model.aspect().mode());
        assertEquals(40, model.aspect().azimuthDegrees());
        assertEquals("volume  Lung", content.picture(0).caption().topRight().getLast());
    }

    @Test
    void aPictureHasNoPlaceForMarksAndNoValues() {
        Picture picture = content.picture(0);
        assertEquals(Optional.empty(), picture.key());
        assertEquals(Optional.empty(), picture.plane());
        assertEquals(Optional.empty(), picture.sample(new Point2(5, 5)));
    }

    @Test
    void closingFreesTheVolumeAndHearsNoMore() {
        AtomicInteger heard = new AtomicInteger();
        model.onChange(heard::incrementAndGet);
        model.toggleMip();
        content.close();
        model.toggleMip();
        assertEquals(1, heard.get());
        assertThrows(IllegalStateException.class, () -> model.volume().value(0, 0, 0));
    }

    private int[] paint(Look look, boolean coarse) throws IOException {
        Picture picture = content.picture(0);
        int[] pixels = new int[400 * 400];
        Painted painted = picture.paint(new PaintOrder(
                ViewTransform.resolve(picture.grid(), look, TILE), TILE, LayerLook.INITIAL, coarse, pixels));
        assertFalse(painted.reduced());
        return pixels;
    }

    private Point2 at(Vector3 patient, Look look) {
        VolumePicture picture = (VolumePicture) content.picture(0);
        return ViewTransform.resolve(picture.grid(), look, TILE).toScreen(picture.project(patient));
    }

    private void assertGray(double hu, int[] pixels, Vector3 patient, Look look) {
        Point2 seen = at(patient, look);
        int argb = pixels[(int) seen.y() * 400 + (int) seen.x()];
        assertEquals((hu + 400) / 1800 * 255, argb & 0xFF, 3, "at " + patient);
        assertEquals(argb & 0xFF, argb >> 16 & 0xFF);
    }

    private static void assertGrayNear(int expected, int actual) {
        for (int shift = 0; shift < 24; shift += 8) {
            assertEquals(expected >> shift & 0xFF, actual >> shift & 0xFF, 2);
        }
    }
}
