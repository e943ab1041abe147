package org.lectern.app.retrieval.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.Inquiry;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** What others find in our archive, by the matching of PS3.4 section C.2.2.2. */
class OwnArchiveTest {
    @TempDir
    Path folder;

    private LocalArchive archive;

    @BeforeEach
    void fill() throws IOException {
        archive = LocalArchive.open(folder.resolve("archive"));
        try (ArchiveBatch batch = archive.batch()) {
            add(batch, 1, "Müller^Anna", "A-100", "20260105", "ACC1");
            add(batch, 2, "Muller^Bernd", "A-101", "20260110", "ACC2");
            add(batch, 3, "Schmidt^Anna", "B-100", "20260120", "ACC3");
            add(batch, 4, "Anders^Paul", "A-1", "20260201", "");
            batch.commit();
        }
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private void add(ArchiveBatch batch, int n, String name, String id, String date, String accession)
            throws IOException {
        Path file = folder.resolve(n + ".dcm");
        DataSet object = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOPInstanceUID, "1.2.9." + n)
                .text(Tag.StudyInstanceUID, "1.2.3." + n)
                .text(Tag.SeriesInstanceUID, "1.2.4." + n)
                .text(Tag.PatientName, name)
                .text(Tag.PatientID, id)
                .text(Tag.StudyDate, date)
                .text(Tag.AccessionNumber, accession)
                .text(Tag.Modality, "OT")
                .build();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(object, file);
        batch.add(file);
    }

    private String found(DataSet keys) throws IOException {
        TreeSet<String> uids = new TreeSet<>();
        new OwnArchive(archive, "LECTERN", title -> Optional.empty())
                .find(
                        new Inquiry(QueryModel.STUDY_ROOT, keys, "CALLER", false),
                        answer -> uids.add(
                                answer.text(Tag.StudyInstanceUID).orElse("?").replace("1.2.3.", "")),
                        new Cancellation());
        return String.join(" ", uids);
    }

    private static DataSet.Builder keys() {
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.StudyInstanceUID);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PatientID, A-100, 1
                    PatientID, A-1*, 1 2 4
                    PatientID, A-1?0, 1
                    PatientID, *100, 1 3
                    PatientID, nobody, ''
                    PatientName, muller*, 1 2
                    PatientName, MÜLLER^ANNA, 1
                    PatientName, *^Anna, 1 3
                    PatientName, An*, 4
                    AccessionNumber, ACC?, 1 2 3
                    AccessionNumber, ACC2, 2
                    StudyDate, 20260110, 2
                    StudyDate, 20260106-20260120, 2 3
                    StudyDate, 20260115-, 3 4
                    StudyDate, -20260110, 1 2
                    """)
    void aKeyFindsWhatItMatchesAndNothingElse(String keyword, String value, String expected) throws IOException {
        int tag = switch (keyword) {
            case "PatientID" -> Tag.PatientID;
            case "PatientName" -> Tag.PatientName;
            case "AccessionNumber" -> Tag.AccessionNumber;
            default -> Tag.StudyDate;
        };
        assertEquals(expected, found(keys().text(tag, value).build()));
    }

    @Test
    void keysWithoutValuesFindEverything() throws IOException {
        assertEquals("1 2 3 4", found(keys().text(Tag.PatientName).build()));
    }
}
