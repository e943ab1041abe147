package org.lectern.imaging.presentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.grayscale.PresentationTransform;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.part10.DicomFile;

class PresentationStateTest {
    private static final String UID = "1.2.3";

    private static DataSet reference(int... frames) {
        DataSet.Builder image = DataSet.builder().text(Tag.ReferencedSOPInstanceUID, UID);
        for (int frame : frames) {
            image.number(Tag.ReferencedFrameNumber, frame);
        }
        return image.build();
    }

    private static DataSet.Builder state() {
        return DataSet.builder()
                .text(Tag.Modality, "PR")
                .items(
                        Tag.ReferencedSeriesSequence,
                        DataSet.builder()
                                .items(Tag.ReferencedImageSequence, reference())
                                .build());
    }

    @Test
    void eachFrameHasTheWindowThatRefersToIt() throws IOException {
        DataSet second = DataSet.builder()
                .items(Tag.ReferencedImageSequence, reference(2))
                .text(Tag.WindowCenter, "10")
                .text(Tag.WindowWidth, "20")
                .build();
        DataSet every = DataSet.builder()
                .text(Tag.WindowCenter, "40")
                .text(Tag.WindowWidth, "400")
                .build();
        PresentationState read = PresentationState.of(
                state().items(Tag.SoftcopyVOILUTSequence, second, every).build());
        assertEquals(List.of(Voi.Window.of(40, 400)), read.voisFor(UID, 0));
        assertEquals(Voi.Window.of(10, 20), read.voisFor(UID, 1).getFirst());
        assertTrue(read.appliesTo(UID, 7));
        assertFalse(read.appliesTo("9.9", 0));
    }

    @Test
    void whatTheStateLeavesOutIsLeftOut() throws IOException {
        PresentationState read = PresentationState.of(state().build());
        assertTrue(read.modality().isIdentity());
        assertEquals(PresentationTransform.Shape.IDENTITY, read.presentation());
        assertTrue(read.shutters().isEmpty());
        assertTrue(read.activeOverlays(List.of()).isEmpty());
    }

    @Test
    void rotationFlipAreaAndInversionAreRead() throws IOException {
        DataSet area = DataSet.builder()
                .number(Tag.DisplayedAreaTopLeftHandCorner, 101, 51)
                .number(Tag.DisplayedAreaBottomRightHandCorner, 1, 1)
                .text(Tag.PresentationSizeMode, "MAGNIFY")
                .text(Tag.PresentationPixelAspectRatio, "3", "2")
                .number(Tag.PresentationPixelMagnificationRatio, 2.5)
                .build();
        PresentationState read = PresentationState.of(state().number(Tag.ImageRotation, 270)
                .text(Tag.ImageHorizontalFlip, "Y")
                .text(Tag.PresentationLUTShape, "INVERSE")
                .items(Tag.DisplayedAreaSelectionSequence, area)
                .build());
        assertEquals(270, read.rotationDegrees());
        assertTrue(read.flippedHorizontally());
        assertEquals(PresentationTransform.Shape.INVERSE, read.presentation());
        assertEquals(
                new DisplayedArea(0, 0, 100, 50, DisplayedArea.SizeMode.MAGNIFY, 1.5, 2.5),
                read.areaFor(UID, 0).orElseThrow());
    }

    @Test
    void anImageIsNoPresentationState() {
        assertThrows(
                PresentationState.NotOneException.class,
                () -> PresentationState.of(
                        DataSet.builder().text(Tag.Modality, "CT").build()));
    }

    @Test
    void aRealStateKeepsItsOutlineAndItsText() throws IOException {
        Path file = Path.of(System.getProperty("lectern.data", "../../shared/data"))
                .resolve("gsps-annotations-and-ko/real01.pr.dcm");
        Assumptions.assumeTrue(Files.exists(file), "the real files are not here");
        PresentationState read = PresentationState.of(DicomFile.read(file).dataSet());
        GraphicAnnotation annotation = read.annotations().getFirst();
        assertEquals("USER ANNOTATIONS", annotation.layer());
        GraphicAnnotation.GraphicObject outline = annotation.graphics().getFirst();
        assertEquals(GraphicAnnotation.Shape.POLYLINE, outline.shape());
        assertEquals(63, outline.points().size());
        assertTrue(annotation.texts().getFirst().text().startsWith("A=196px"));
        assertTrue(annotation.texts().getFirst().anchor().orElseThrow().visible());
        assertEquals(36, read.areas().getFirst().area().left());
    }
}
