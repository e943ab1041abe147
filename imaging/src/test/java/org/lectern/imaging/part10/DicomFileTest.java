package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

final class DicomFileTest {
    @TempDir
    private Path folder = Path.of("");

    private DicomFile read(Bytes bytes) throws IOException {
        Path file = folder.resolve("file.dcm");
        Files.write(file, bytes.done());
        return DicomFile.read(file);
    }

    private static String what(DicomFile file) {
        return String.join("; ", file.findings().stream().map(Finding::what).toList());
    }

    private static Bytes explicitBody(Bytes to) {
        return to.element(Tag.PatientID, "LO", "ID 7")
                .longHeader(Tag.ReferencedStudySequence, "SQ", 26)
                .implicit(ElementHeader.ITEM, 18)
                .element(Tag.ReferencedSOPClassUID, "UI", "1.2.3.4.5\0")
                .header(Tag.Rows, "US", 2)
                .u16(512)
                .header(Tag.RescaleIntercept, "DS", 6)
                .text("-1024 ");
    }

    private static void assertBody(DicomFile file) {
        DataSet dataSet = file.dataSet();
        assertEquals("ID 7", dataSet.text(Tag.PatientID).orElseThrow());
        assertEquals(512, dataSet.integer(Tag.Rows).orElseThrow());
        assertEquals(-1024.0, dataSet.decimal(Tag.RescaleIntercept).orElseThrow());
        assertEquals(
                "1.2.3.4.5",
                dataSet.item(Tag.ReferencedStudySequence)
                        .orElseThrow()
                        .text(Tag.ReferencedSOPClassUID)
                        .orElseThrow());
    }

    @Test
    void explicitLittleEndianIsRead() throws IOException {
        DicomFile file = read(explicitBody(Bytes.file(Bytes.EXPLICIT)));
        assertBody(file);
        assertEquals(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file.syntax());
        assertEquals(
                "", what(file).replace("Not in ascending order of tags", "").replace("; ", ""));
    }

    @Test
    void bigEndianValuesComeToTheHeapInLittleEndian() throws IOException {
        Bytes file = Bytes.file(Bytes.BIG).raw(explicitBody(new Bytes(true)).done());
        DicomFile read = read(file);
        assertBody(read);
        assertArrayEquals(
                new byte[] {0, 2},
                assertInstanceOf(
                                Element.Value.class,
                                read.dataSet().element(Tag.Rows).orElseThrow())
                        .bytes());
    }

