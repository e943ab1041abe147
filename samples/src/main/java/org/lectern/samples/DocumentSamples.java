package org.lectern.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;

/** An encapsulated PDF, a letter of one page. */
final class DocumentSamples {
    private static final String[] LETTER = {
        "Lectern Sample Hospital",
        "",
        "Referral for CT chest",
        "",
        "Patient: Anna Mustermann, born 3 April 1961 (invented)",
        "Date: 9 January 2026",
        "",
        "Cough for six weeks. Radiograph of November 2024 without findings.",
        "Question: nodule? Infiltrate?",
        "",
        "This letter was made for tests. No such person exists."
    };

    private DocumentSamples() {}

    static void letter(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("MUSTERMANN^Anna", "SAMPLE-0001", "19610403", "F")
                .study("chest", "CT chest", "20260112", "091200")
                .build();
        byte[] pdf = pdf(LETTER);
        writer.write(
                Path.of("LETTER.dcm"),
                new Series(study, "DOC", 90, "Referral letter", Uid.EncapsulatedPDFStorage)
                        .object(1)
                        .text(Tag.ConversionType, "WSD")
                        .text(Tag.BurnedInAnnotation, "YES")
                        .text(Tag.DocumentTitle, "Referral for CT chest")
                        .items(Tag.ConceptNameCodeSequence)
                        .text(Tag.MIMETypeOfEncapsulatedDocument, "application/pdf")
                        .number(Tag.EncapsulatedDocumentLength, pdf.length)
                        .bulk(Tag.EncapsulatedDocument, VR.OB, BulkData.InMemory.of(even(pdf)))
                        .build());
    }

    /** A page of A4 in Helvetica, one line of text under the other. */
    static byte[] pdf(String... lines) {
        StringBuilder text = new StringBuilder("BT /F1 13 Tf 72 760 Td 20 TL\n");
        for (String line : lines) {
            text.append('(')
                    .append(line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))
                    .append(") Tj T*\n");
        }
        text.append("ET");
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        append(pdf, "%PDF-1.4\n");
        for (int n = 0; n < objects.size(); n++) {
            offsets.add(pdf.size());
            append(pdf, (n + 1) + " 0 obj\n" + objects.get(n) + "\nendobj\n");
        }
        int start = pdf.size();
        append(pdf, "xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n");
        offsets.forEach(offset -> append(pdf, "%010d 00000 n \n".formatted(offset)));
        append(pdf, "trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF\n");
        return pdf.toByteArray();
    }

    private static void append(ByteArrayOutputStream pdf, String text) {
        pdf.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] even(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }
}
