package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.NetworkException;
import org.lectern.peers.Orthanc;
import org.lectern.samples.Sample;

/** Studies that are opened though they are not here. */
@ExtendWith(FxToolkit.class)
class OpenElsewhereTest {
    @TempDir
    Path folder;

    @Test
    void aStudyOfARealArchiveIsFetchedAndItsImageIsPainted() throws Exception {
        assumeTrue(Orthanc.isInstalled());
        Sample.CT_TILT.write(folder, Parallel.SEQUENTIAL, file -> {});
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder.resolve(Sample.CT_TILT.label()))) {
            files = walked.filter(Files::isRegularFile).toList();
        }
        Path peers = Files.createDirectories(folder.resolve("peers"));
        try (Orthanc orthanc = Orthanc.start(peers, Map.of("KeepAlive", "false"))) {
            orthanc.upload(files);
            Node node = Node.of("north", DicomWebAccess.of(orthanc.dicomWeb()));
            try (OpenWindow open = new OpenWindow(folder, List.of(node), Optional.empty())) {
                Screens.press(open.scene(), "Ctrl+E");
                ListRow row = open.rows(1).getFirst();
                assertEquals("not here", row.state(Optional.empty()));
                assertEquals(files.size(), row.imagesThere().orElseThrow());
                Screens.press(open.scene(), "ENTER");
                Screens.until("an image is painted", open.window()::showsImage);
                Screens.until(
                        "all of it is here",
                        () -> open.services().network().transfers().list().stream()
                                .allMatch(transfer -> transfer.state() == State.FINISHED));
                assertEquals(
                        files.size(),
                        open.archive()
                                .studiesWithUid(row.study().studyUid())
                                .getFirst()
                                .instanceCount());
            }
        }
    }

    @Test
    void whoIsWaitedForIsNamedAndAFailureSaysWhatToDo() throws Exception {
        MemorySite north = new MemorySite("north");
        north.put(MemorySite.study("1.1", "A", 3));
        north.answer(DataSet.builder()
                .text(Tag.StudyInstanceUID, "1.1")
                .text(Tag.PatientID, "A")
                .text(Tag.PatientName, "Alpha^Anna")
                .text(Tag.NumberOfStudyRelatedInstances, "3")
                .build());
        north.beforeObject(cancellation -> {
            throw new NetworkException(
                    NetworkException.Problem.REJECTED, "north lets nobody fetch", "Ask its administrator");
        });
        try (OpenWindow open = new OpenWindow(
                folder,
                List.of(OpenWindow.node("north")),
                Optional.of(node -> north.site(2).open()))) {
            Screens.press(open.scene(), "Ctrl+E");
            open.rows(1);
            Screens.press(open.scene(), "ENTER");
            Screens.until("the waiting screen", () -> open.scene().lookup(".patient-name") != null);
            assertEquals("Alpha, Anna", open.text(".patient-name"));
            Screens.until(
                    "the failure",
                    () -> open.scene().lookup("#waiting-problem") instanceof Label label
                            && !label.getText().isEmpty());
            assertTrue(open.text("#waiting-problem").contains("Ask its administrator"), open.text("#waiting-problem"));
            Screens.press(open.scene(), "ESCAPE");
            Screens.until("the list again", () -> open.scene().lookup(".study-table") != null);
        }
    }
}
