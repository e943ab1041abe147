package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

final class DicomJsonTest {
    private static String json(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.write(dataSet, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static DataSet read(String json) throws IOException {
        return DicomJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                .getFirst();
    }

    @Test
    void eachKindOfValueIsWrittenAsTheModelSays() throws IOException {
        DataSet dataSet = DataSet.builder()
                .text(Tag.TransferSyntaxUID, "1.2")
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.ImageType, "ORIGINAL", "", "AXIAL")
                .text(Tag.PatientName, "Yamada^Tarou=山田^太郎")
                .text(Tag.PatientID)
                .number(Tag.FrameIncrementPointer, 0x00181063)
                .number(Tag.Rows, 512)
                .build();
        assertEquals(
                "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                        + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",null,\"AXIAL\"]},"
                        + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Yamada^Tarou\","
                        + "\"Ideographic\":\"山田^太郎\"}]},"
                        + "\"00100020\":{\"vr\":\"LO\"},"
                        + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"00181063\"]},"
                        + "\"00280010\":{\"vr\":\"US\",\"Value\":[512]}}",
                json(dataSet));
    }

    @Test
    void aNameKeepsTheSpacesWithinIt() throws IOException {
        assertEquals(
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Doe^ Jane\"},{\"Ideographic\":\"X^Y\"}]}}",
                json(DataSet.builder()
                        .text(Tag.PatientName, "Doe^ Jane ^^", "=X^Y")
                        .build()));
    }

    @Test
    void decimalStringsKeepTheirDigitsAndNonsenseStaysText() throws IOException {
        assertEquals(
                "{\"00280030\":{\"vr\":\"DS\",\"Value\":[0.100000,1.5,-0.5,1E+3,\"wide\",12]}}",
                json(DataSet.builder()
                        .text(Tag.PixelSpacing, "0.100000", "+1.5", "-.5", "1E+3", "wide", "12.")
                        .build()));
    }

    @Test
    void numbersThatJsonHasNotAreStrings() throws IOException {
        assertEquals(
                "{\"00189087\":{\"vr\":\"FD\",\"Value\":[\"NaN\",\"inf\",\"-inf\",0.1]}}",
                json(DataSet.builder()
                        .number(
                                Tag.DiffusionBValue,
                                VR.FD,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                0.1)
                        .build()));
    }

    @Test
    void bulkValuesAreNamedByTheirPlaceAndSmallOnesInline() throws IOException {
        Path file = Path.of("/a b/c.dcm");
        String json = json(DataSet.builder()
                .put(new Element.Value(0x00091001, VR.UN, new byte[] {1, 2, 3}))
                .bulk(Tag.PixelData, VR.OW, new BulkData.FileRegion(file, 10, 20, ByteOrder.LITTLE_ENDIAN))
                .build());
        assertTrue(json.contains("\"InlineBinary\":\"AQID\""), json);
        assertTrue(json.contains("/a%20b/c.dcm?offset=10&length=20\""), json);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        DataSet dataSet = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.PatientName, "Buc^Jérôme=山田")
                .text(Tag.PixelSpacing, "0.100000", "0.2")
                .items(
                        Tag.ReferencedStudySequence,
                        DataSet.empty(),
                        DataSet.builder().text(Tag.ReferencedSOPClassUID, "1.2").build())
                .number(Tag.FrameIncrementPointer, 0x00181063)
                .number(Tag.DiffusionBValue, Double.NEGATIVE_INFINITY, 0.1)
                .put(new Element.Value(0x00091001, VR.UN, new byte[] {1, 2}))
                .put(new Element.Value(0x00091003, VR.UV, new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}))
                .build();
        SameElements.assertSame(dataSet, read(json(dataSet)), true, "");
    }

    @Test
    void bulkValuesElsewhereAreFetchedByTheCaller() throws IOException {
        byte[] json = "{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://h/b\"}}".getBytes(StandardCharsets.UTF_8);
        BulkData data = BulkData.InMemory.of(new byte[] {1, 2});
        DataSet read = DicomJson.read(
                        new ByteArrayInputStream(json),
                        uri -> uri.equals(URI.create("http://h/b")) ? Optional.of(data) : Optional.empty())
                .getFirst();
        assertEquals(Optional.of(data), read.bulk(Tag.PixelData));
    }

    @Test
    void otherJsonIsRefused() {
        for (String other :
                List.of("3", "[3]", "{\"a\":1}", "{\"00100010\":3}", "{\"00100010\":{\"vr\":\"ZZ\"}}", "{")) {
            assertThrows(IOException.class, () -> read(other), other);
        }
        String deep = "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[".repeat(300) + "]}}".repeat(300);
        DicomFormatException refused = assertThrows(DicomFormatException.class, () -> read(deep));
        assertEquals(DicomFormatException.Problem.NESTED_TOO_DEEP, refused.problem());
    }
}
