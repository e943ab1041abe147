package org.lectern.imaging.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

class EncapsulatedDocumentTest {
    @Test
    void thePaddingByteIsCutWhereTheLengthIsStated() throws IOException {
        DataSet object = DataSet.builder()
                .text(Tag.MIMETypeOfEncapsulatedDocument, "Application/PDF")
                .text(Tag.DocumentTitle, "Letter")
                .number(Tag.EncapsulatedDocumentLength, 3)
                .bulk(Tag.EncapsulatedDocument, VR.OB, BulkData.InMemory.of(new byte[] {1, 2, 3, 0}))
                .build();
        EncapsulatedDocument document = EncapsulatedDocument.of(object).orElseThrow();
        assertTrue(document.isPdf());
        assertEquals("Letter", document.title().orElseThrow());
        assertArrayEquals(new byte[] {1, 2, 3}, document.read());
    }

    @Test
    void aStatedLengthBeyondTheValueIsNotBelieved() throws IOException {
        DataSet object = DataSet.builder()
                .number(Tag.EncapsulatedDocumentLength, 4_000_000_000.0)
                .bulk(Tag.EncapsulatedDocument, VR.OB, BulkData.InMemory.of(new byte[] {1, 2}))
                .build();
        assertArrayEquals(
                new byte[] {1, 2}, EncapsulatedDocument.of(object).orElseThrow().read());
        assertTrue(EncapsulatedDocument.of(DataSet.empty()).isEmpty());
    }
}
