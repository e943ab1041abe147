package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

final class DicomWriterTest {
    private static final DataSet SMALL = DataSet.builder()
            .text(Tag.PatientID, "X")
            .items(
                    Tag.ReferencedStudySequence,
                    DataSet.builder().text(Tag.ReferencedSOPClassUID, "1.2").build())
            .number(Tag.Rows, 512)
            .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(new byte[] {1, 2, 3, 4}))
            .build();

    private static byte[] written(DataSet dataSet, TransferSyntax syntax, DicomWriter.Lengths lengths)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(syntax, lengths).writeDataSet(dataSet, out);
        return out.toByteArray();
    }

    @Test
    void explicitLittleEndianIsWrittenToTheByte() throws IOException {
        byte[] expected = new Bytes()
                .longHeader(Tag.ReferencedStudySequence, "SQ", 20)
                .implicit(ElementHeader.ITEM, 12)
                .element(Tag.ReferencedSOPClassUID, "UI", "1.2\0")
                .element(Tag.PatientID, "LO", "X ")
                .header(Tag.Rows, "US", 2)
                .u16(512)
                .longHeader(Tag.PixelData, "OW", 4)
                .hex("01020304")
                .done();
        assertArrayEquals(expected, written(SMALL, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, DicomWriter.Lengths.DEFINED));
    }

    @Test
    void implicitLittleEndianIsWrittenToTheByte() throws IOException {
        byte[] expected = new Bytes()
                .implicit(Tag.ReferencedStudySequence, 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 0xFFFFFFFFL)
                .implicitElement(Tag.ReferencedSOPClassUID, "1.2\0")
                .implicit(ElementHeader.ITEM_END, 0)
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .implicitElement(Tag.PatientID, "X ")
                .implicit(Tag.Rows, 2)
                .u16(512)
                .implicit(Tag.PixelData, 4)
                .hex("01020304")
                .done();
        assertArrayEquals(
                expected, written(SMALL, TransferSyntax.IMPLICIT_LITTLE_ENDIAN, DicomWriter.Lengths.UNDEFINED));
    }

    @Test
    void bigEndianSwapsNumbersTagsLengthsAndWords() throws IOException {
        byte[] expected = new Bytes(true)
                .longHeader(Tag.ReferencedStudySequence, "SQ", 20)
                .implicit(ElementHeader.ITEM, 12)
                .element(Tag.ReferencedSOPClassUID, "UI", "1.2\0")
                .element(Tag.PatientID, "LO", "X ")
                .header(Tag.Rows, "US", 2)
                .u16(512)
                .longHeader(Tag.PixelData, "OW", 4)
                .hex("02010403")
                .done();
        assertArrayEquals(expected, written(SMALL, TransferSyntax.EXPLICIT_BIG_ENDIAN, DicomWriter.Lengths.DEFINED));
    }

    @Test
    void bigEndianBulkValuesTurnBackIntoLittleEndian() throws IOException {
        BulkData big = new BulkData.InMemory(MemorySegment.ofArray(new byte[] {1, 2, 3, 4}), ByteOrder.BIG_ENDIAN);
        DataSet dataSet = DataSet.builder().bulk(Tag.FloatPixelData, VR.OF, big).build();
        byte[] expected = new Bytes()
                .longHeader(Tag.FloatPixelData, "OF", 4)
                .hex("04030201")
                .done();
        assertArrayEquals(
                expected, written(dataSet, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, DicomWriter.Lengths.DEFINED));
    }

    @Test
    void fragmentsAreWrittenWithTheirOffsetTable() throws IOException {
        DataSet dataSet = DataSet.builder()
                .put(new Element.Encapsulated(
                        Tag.PixelData,
                        VR.OB,
                        BulkData.InMemory.of(new byte[4]),
                        List.of(BulkData.InMemory.of(new byte[] {9, 8, 7}))))
                .build();
        byte[] expected = new Bytes()
                .longHeader(Tag.PixelData, "OB", 0xFFFFFFFFL)
                .implicit(ElementHeader.ITEM, 4)
                .u32(0)
                .implicit(ElementHeader.ITEM, 4)
                .hex("09080700")
                .implicit(ElementHeader.SEQUENCE_END, 0)
                .done();
        assertArrayEquals(expected, written(dataSet, TransferSyntax.of(Bytes.JPEG), DicomWriter.Lengths.DEFINED));
        assertThrows(
                IllegalArgumentException.class,
                () -> written(dataSet, TransferSyntax.EXPLICIT_BIG_ENDIAN, DicomWriter.Lengths.DEFINED));
    }

    @Test
    void aTextTooLongForItsVrGoesAsUnknownAndComesBackAsWhatItIs() throws IOException {
        String text = "a".repeat(70_000);
        DataSet dataSet = DataSet.builder().text(Tag.PatientComments, text).build();
        byte[] bytes = written(dataSet, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, DicomWriter.Lengths.DEFINED);
        assertEquals("UN", new String(bytes, 4, 2, java.nio.charset.StandardCharsets.US_ASCII));
        DataSet back = DicomReader.read(MemorySegment.ofArray(bytes), TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                .dataSet();
        assertEquals(text, back.text(Tag.PatientComments).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void aFileHasMetaInformationOfTheRightLength(DicomWriter.Lengths lengths, @TempDir Path folder) throws IOException {
        Path path = folder.resolve("written.dcm");
        DataSet dataSet = SMALL.toBuilder()
                .text(Tag.SOPClassUID, "1.2.3")
                .text(Tag.SOPInstanceUID, "2.25.1")
                .build();
        new DicomWriter(TransferSyntax.DEFLATED, lengths).write(dataSet, path);
        DicomFile file = DicomFile.read(path);
        assertEquals(List.of(), file.findings());
        assertEquals("2.25.1", file.meta().text(Tag.MediaStorageSOPInstanceUID).orElseThrow());
        assertEquals(
                DicomWriter.IMPLEMENTATION_CLASS_UID,
                file.meta().text(Tag.ImplementationClassUID).orElseThrow());
        assertEquals(512, file.dataSet().integer(Tag.Rows).orElseThrow());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(path), left.toList());
        }
        assertEquals(0, Files.size(path) % 2);
    }

    @Test
    void aFailedWriteLeavesNothingBehind(@TempDir Path folder) throws IOException {
        Path gone = folder.resolve("gone");
        DataSet dataSet = DataSet.builder()
                .bulk(Tag.PixelData, VR.OW, new BulkData.FileRegion(gone, 0, 10, ByteOrder.LITTLE_ENDIAN))
                .build();
        Path target = folder.resolve("target.dcm");
        assertThrows(
                IOException.class, () -> new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(dataSet, target));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void privateAndUnknownElementsSurviveEverySyntax() throws IOException {
        DataSet dataSet = DataSet.builder()
                .text(0x00090010, VR.LO, "OURS")
                .put(new Element.Value(0x00091001, VR.UN, new byte[] {1, 2, 3, 4}))
                .put(new Element.Sequence(
                        0x00091002,
                        List.of(DataSet.builder().text(Tag.PatientID, "Y").build())))
                .put(new Element.Value(0x00280099, VR.UN, new byte[] {5, 6}))
                .build();
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED)) {
            byte[] bytes = written(dataSet, syntax, DicomWriter.Lengths.DEFINED);
            DataSet back =
                    DicomReader.read(MemorySegment.ofArray(bytes), syntax).dataSet();
            SameElements.assertSame(dataSet, back, true, syntax.uid());
        }
    }

    @Test
    void everyRealFileSurvivesWritingInEverySyntaxItMayHave(@TempDir Path folder) throws IOException {
        int compared = 0;
        for (Path path : SharedFiles.all()) {
            DicomFile file;
            try {
                file = DicomFile.read(path);
            } catch (DicomFormatException e) {
                continue;
            }
            for (TransferSyntax syntax : syntaxes(file)) {
                Path copy = folder.resolve("copy.dcm");
                new DicomWriter(syntax).write(file.meta(), file.dataSet(), copy);
                SameElements.assertSame(
                        file.dataSet(), DicomFile.read(copy).dataSet(), syntax.explicitVr(), path + " " + syntax.uid());
                compared++;
            }
        }
        assertTrue(compared > 500, () -> "few files");
    }

    private static List<TransferSyntax> syntaxes(DicomFile file) {
        boolean fragments = Stream.of(file.dataSet())
                .flatMap(dataSet -> java.util.stream.StreamSupport.stream(dataSet.spliterator(), false))
                .anyMatch(Element.Encapsulated.class::isInstance);
        return fragments || file.syntax().encapsulated()
                ? List.of(file.syntax())
                : List.of(
                        TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_BIG_ENDIAN,
                        TransferSyntax.DEFLATED);
    }
}
