package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;

class MprTest {
    private static final Tile TILE = Tile.of(400, 400);

    @TempDir
    Path folder;

    private MprModel model;
    private MprContent axial;
    private MprContent sagittal;

    @BeforeEach
    void buildTheVolume() throws IOException {
        DisplaySet displaySet = Phantom.study(folder).displaySets().getFirst();
        model = new MprModel(
                displaySet,
                new VolumeLoader(Parallel.SEQUENTIAL, VolumeMemory.UNLIMITED)
                        .load(displaySet, VolumeLoader.Progress.IGNORED),
                List.of(Voi.Window.of(500, 1000)));
        axial = new MprContent(model, MprPlane.AXIAL, Renderers.sequential().volumes());
        sagittal =
                new MprContent(model, MprPlane.SAGITTAL, Renderers.sequential().volumes());
    }

    @AfterEach
    void free() {
        model.close();
    }

    @Test
    void thePlanesStartInTheMiddleOfTheVolume() {
        assertEquals(new Vector3(-0.5, -1, 10.5), model.state().crosshair());
        assertEquals("R", axial.picture(0).labels().left());
        assertEquals("A", sagittal.picture(0).labels().left());
        assertEquals("H", sagittal.picture(0).labels().top());
    }

    @Test
    void eachPlaneSaysWhereItLiesInThePatient() {
        assertEquals("H 10.5 mm", axial.picture(0).caption().bottomRight().getLast());
        assertEquals("R 0.5 mm", sagittal.picture(0).caption().bottomRight().getLast());
    }

    @Test
    void scrollingOnePlaneMovesTheCrosshairAlongItsNormal() {
        Viewport viewport = new Viewport();
        viewport.show(axial);
        int before = viewport.position();
        assertEquals(2, viewport.page(2));
        assertEquals(before + 2, viewport.position());
        assertEquals(12.5, model.state().crosshair().z(), 1e-9); // steps of the finest spacing, 1 mm
    }

    @Test
    void draggingTheCentreMovesTheOtherPlanesToThatPlace() {
        MprPicture picture = (MprPicture) axial.picture(0);
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
        Crosshair cross = Crosshair.of(picture, transform, 400, 400);
        Crosshair.Hit hit = cross.at(cross.centre()).orElseThrow();
        assertEquals(Crosshair.Part.CENTRE, hit.part());
        Point2 to = cross.centre().plus(30, 0);
        new MprHand(axial, hit, cross.centre()).drag(to, picture, transform);
        double mm = 30 / transform.pixelsPerMm().orElseThrow();
        assertEquals(-0.5 + mm, model.state().crosshair().x(), 1e-9);
        assertEquals(-1, model.state().crosshair().y(), 1e-9);
    }

    @Test
    void aLineMovesOnlyItsOwnPlane() {
        MprPicture picture = (MprPicture) axial.picture(0);
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
        Crosshair cross = Crosshair.of(picture, transform, 400, 400);
        Point2 onVertical = cross.centre().plus(0, 60); // the sagittal plane is seen as a vertical line
        Crosshair.Hit hit = cross.at(onVertical).orElseThrow();
        assertEquals(Crosshair.Part.LINE, hit.part());
        assertEquals(MprPlane.SAGITTAL, hit.plane().orElseThrow());
        new MprHand(axial, hit, onVertical).drag(onVertical.plus(20, 35), picture, transform);
        assertEquals(-1, model.state().crosshair().y(), 1e-9);
        assertTrue(model.state().crosshair().x() > 1);
    }

    @Test
    void turningAGripTurnsTheLinesWithThePointer() {
        MprPicture picture = (MprPicture) axial.picture(0);
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
        Crosshair cross = Crosshair.of(picture, transform, 400, 400);
        Point2 top = cross.centre().plus(0, -0.36 * 400);
        Crosshair.Hit hit = cross.at(top).orElseThrow();
        assertEquals(Crosshair.Part.TURN, hit.part());
        double angle = Math.toRadians(30);
        Point2 to = cross.centre().plus(144 * Math.sin(angle), -144 * Math.cos(angle));
        new MprHand(axial, hit, top).drag(to, picture, transform);
        MprPicture turned = (MprPicture) axial.picture(0);
        Crosshair after = Crosshair.of(turned, transform, 400, 400);
        assertTrue(after.lines().stream()
                .flatMap(line -> line.turns(after.centre()).stream())
                .anyMatch(grip -> grip.distance(to) < 1e-6));
        assertTrue(sagittal.picture(0).caption().topRight().get(1).endsWith("oblique"));
    }

    @Test
    void aMirroredPictureTurnsWithThePointerToo() {
        MprPicture picture = (MprPicture) axial.picture(0);
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL.flippedHorizontally(), TILE);
        Crosshair cross = Crosshair.of(picture, transform, 400, 400);
        Point2 top = cross.centre().plus(0, -144);
        Point2 to = cross.centre().plus(72, -144 * Math.cos(Math.toRadians(30)));
        new MprHand(axial, cross.at(top).orElseThrow(), top).drag(to, picture, transform);
        Crosshair after = Crosshair.of((MprPicture) axial.picture(0), transform, 400, 400);
        assertTrue(after.lines().stream()
                .flatMap(line -> line.turns(after.centre()).stream())
                .anyMatch(grip -> grip.distance(to) < 1e-6));
    }

    @Test
    void aSlabIsAsThickAsItsGripsSay() {
        model.setSlab(8, false);
        MprPicture picture = (MprPicture) axial.picture(0);
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
        Crosshair cross = Crosshair.of(picture, transform, 400, 400);
        assertEquals(4 * transform.pixelsPerMm().orElseThrow(), cross.slabPixels(), 1e-9);
        assertEquals("slab 8 mm mean", picture.caption().bottomRight().getFirst());
        model.thicken(1);
        assertEquals(10, model.state().slab().thicknessMm());
        model.thicken(-1);
        model.thicken(-1);
        assertEquals(5, model.state().slab().thicknessMm());
    }

    @Test
    void thePaintedPlaneShowsTheVoxelsThatThePatientPointsName() throws IOException {
        Picture picture = sagittal.picture(0); // columns run to the back, rows to the feet; x = -0.5 is column 19.5
        ViewTransform transform = ViewTransform.resolve(picture.grid(), Look.INITIAL, TILE);
        int[] pixels = new int[400 * 400];
        Painted painted = picture.paint(new PaintOrder(transform, TILE, LayerLook.INITIAL, false, pixels));
        assertEquals("HU", painted.unit());
        MprPicture plane = (MprPicture) picture;
        Point2 seen = transform.toScreen(plane.project(new Vector3(-0.5, 10, 6))); // slice 2: 219.5 HU
        int argb = pixels[(int) seen.y() * 400 + (int) seen.x()];
        assertEquals(219.5 / 1000 * 255, argb & 0xFF, 255 * 0.02);
        assertEquals(
                "219.5 HU",
                picture.sample(plane.project(new Vector3(-0.5, 10, 6)))
                        .orElseThrow()
                        .value());
    }
}
