package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;

/** Files made to kill a reader. Run with the heap that a workstation's reader may have, 512 MiB. */
final class HostileFilesTest {
    private static final long UNDEFINED = 0xFFFFFFFFL;

    @TempDir
    private Path folder = Path.of("");

    private Path file(Bytes bytes) throws IOException {
        return Files.write(folder.resolve("file.dcm"), bytes.done());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSequenceNestedAHundredThousandDeepHasItsOwnError(boolean explicit) throws IOException {
        Bytes bytes = Bytes.file(explicit ? Bytes.EXPLICIT : Bytes.IMPLICIT);
        for (int depth = 0; depth < 100_000; depth++) {
            if (explicit) {
                bytes.longHeader(Tag.ReferencedStudySequence, "SQ", UNDEFINED);
            } else {
                bytes.implicit(Tag.ReferencedStudySequence, UNDEFINED);
            }
            bytes.implicit(ElementHeader.ITEM, UNDEFINED);
        }
        Path path = file(bytes);
        DicomFormatException refused = assertThrows(DicomFormatException.class, () -> DicomFile.read(path));
        assertEquals(DicomFormatException.Problem.NESTED_TOO_DEEP, refused.problem());
        assertEquals(Tag.ReferencedStudySequence, refused.tag());
    }

    @Test
    void depthWithinTheLimitIsRead() throws IOException {
        DataSet dataSet = DataSet.builder().text(Tag.PatientID, "X").build();
        for (int depth = 0; depth < DataSetParser.DEEPEST; depth++) {
            dataSet = DataSet.builder()
                    .items(Tag.ReferencedStudySequence, dataSet)
                    .build();
        }
        Path path = folder.resolve("deep.dcm");
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(dataSet, path);
        DataSet read = DicomFile.read(path).dataSet();
        for (int depth = 0; depth < DataSetParser.DEEPEST; depth++) {
            read = read.item(Tag.ReferencedStudySequence).orElseThrow();
        }
        assertEquals("X", read.text(Tag.PatientID).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMillionElementsAreReadInAnyOrder(boolean ascending) throws IOException {
        Path path = folder.resolve("many.dcm");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write(Bytes.file(Bytes.IMPLICIT)
                    .implicitElement(Tag.PatientID, "X ")
                    .done());
            for (int i = 0; i < 1_000_000; i++) {
                int number = ascending ? i : 999_999 - i;
                out.write(new Bytes().implicitElement(0x00110000 + number, "12").done());
            }
        }
        DicomFile file = DicomFile.read(path);
        assertEquals(1_000_001, file.dataSet().size());
        assertTrue(file.findings().size() <= 101);
    }

    @Test
    void aMillionItemsAreRead() throws IOException {
        Path path = folder.resolve("many.dcm");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write(Bytes.file(Bytes.EXPLICIT)
                    .longHeader(Tag.ReferencedStudySequence, "SQ", 8_000_000)
                    .done());
            byte[] item = new Bytes().implicit(ElementHeader.ITEM, 0).done();
            for (int i = 0; i < 1_000_000; i++) {
                out.write(item);
            }
        }
        DataSet dataSet = DicomFile.read(path).dataSet();
        assertEquals(1_000_000, dataSet.items(Tag.ReferencedStudySequence).size());
    }

    @Test
    void moreFragmentsThanTheLimitAreCutAndNamed() throws IOException {
        Path path = folder.resolve("fragments.dcm");
        byte[] item = new Bytes().implicit(ElementHeader.ITEM, 0).done();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write(Bytes.file(Bytes.JPEG)
                    .longHeader(Tag.PixelData, "OB", UNDEFINED)
                    .done());
            for (int i = 0; i < DataSetParser.MOST_ELEMENTS + 10; i++) {
                out.write(item);
            }
        }
        DicomFile file = DicomFile.read(path);
        Element.Encapsulated pixels = assertInstanceOf(
                Element.Encapsulated.class,
                file.dataSet().element(Tag.PixelData).orElseThrow());
        assertTrue(pixels.fragments().size() <= DataSetParser.MOST_ELEMENTS);
        assertEquals(
                "More fragments than 4,000,000; the rest is not read",
                file.findings().getFirst().what());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OB", "UT", "UN", "SQ", "UC", "OW"})
    void declaredGigabytesAreComparedWithWhatIsLeft(String vr) throws IOException {
        for (int tag : new int[] {Tag.PatientComments, Tag.PixelData, Tag.ReferencedStudySequence}) {
            DicomFile file = DicomFile.read(file(Bytes.file(Bytes.EXPLICIT)
                    .element(Tag.Modality, "CS", "CT")
                    .longHeader(tag, vr, 0xFFFFFFF0L)
                    .text("short")));
            assertEquals("CT", file.dataSet().text(Tag.Modality).orElseThrow());
            assertFalse(file.findings().isEmpty());
        }
    }

    @Test
    void gigabytesThatAreThereStayThere() throws IOException {
        Bytes head = Bytes.file(Bytes.EXPLICIT).longHeader(Tag.TextValue, "UT", 3L << 30);
        Path path = file(head);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(head.size() + (3L << 30)); // a hole, no disk is used
        }
        DataSet dataSet = DicomFile.read(path).dataSet();
        assertEquals(3L << 30, dataSet.bulk(Tag.TextValue).orElseThrow().length());
    }

