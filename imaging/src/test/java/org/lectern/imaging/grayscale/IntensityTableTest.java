package org.lectern.imaging.grayscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

class IntensityTableTest {
    @Test
    void theIntensityTableOfAnAngiogramIsNotPartOfItsDisplay() {
        assertTrue(GrayscaleTransforms.of(image("XA", "LOG"), 0).modality().isIdentity());
        assertTrue(GrayscaleTransforms.of(image("RF", "DISP"), 0).modality().isIdentity());
    }

    @Test
    void theTableOfAnythingElseIs() {
        assertEquals(
                200, GrayscaleTransforms.of(image("CR", "LOG"), 0).modality().apply(1));
        assertEquals(
                200, GrayscaleTransforms.of(image("XA", "LIN"), 0).modality().apply(1));
    }

    private static DataSet image(String modality, String relationship) {
        return DataSet.builder()
                .text(Tag.Modality, modality)
                .text(Tag.PixelIntensityRelationship, relationship)
                .number(Tag.PixelRepresentation, 0)
                .number(Tag.BitsStored, 8)
                .items(
                        Tag.ModalityLUTSequence,
                        DataSet.builder()
                                .number(Tag.LUTDescriptor, VR.US, 2, 0, 8)
                                .text(Tag.ModalityLUTType, "US")
                                .number(Tag.LUTData, VR.US, 100, 200)
                                .build())
                .build();
    }
}
