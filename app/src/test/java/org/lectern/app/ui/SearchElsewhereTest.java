package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Node;
import org.lectern.app.worklist.ListRow;
import org.lectern.app.worklist.TodayRow;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.NetworkException;

/** The list over archives elsewhere. */
@ExtendWith(FxToolkit.class)
class SearchElsewhereTest {
    @TempDir
    Path folder;

    private final MemorySite north = new MemorySite("north");
    private final MemorySite south = new MemorySite("south");

    private OpenWindow open() throws Exception {
        Map<String, MemorySite> sites = Map.of("north", north, "south", south);
        return new OpenWindow(
                folder,
                List.of(OpenWindow.node("north"), OpenWindow.node("south")),
                Optional.of(node -> sites.get(node.name()).site(2).open()));
    }

    private static DataSet study(String uid, String patientId, String name, String date, int images) {
        return DataSet.builder()
                .text(Tag.StudyInstanceUID, uid)
                .text(Tag.PatientID, patientId)
                .text(Tag.PatientName, name)
                .text(Tag.StudyDate, date)
                .text(Tag.StudyDescription, "CT chest")
                .text(Tag.ModalitiesInStudy, "CT")
                .text(Tag.NumberOfStudyRelatedInstances, Integer.toString(images))
                .build();
    }

