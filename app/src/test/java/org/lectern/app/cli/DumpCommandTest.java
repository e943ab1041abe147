package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

final class DumpCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private int status;

    private String dump(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            status = LecternCommand.run(arguments);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path file() throws IOException {
        DataSet dataSet = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.PatientName, "Yamada^Tarou=山田^太郎")
                .items(
                        Tag.ReferencedStudySequence,
                        DataSet.builder()
                                .text(Tag.ReferencedSOPInstanceUID, "1.2")
                                .build())
                .build();
        Path file = folder.resolve("file.dcm");
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(dataSet, file);
        return file;
    }

    @Test
    void aDataSetIsShownElementByElement() throws IOException {
        String text = dump("dump", file().toString());
        assertEquals(0, status);
        assertTrue(text.contains("Patient's Name = Yamada^Tarou=山田^太郎"), text);
        assertTrue(text.contains("item 1"), text);
        assertTrue(text.contains("Data set, Explicit VR Little Endian"), text);
    }

    @Test
    void jsonIsTheModelOfTheStandardWithoutMetaInformation() throws IOException {
        assertEquals(
                "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},\"00081110\":{\"vr\":\"SQ\",\"Value\":"
                        + "[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}]},\"00100010\":{\"vr\":\"PN\",\"Value\":"
                        + "[{\"Alphabetic\":\"Yamada^Tarou\",\"Ideographic\":\"山田^太郎\"}]}}",
                dump("dump", "--json", file().toString()).strip());
    }

    @Test
    void whatIsNoDicomFailsWithOneSentence() throws IOException {
        Path other = Files.writeString(folder.resolve("letter.txt"), "Dear all, this is a letter.");
        assertEquals("", dump("dump", other.toString()));
        assertEquals(1, status);
        dump("dump");
        assertEquals(2, status);
    }
}