    @Test
    void implicitElementsTakeTheirVrFromTheRegistry() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.IMPLICIT)
                .implicitElement(Tag.PatientName, "A^B ")
                .implicit(Tag.PixelRepresentation, 2)
                .u16(1)
                .implicit(Tag.SmallestImagePixelValue, 2)
                .u16(0xFFFE));
        assertEquals(
                VR.PN, file.dataSet().element(Tag.PatientName).orElseThrow().vr());
        assertEquals(-2, file.dataSet().integer(Tag.SmallestImagePixelValue).orElseThrow());
        assertEquals(List.of(), file.findings());
    }

    @Test
    void aDeflatedDataSetIsInflated() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.DEFLATED)
                .raw(deflated(explicitBody(new Bytes()).done())));
        assertBody(file);
        assertTrue(file.syntax().deflated());
    }

    /** Stored blocks (RFC 1951 section 3.2.4), whose first bytes spell (0008,FFAA) US. */
    @Test
    void aDeflatedStreamThatLooksLikeAnElementIsInflated() throws IOException {
        int length = 0xAA00;
        Bytes plain = new Bytes().element(0x00530010, "LO", "MAKER ");
        int filling = length - plain.size() - 12;
        plain.longHeader(0x00531000, "OB", filling).raw(new byte[filling]);
        Bytes deflated = new Bytes().hex("08 00AA FF55").raw(plain.done()).hex("01 0000 FFFF");
        DicomFile file = read(Bytes.file(Bytes.DEFLATED).raw(deflated.done()));
        assertEquals("MAKER", file.dataSet().text(0x00530010).orElseThrow());
        assertTrue(file.syntax().deflated());
        assertEquals(List.of(), file.findings());
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] deflated = new byte[plain.length * 2];
        int length = deflater.deflate(deflated);
        deflater.end();
        return java.util.Arrays.copyOf(deflated, length);
    }

    @Test
    void undefinedLengthsEndAtTheirDelimiters() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .longHeader(Tag.ReferencedStudySequence, "SQ", 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 0xFFFFFFFFL)
                .element(Tag.ReferencedSOPClassUID, "UI", "1.2\0")
                .implicit(ElementHeader.ITEM_END, 0)
                .implicit(ElementHeader.ITEM, 0)
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .element(Tag.PatientID, "LO", "X "));
        assertEquals(2, file.dataSet().items(Tag.ReferencedStudySequence).size());
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(List.of(), file.findings());
    }

    @Test
    void anUnknownVrOfUndefinedLengthIsAnImplicitSequence() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .element(0x00090010, "LO", "OURS")
                .longHeader(0x00091001, "UN", 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 0xFFFFFFFFL)
                .implicitElement(Tag.PatientID, "X1")
                .implicit(ElementHeader.ITEM_END, 0)
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .element(Tag.PatientID, "LO", "X "));
        assertEquals(
                "X1",
                file.dataSet()
                        .item(0x00091001)
                        .orElseThrow()
                        .text(Tag.PatientID)
                        .orElseThrow());
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(List.of(), file.findings());
    }

    @Test
    void anExplicitUnknownVrIsGivenTheRegisteredOne() throws IOException {
        DicomFile file = read(
                Bytes.file(Bytes.EXPLICIT).longHeader(Tag.PatientID, "UN", 2).text("7 "));
        assertEquals(VR.LO, file.dataSet().element(Tag.PatientID).orElseThrow().vr());
    }

    @Test
    void pixelDataStaysInTheFile() throws IOException {
        Bytes head = Bytes.file(Bytes.EXPLICIT).longHeader(Tag.PixelData, "OW", 6);
        DicomFile file = read(new Bytes().raw(head.done()).hex("0102 0304 0506"));
        BulkData.FileRegion region = assertInstanceOf(
                BulkData.FileRegion.class, file.dataSet().bulk(Tag.PixelData).orElseThrow());
        assertEquals(head.size(), region.offset());
        assertEquals(6, region.length());
        try (Arena arena = Arena.ofConfined()) {
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, region.map(arena).toArray(ValueLayout.JAVA_BYTE));
        }
        assertFalse(DicomFile.readHeader(folder.resolve("file.dcm")).dataSet().contains(Tag.PixelData));
    }

    @Test
    void bigEndianPixelDataKeepsItsOrder() throws IOException {
        byte[] body = new Bytes(true)
                .header(Tag.Rows, "US", 2)
                .u16(1)
                .longHeader(Tag.PixelData, "OW", 2)
                .hex("0102")
                .done();
        DicomFile file = read(Bytes.file(Bytes.BIG).raw(body));
        assertEquals(
                ByteOrder.BIG_ENDIAN,
                file.dataSet().bulk(Tag.PixelData).orElseThrow().order());
    }

    @Test
    void fragmentsAreFoundWithAndWithoutAnOffsetTable() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.JPEG)
                .longHeader(Tag.PixelData, "OB", 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 4)
                .u32(0)
                .implicit(ElementHeader.ITEM, 2)
                .hex("FFD8")
                .implicit(ElementHeader.ITEM, 4)
                .hex("FFD9 0000")
                .implicit(ElementHeader.SEQUENCE_END, 0));
        Element.Encapsulated pixels = assertInstanceOf(
                Element.Encapsulated.class,
                file.dataSet().element(Tag.PixelData).orElseThrow());
        assertEquals(4, pixels.offsetTable().length());
        assertEquals(
                List.of(2L, 4L),
                pixels.fragments().stream().map(BulkData::length).toList());
        assertEquals(List.of(), file.findings());
    }

    @Test
    void whatIsWrittenCountsMoreThanWhatIsDeclared() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT).implicitElement(Tag.PatientID, "X "));
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(TransferSyntax.IMPLICIT_LITTLE_ENDIAN, file.syntax());
        assertTrue(what(file).contains("Declared as Explicit VR Little Endian"), what(file));
    }

    @Test
    void aBareDataSetIsRecognisedInEachEncoding() throws IOException {
        assertBody(read(explicitBody(new Bytes())));
        assertBody(read(explicitBody(new Bytes(true))));
        assertEquals(
                "X",
                read(new Bytes().implicitElement(Tag.PatientID, "X "))
                        .dataSet()
                        .text(Tag.PatientID)
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 127, 256})
    void thePrefixIsFoundElsewhere(int offset) throws IOException {
        Bytes file = new Bytes()
                .raw(new byte[offset])
                .text("DICM")
                .element(0x00020010, "UI", Bytes.EXPLICIT + "\0")
                .element(Tag.PatientID, "LO", "X ");
        DicomFile read = read(file);
        assertEquals("X", read.dataSet().text(Tag.PatientID).orElseThrow());
        assertTrue(what(read).contains("prefix is not at byte 128"), what(read));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0xFFFFFFFFL, 1 << 30})
    void theGroupLengthOfTheMetaInformationIsNotBelieved(long length) throws IOException {
        DicomFile file = read(new Bytes()
                .raw(new byte[128])
                .text("DICM")
                .header(0x00020000, "UL", 4)
                .u32(length)
                .element(0x00020010, "UI", Bytes.EXPLICIT + "\0")
                .element(Tag.PatientID, "LO", "X "));
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertTrue(what(file).contains("group length"), what(file));
    }

    @Test
    void aDeclaredSyntaxMayBeMissing() throws IOException {
        DicomFile file = read(new Bytes()
                .raw(new byte[128])
                .text("DICM")
                .element(0x00020002, "UI", "1.2.3\0")
                .element(Tag.PatientID, "LO", "X "));
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertTrue(what(file).contains("No transfer syntax is declared"), what(file));
    }

    @Test
    void aValueCutOffByTheEndIsNamedAndTheRestKept() throws IOException {
        Bytes head = Bytes.file(Bytes.EXPLICIT).element(Tag.PatientID, "LO", "X ");
        DicomFile file = read(new Bytes()
                .raw(head.done())
                .header(Tag.PatientBirthDate, "DA", 8)
                .text("1999"));
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertFalse(file.dataSet().contains(Tag.PatientBirthDate));
        assertEquals(
                List.of(new Finding("A value of 8 bytes where 4 are left", Tag.PatientBirthDate, head.size())),
                file.findings());
    }

    @Test
    void cutOffPixelDataIsKeptAsFarAsItGoes() throws IOException {
        DicomFile file = read(
                Bytes.file(Bytes.EXPLICIT).longHeader(Tag.PixelData, "OW", 4000).hex("0102"));
        assertEquals(2, file.dataSet().bulk(Tag.PixelData).orElseThrow().length());
        assertEquals(1, file.findings().size());
    }

    @Test
    void strayAndMissingDelimitersAreFindings() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .longHeader(Tag.ReferencedStudySequence, "SQ", 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 0xFFFFFFFFL)
                .element(Tag.ReferencedSOPClassUID, "UI", "1.2\0")
                .implicit(ElementHeader.ITEM, 0xFFFFFFFFL)
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .element(Tag.PatientID, "LO", "X "));
        assertEquals(2, file.dataSet().items(Tag.ReferencedStudySequence).size());
        assertEquals("X", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(
                "A delimiter outside a sequence is passed over; An item without its delimiter; "
                        + "An item without its delimiter",
                what(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"??", "  ", "\0\0", "XX", "us"})
    void anInvalidVrIsReplacedByTheRegisteredOne(String vr) throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .element(Tag.PatientID, "LO", "X ")
                .header(Tag.Rows, vr, 2)
                .u16(9)
                .header(Tag.Columns, "US", 2)
                .u16(5));
        assertEquals(9, file.dataSet().integer(Tag.Rows).orElseThrow());
        assertEquals(5, file.dataSet().integer(Tag.Columns).orElseThrow());
        assertEquals("Unknown VR", what(file));
    }

    @Test
    void anImplicitElementAmongExplicitOnesIsUnderstood() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .element(Tag.PatientID, "LO", "X ")
                .implicit(Tag.Rows, 2)
                .u16(9)
                .header(Tag.Columns, "US", 2)
                .u16(5));
        assertEquals(9, file.dataSet().integer(Tag.Rows).orElseThrow());
        assertEquals(5, file.dataSet().integer(Tag.Columns).orElseThrow());
    }

    @Test
    void aTagOutOfOrderIsSortedAndOneSeenTwiceKeepsItsLastValue() throws IOException {
        DicomFile file = read(Bytes.file(Bytes.EXPLICIT)
                .element(Tag.PatientID, "LO", "X ")
                .element(Tag.PatientID, "LO", "Y ")
                .element(Tag.Modality, "CS", "CT"));
        assertEquals("Y", file.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(Tag.Modality, file.dataSet().iterator().next().tag());
        assertEquals(2, file.findings().size());
    }

    @Test
    void whatIsNotDicomIsRefused() throws IOException {
        for (String other :
                List.of("", "DICM", "PK\3\4 a zip archive", "\u0089PNG\r\n\u001a\n a picture", "Dear all, …")) {
            DicomFormatException refused =
                    assertThrows(DicomFormatException.class, () -> read(new Bytes().text(other)), other);
            assertEquals(DicomFormatException.Problem.NOT_DICOM, refused.problem());
        }
        assertThrows(DicomFormatException.class, () -> read(new Bytes().raw(new byte[4096])));
    }

    @Test
    void aDataSetInMemoryNeedsNoFile() throws IOException {
        byte[] bytes = explicitBody(new Bytes())
                .longHeader(Tag.PixelData, "OB", 2)
                .hex("0708")
                .done();
        DicomReader.Result result =
                DicomReader.read(MemorySegment.ofArray(bytes), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertEquals("ID 7", result.dataSet().text(Tag.PatientID).orElseThrow());
        assertEquals(2, result.dataSet().bulk(Tag.PixelData).orElseThrow().length());
    }
}