    @Test
    void manyLargeTextsDoNotFillTheHeap() throws IOException {
        Path path = file(Bytes.file(Bytes.IMPLICIT));
        int length = DataSetParser.LARGEST_HEAP_VALUE_BYTES;
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            for (int i = 0; i < 100; i++) {
                sparse.seek(sparse.length());
                sparse.write(new Bytes().implicit(0x00111000 + i, length).done());
                sparse.setLength(sparse.getFilePointer() + length);
            }
        }
        assertEquals(100, DicomFile.read(path).dataSet().size());
    }

    @Test
    void aDeflateBombIsNamed() throws IOException {
        Path path = folder.resolve("bomb.dcm");
        Deflater deflater = new Deflater(9, true);
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(Bytes.file(Bytes.DEFLATED).done());
            try (OutputStream deflating = new DeflaterOutputStream(out, deflater, 1 << 16)) {
                deflating.write(
                        new Bytes().longHeader(Tag.PixelData, "OB", 0xFFFFFF00L).done());
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 200; i++) {
                    deflating.write(zeros);
                }
            }
        } finally {
            deflater.end();
        }
        DicomFormatException refused = assertThrows(DicomFormatException.class, () -> DicomFile.read(path));
        assertEquals(DicomFormatException.Problem.INFLATES_TOO_LARGE, refused.problem());
    }

    @Test
    void aDamagedDeflatedDataSetIsNamed() throws IOException {
        Path path = file(Bytes.file(Bytes.DEFLATED).hex("FFFFFFFF FFFFFFFF FFFFFFFF"));
        assertThrows(DicomFormatException.class, () -> DicomFile.read(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DS", "LO", "OB", "UI", "AT", "FD", "SQ", "UN"})
    void rowsOfTheWrongVrHarmNothing(String vr) throws IOException {
        Bytes bytes = Bytes.file(Bytes.EXPLICIT);
        if (vr.equals("OB") || vr.equals("SQ") || vr.equals("UN")) {
            bytes.longHeader(Tag.Rows, vr, 2);
        } else {
            bytes.header(Tag.Rows, vr, 2);
        }
        DicomFile file =
                DicomFile.read(file(bytes.u16(16).header(Tag.Columns, "US", 2).u16(16)));
        assertTrue(file.dataSet().integer(Tag.Rows).orElse(16) <= 16);
        assertTrue(file.dataSet().text(Tag.Rows).orElse("").length() <= 2);
        assertEquals(16, file.dataSet().integer(Tag.Columns).orElseThrow());
        assertEquals(
                vr.equals("UN") ? 0 : vr.equals("SQ") ? 2 : 1, file.findings().size());
    }

    @Test
    void fragmentsThatLieAreCutAtTheEnd() throws IOException {
        DicomFile file = DicomFile.read(file(Bytes.file(Bytes.JPEG)
                .longHeader(Tag.PixelData, "OB", UNDEFINED)
                .implicit(ElementHeader.ITEM, 0)
                .implicit(ElementHeader.ITEM, UNDEFINED)
                .hex("FFD8 FFD9")));
        Element.Encapsulated pixels = assertInstanceOf(
                Element.Encapsulated.class,
                file.dataSet().element(Tag.PixelData).orElseThrow());
        assertEquals(4, pixels.fragments().getFirst().length());
        assertEquals(1, file.findings().size());
    }
}