    @Test
    void lateAnswersJoinTheListAndTheSelectionStaysOnItsStudy() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        north.answer(
                study("1.1", "A", "Alpha^A", "20261101", 10),
                study("1.2", "B", "Beta^B", "20261102", 20),
                study("1.3", "C", "Gamma^C", "20261103", 30));
        south.answer(
                study("1.2", "B", "Beta^B", "20261102", 20),
                study("2.1", "D", "Delta^D", "20261120", 40),
                study("2.2", "E", "Epsilon^E", "20260101", 50));
        south.beforeAnswers(cancellation -> {
            try {
                late.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        try (OpenWindow open = open()) {
            Screens.press(open.scene(), "Ctrl+E");
            assertEquals(List.of("1.3", "1.2", "1.1"), uids(open.rows(3)), "newest first");
            Screens.on(() -> {
                open.table().getSelectionModel().clearAndSelect(1);
                return true;
            });
            assertTrue(open.text("#site-south").contains("asking"), "south is still asked");
            late.countDown();
            List<ListRow> all = open.rows(5);
            assertEquals(List.of("2.1", "1.3", "1.2", "1.1", "2.2"), uids(all));
            assertEquals("north · south", all.get(2).where());
            assertEquals(
                    "1.2",
                    Screens.on(() -> open.table()
                            .getSelectionModel()
                            .getSelectedItem()
                            .study()
                            .studyUid()));
            Screens.until(
                    "south has ended",
                    () -> open.scene().lookup("#site-south") instanceof javafx.scene.control.Label label
                            && label.getText().contains("3 found"));
        }
    }

    /** The node is of another kind here, so that no browser opens; what is signed in to is tested at the screen itself. */
    @Test
    void whereASignInIsNoLongerValidAButtonLeadsToIt() throws Exception {
        south.beforeAnswers(cancellation -> {
            throw new NetworkException(
                    NetworkException.Problem.AUTHENTICATION,
                    "The sign-in with login.example is no longer valid",
                    "Sign in under Settings, Archives, or with: lectern node sign-in \"south\"");
        });
        try (OpenWindow open = open()) {
            Screens.press(open.scene(), "Ctrl+E");
            Screens.until(
                    "the button is there",
                    () -> open.scene().lookup("#sign-in-south") instanceof javafx.scene.control.Button button
                            && button.isVisible());
            assertEquals(
                    false,
                    Screens.on(() -> open.scene().lookup("#sign-in-north").isVisible()));
            Screens.on(() -> {
                ((javafx.scene.control.Button) open.scene().lookup("#sign-in-south")).fire();
                return true;
            });
            Screens.until(
                    "the archive's settings are there",
                    () -> open.scene().lookup("#node-name") instanceof javafx.scene.control.TextField name
                            && name.getText().equals("south"));
        }
    }

    @Test
    void anArchiveThatDoesNotAnswerIsNamedWithWhatToDoAndTheOthersAreListed() throws Exception {
        north.answer(study("1.1", "A", "Alpha^A", "20261101", 10));
        south.beforeAnswers(cancellation -> {
            throw new NetworkException(
                    NetworkException.Problem.CONNECTION_REFUSED, "Nobody listens at south", "Ask its administrator");
        });
        try (OpenWindow open = open()) {
            Screens.press(open.scene(), "Ctrl+E");
            open.rows(1);
            Screens.until(
                    "south is named",
                    () -> open.scene().lookup("#site-south") instanceof javafx.scene.control.Label label
                            && label.getText().startsWith("○"));
            assertEquals(
                    "○ south: not answering: Nobody listens at south. Ask its administrator", open.text("#site-south"));
            assertEquals("● north: 1 found", open.text("#site-north"));
            Screens.until(
                    "the dots",
                    () -> ((javafx.scene.control.Button) open.scene().lookup("#nodes"))
                            .getText()
                            .equals("archives ●○  1 not answering"));
        }
    }

    @Test
    void twoPatientsUnderOneStudyUidAreTwoMarkedRows() throws Exception {
        north.answer(study("1.1", "A", "Alpha^A", "20261101", 10));
        south.answer(study("1.1", "B", "Beta^B", "20261101", 10));
        try (OpenWindow open = open()) {
            Screens.press(open.scene(), "Ctrl+E");
            List<ListRow> rows = open.rows(2);
            assertTrue(rows.stream().allMatch(ListRow::isDoubtful));
            assertEquals(
                    List.of("Another patient's study has the same Study Instance UID"),
                    rows.getFirst().cautions());
        }
    }

    @Test
    void todaysListShowsWhatIsScheduledAndWhatHasCome() throws Exception {
        north.schedule(step("9.1", "A", "Alpha^A", "093000"), step("9.2", "B", "Beta^B", "080000"));
        south.answer(study("9.1", "A", "Alpha^A", "20261124", 10));
        try (OpenWindow open = open()) {
            Screens.press(open.scene(), "Ctrl+Shift+T");
            Screens.until("the steps", () -> states(open).equals(List.of("08:00 Scheduled", "09:30 Arrived")));
            north.schedule(step("9.3", "C", "Gamma^C", "101500"));
            Screens.press(open.scene(), "F5");
            Screens.until("they are asked again", () -> states(open).contains("10:15 Scheduled"));
        }
    }

    @Test
    void anArchiveThatOnlyHasTheWorklistIsNotAskedForStudies() throws Exception {
        north.schedule(step("9.1", "A", "Alpha^A", "093000"));
        north.answer(study("9.2", "B", "Beta^B", "20261124", 10));
        south.answer(study("9.1", "A", "Alpha^A", "20261124", 10));
        Map<String, MemorySite> sites = Map.of("north", north, "south", south);
        Node worklist = OpenWindow.node("north").withRoles(EnumSet.of(Node.Role.WORKLIST));
        Node archive = OpenWindow.node("south").withRoles(EnumSet.of(Node.Role.QUERY));
        try (OpenWindow open = new OpenWindow(
                folder,
                List.of(worklist, archive),
                Optional.of(node -> sites.get(node.name()).site(2).open()))) {
            Screens.press(open.scene(), "Ctrl+Shift+T");
            Screens.until("the step", () -> states(open).equals(List.of("09:30 Arrived")));
            assertEquals(
                    List.of("● north (worklist): 1 found", "● south: 1 found"),
                    Screens.on(() -> open.scene().getRoot().lookupAll(".site-line .label").stream()
                            .map(label -> ((javafx.scene.control.Label) label).getText())
                            .toList()));
        }
    }

    private static DataSet step(String uid, String patientId, String name, String time) {
        return DataSet.builder()
                .text(Tag.StudyInstanceUID, uid)
                .text(Tag.PatientID, patientId)
                .text(Tag.PatientName, name)
                .items(
                        Tag.ScheduledProcedureStepSequence,
                        DataSet.builder()
                                .text(Tag.ScheduledProcedureStepID, uid)
                                .text(Tag.ScheduledProcedureStepStartDate, "20261124")
                                .text(Tag.ScheduledProcedureStepStartTime, time)
                                .build())
                .build();
    }

    private static List<String> states(OpenWindow open) {
        return open.scene().lookup("#today") instanceof javafx.scene.control.TableView<?> table
                ? table.getItems().stream()
                        .map(TodayRow.class::cast)
                        .map(row -> row.time() + " " + row.state())
                        .toList()
                : List.of();
    }

    private static List<String> uids(List<ListRow> rows) {
        return rows.stream().map(row -> row.study().studyUid()).toList();
    }
}
