package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.prefetch.PriorRules;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.samples.Sample;

/** What an exam that is open and the list have to do with archives elsewhere. */
@ExtendWith(FxToolkit.class)
class WindowAndArchivesTest {
    @TempDir
    Path folder;

    private final MemorySite north = new MemorySite("north");

    private OpenWindow open() throws Exception {
        return new OpenWindow(
                folder,
                List.of(OpenWindow.node("north")),
                Optional.of(node -> north.site(2).open()));
    }

    private List<Path> sample() throws IOException {
        Sample.CT_TILT.write(folder, Parallel.SEQUENTIAL, file -> {});
        try (Stream<Path> walked = Files.walk(folder.resolve(Sample.CT_TILT.label()))) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static StudyEntry add(LocalArchive archive, List<Path> files) throws IOException {
        try (ArchiveBatch batch = archive.batch()) {
            for (Path file : files) {
                batch.add(file);
            }
            batch.commit();
        }
        return archive.studies(StudyQuery.ALL).getFirst();
    }

    @Test
    void openingAnExamFetchesItsPriorFromARealArchive() throws Exception {
        assumeTrue(Orthanc.isInstalled());
        List<Path> files = sample();
        Path peers = Files.createDirectories(folder.resolve("peers"));
        PriorRules usual = PriorRules.usual();
        PriorRules priorsOnly = new PriorRules(3, 10, 6000, 0, usual.related(), usual.alike());
        try (Orthanc orthanc = Orthanc.start(peers, Map.of("KeepAlive", "false"))) {
            orthanc.upload(files);
            String id = orthanc.get("/studies").replaceAll("[^0-9a-f-]", "");
            orthanc.post(
                    "/studies/" + id + "/modify",
                    "{\"Replace\": {\"StudyDate\": \"20250113\"}, \"KeepSource\": true, \"Synchronous\": true}");
            Node node = Node.of("north", DicomWebAccess.of(orthanc.dicomWeb()));
            try (OpenWindow open = new OpenWindow(folder, List.of(node), Optional.empty(), priorsOnly)) {
                Screens.press(open.scene(), "Ctrl+E");
                List<ListRow> rows = open.rows(2);
                String prior = rows.getLast().study().studyUid();
                Screens.press(open.scene(), "ENTER");
                Screens.until("an image is painted", open.window()::showsImage);
                Transfers transfers = open.services().network().transfers();
                Screens.until(
                        "the prior has come",
                        () -> transfers.list().stream()
                                .anyMatch(transfer -> transfer.kind() == TransferRequest.Kind.PREFETCH
                                        && transfer.subject().studyUid().equals(prior)
                                        && transfer.state() == State.FINISHED));
                assertEquals(2, transfers.list().size());
                assertEquals(
                        files.size(),
                        open.archive().studiesWithUid(prior).getFirst().instanceCount());
            }
        }
    }

    @Test
    void whatIsOnTheScreenIsFetchedBeforeEverythingElse() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        north.beforeObject(cancellation -> {
            cancellation.onCancel(go::countDown);
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        List<Path> files = sample();
        try (OpenWindow open = open()) {
            StudyEntry study = add(open.archive(), files.subList(0, 3));
            String patient = study.patient().id();
            north.put(MemorySite.study(study.studyUid(), patient, 3));
            Transfers transfers = open.services().network().transfers();
            Subject subject =
                    new Subject(study.studyUid(), patient, study.patient().issuer(), "", "");
            long id = transfers.add(TransferRequest.prefetch(subject, List.of("north"), Priority.BACKGROUND));
            open.window().begin(List.of(), List.of(study.studyUid()), false);
            Screens.until("an image is painted", open.window()::showsImage);
            assertEquals(Optional.of(Priority.ON_SCREEN), transfers.find(id).map(Transfer::priority));
            go.countDown();
        }
    }

    @Test
    void imagesThatAreRejectedLeaveTheOpenExamWhichSaysSo() throws Exception {
        List<Path> files = sample();
        try (OpenWindow open = open()) {
            StudyEntry study = add(open.archive(), files);
            Screens.on(() -> {
                open.window().begin(List.of(), List.of(study.studyUid()), false);
                return true;
            });
            Screens.until("an image is painted", open.window()::showsImage);
            InstanceEntry rejected = open.archive().instances(study).getFirst();
            add(open.archive(), List.of(note(DicomFile.read(rejected.file()).dataSet())));
            Screens.until(
                    "the exam says so",
                    () -> open.scene().getRoot().lookupAll(".exam-notice .label").stream()
                            .anyMatch(label -> label instanceof Label said
                                    && said.getText().equals("1 image was withdrawn while this exam was open.")));
            Screens.press(open.scene(), "ESCAPE");
            Screens.until(
                    "the list counts without it",
                    () -> open.scene().lookup(".study-table") != null
                            && open.table().getItems().size() == 1
                            && open.table().getItems().getFirst().imagesHere() == files.size() - 1);
        }
    }

    /** A note that rejects one image for patient safety (PS3.16 CID 7011). */
    private Path note(DataSet image) throws IOException {
        String study = image.text(Tag.StudyInstanceUID).orElseThrow();
        DataSet reference = DataSet.builder()
                .text(Tag.ReferencedSOPClassUID, image.text(Tag.SOPClassUID).orElseThrow())
                .text(
                        Tag.ReferencedSOPInstanceUID,
                        image.text(Tag.SOPInstanceUID).orElseThrow())
                .build();
        DataSet series = DataSet.builder()
                .text(Tag.SeriesInstanceUID, image.text(Tag.SeriesInstanceUID).orElseThrow())
                .items(Tag.ReferencedSOPSequence, reference)
                .build();
        DataSet note = DataSet.builder()
                .text(Tag.SOPClassUID, Uid.KeyObjectSelectionDocumentStorage)
                .text(Tag.SOPInstanceUID, "1.2.3.9.1")
                .text(Tag.Modality, "KO")
                .text(Tag.PatientName, image.text(Tag.PatientName).orElse(""))
                .text(Tag.PatientID, image.text(Tag.PatientID).orElse(""))
                .text(Tag.IssuerOfPatientID, image.text(Tag.IssuerOfPatientID).orElse(""))
                .text(Tag.PatientBirthDate, image.text(Tag.PatientBirthDate).orElse(""))
                .text(Tag.StudyInstanceUID, study)
                .text(Tag.SeriesInstanceUID, "1.2.3.9")
                .items(
                        Tag.ConceptNameCodeSequence,
                        DataSet.builder()
                                .text(Tag.CodeValue, "113038")
                                .text(Tag.CodingSchemeDesignator, "DCM")
                                .text(Tag.CodeMeaning, "Rejected for Patient Safety Reasons")
                                .build())
                .items(
                        Tag.CurrentRequestedProcedureEvidenceSequence,
                        DataSet.builder()
                                .text(Tag.StudyInstanceUID, study)
                                .items(Tag.ReferencedSeriesSequence, series)
                                .build())
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(DataSet.empty(), note, bytes);
        return Files.write(folder.resolve("note"), bytes.toByteArray());
    }

    @Test
    void aSendIsConfirmedByTheArchiveThatTookIt() throws Exception {
        List<Path> files = sample().subList(0, 3);
        try (OpenWindow open = open()) {
            StudyEntry study = add(open.archive(), files);
            Screens.on(() -> {
                open.window().send(study, "north");
                return true;
            });
            Transfers transfers = open.services().network().transfers();
            Screens.until("it is confirmed", () -> transfers.list().stream().anyMatch(Transfer::isConfirmed));
            assertEquals(3, north.committed().size());
            Screens.press(open.scene(), "Ctrl+T");
            Screens.until(
                    "the list of transfers says so",
                    () -> open.scene().getRoot().lookupAll(".label").stream()
                            .anyMatch(label -> label instanceof Label said
                                    && said.getText().equals("Finished, confirmed")));
        }
    }

    @Test
    void aStudyThatIsPinnedIsMarked() throws Exception {
        List<Path> files = sample();
        try (OpenWindow open = open()) {
            add(open.archive(), files);
            open.rows(1);
            Screens.on(() -> {
                open.table().getSelectionModel().clearAndSelect(0);
                return true;
            });
            Screens.press(open.scene(), "Ctrl+P");
            Screens.until("it is marked", () -> state(open).equals("here · pinned"));
            Screens.press(open.scene(), "Ctrl+Shift+P");
            Screens.until("it is not marked", () -> state(open).equals("here"));
        }
    }

    private static String state(OpenWindow open) {
        return open.table().getItems().getFirst().state(Optional.empty());
    }

    @Test
    void theSelectedRowStaysSelectedWhenOtherArchivesAreAskedToo() throws Exception {
        List<Path> files = sample();
        north.answer(study("9.1", "A", "20261101"), study("9.2", "B", "20261102"), study("9.3", "C", "20261103"));
        try (OpenWindow open = open()) {
            String uid = add(open.archive(), files).studyUid();
            open.rows(1);
            Screens.press(open.scene(), "Ctrl+E");
            assertEquals(uid, open.rows(4).getLast().study().studyUid());
            assertEquals(uid, selected(open));
            Screens.press(open.scene(), "Ctrl+E");
            open.rows(1);
            assertEquals(uid, selected(open));
            Screens.press(open.scene(), "Ctrl+E");
            open.rows(4);
            assertEquals(uid, selected(open));
        }
    }

    private static String selected(OpenWindow open) throws Exception {
        return Screens.on(
                () -> open.table().getSelectionModel().getSelectedItem().study().studyUid());
    }

    private static DataSet study(String uid, String patient, String date) {
        return DataSet.builder()
                .text(Tag.StudyInstanceUID, uid)
                .text(Tag.PatientID, patient)
                .text(Tag.PatientName, "Test^" + patient)
                .text(Tag.StudyDate, date)
                .text(Tag.NumberOfStudyRelatedInstances, "3")
                .build();
    }
}
