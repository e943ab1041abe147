package org.lectern.imaging.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

class OrientationLabelsTest {
    private static final OrientationLabels AXIAL = new OrientationLabels("R", "L", "A", "P");

    private static OrientationLabels of(double... d) {
        return OrientationLabels.of(Vector3.of(d, 0), Vector3.of(d, 3));
    }

    @Test
    void theThreePlanesOfTheRadiologistReadAsTheyShould() {
        assertEquals(AXIAL, of(1, 0, 0, 0, 1, 0));
        assertEquals(new OrientationLabels("R", "L", "H", "F"), of(1, 0, 0, 0, 0, -1));
        assertEquals(new OrientationLabels("A", "P", "H", "F"), of(0, 1, 0, 0, 0, -1));
    }

    /** The eight ways to lay down an axial slice, each written out by hand: left, right, top, bottom. */
    @ParameterizedTest
    @CsvSource({
        "0, false, R, L, A, P",
        "1, false, P, A, R, L",
        "2, false, L, R, P, A",
        "3, false, A, P, L, R",
        "0, true, L, R, A, P",
        "1, true, A, P, R, L",
        "2, true, R, L, P, A",
        "3, true, P, A, L, R"
    })
    void lettersFollowEveryTurnAndFlip(
            int turns, boolean flipped, String left, String right, String top, String bottom) {
        OrientationLabels turned = AXIAL.rotatedClockwise(turns);
        assertEquals(new OrientationLabels(left, right, top, bottom), flipped ? turned.flippedHorizontally() : turned);
    }

    @Test
    void aVerticalFlipIsAHorizontalOneTurnedHalfAround() {
        assertEquals(AXIAL.flippedVertically(), AXIAL.flippedHorizontally().rotatedClockwise(2));
        assertEquals(AXIAL, AXIAL.rotatedClockwise(-3).rotatedClockwise(3));
    }

    @Test
    void obliqueDirectionsTakeSeveralLettersTheLargestFirst() {
        assertEquals("LP", OrientationLabels.letters(new Vector3(0.8, 0.6, 0)));
        assertEquals("PHR", OrientationLabels.letters(new Vector3(-0.4, 0.7, 0.59).unit()));
        assertEquals("L", OrientationLabels.letters(new Vector3(1, 0.1, -0.1).unit()));
    }

    @Test
    void projectionsFollowPatientOrientation() {
        DataSet mammogram =
                DataSet.builder().text(Tag.PatientOrientation, "A", "FR").build();
        assertEquals(
                new OrientationLabels("P", "A", "HL", "FR"),
                OrientationLabels.of(FrameAttributes.forFrame(mammogram, 0)));
    }

    @Test
    void quadrupedLettersPassThrough() {
        DataSet dog = DataSet.builder()
                .text(Tag.AnatomicalOrientationType, "QUADRUPED")
                .text(Tag.PatientOrientation, "LE", "CDV")
                .build();
        assertEquals(
                new OrientationLabels("RT", "LE", "CRD", "CDV"),
                OrientationLabels.of(FrameAttributes.forFrame(dog, 0)));
    }

    @Test
    void nothingIsClaimedWhereNothingIsKnown() {
        assertEquals(OrientationLabels.NONE, OrientationLabels.of(FrameAttributes.forFrame(DataSet.empty(), 0)));
        assertEquals(OrientationLabels.NONE, OrientationLabels.ofPatientOrientation(List.of("A"), false));
        assertEquals(
                new OrientationLabels("", "X", "H", "F"),
                OrientationLabels.ofPatientOrientation(List.of("X", "F"), false));
    }
}
