package org.lectern.app.worklist.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.skin.VirtualFlow;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.ui.Screens;
import org.lectern.app.worklist.Columns;
import org.lectern.app.worklist.ListRow;

@ExtendWith(FxToolkit.class)
class StudyTableTest {
    private static final int MANY = 100_000;

    private static ListRow row(int number) {
        StudyAnswer answer = new StudyAnswer(
                "north",
                "1.2." + number,
                "P" + number,
                "",
                "Name^" + number,
                Optional.empty(),
                "",
                Optional.of(LocalDate.of(2026, 1, 1)),
                Optional.empty(),
                "",
                "CT",
                "",
                List.of("CT"),
                OptionalInt.of(1),
                OptionalInt.of(1));
        return new ListRow(new StudyRow(number, answer, List.of(answer), Set.of()), Optional.empty());
    }

    private static int top(StudyTable table) {
        return ((VirtualFlow<?>) table.lookup(".virtual-flow"))
                .getFirstVisibleCell()
                .getIndex();
    }

    @Test
    void whatIsSeenAndSelectedStaysWhenRowsJoinAboveIt() throws Exception {
        List<ListRow> rows = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            rows.add(row(i));
        }
        List<ListRow> more = new ArrayList<>(rows);
        for (int i = 0; i < 7; i++) {
            more.add(0, row(MANY + i));
        }
        StudyTable table = Screens.on(() -> {
            StudyTable made = new StudyTable(InstantSource.system(), open -> {}, arranged -> {});
            made.arrange(Columns.INITIAL);
            Stage stage = new Stage();
            stage.setScene(new Scene(made, 1200, 600));
            stage.show();
            made.show(1, rows, false);
            return made;
        });
        Screens.until("rows are drawn", () -> table.lookup(".virtual-flow") != null);
        Screens.on(() -> {
            table.scrollTo(50_000);
            table.layout();
            table.getSelectionModel().clearAndSelect(50_003);
            return true;
        });
        Screens.until("it has scrolled", () -> top(table) == 50_000);
        Screens.on(() -> {
            table.show(1, more, false);
            return true;
        });
        Screens.until("the same row is on top", () -> top(table) == 50_007);
        assertEquals(
                "1.2.50003",
                Screens.on(() -> table.selectedRow().orElseThrow().study().studyUid()));
    }

    @Test
    void theSelectedRowIsWaitedForWhenTheQuestionChanges() throws Exception {
        StudyTable table = Screens.on(() -> {
            StudyTable made = new StudyTable(InstantSource.system(), open -> {}, arranged -> {});
            made.arrange(Columns.INITIAL);
            made.show(1, List.of(row(1), row(2), row(3)), false);
            made.getSelectionModel().clearAndSelect(2);
            return made;
        });
        assertEquals(Optional.empty(), shown(table, 2, List.of(), true));
        assertEquals(Optional.empty(), shown(table, 2, List.of(row(8), row(9)), true), "none in its place");
        assertEquals(Optional.of("1.2.3"), shown(table, 2, List.of(row(8), row(9), row(1), row(2), row(3)), true));
        assertEquals(Optional.empty(), shown(table, 3, List.of(row(8)), true));
        assertEquals(Optional.of("1.2.8"), shown(table, 3, List.of(row(8), row(9)), false), "it does not come");
        assertEquals(
                Optional.of("1.2.8"),
                shown(table, 3, List.of(row(3), row(8), row(9)), false),
                "nothing moves under the reader's hand");
    }

    private static Optional<String> shown(StudyTable table, long question, List<ListRow> rows, boolean isAwaited)
            throws Exception {
        return Screens.on(() -> {
            table.show(question, rows, isAwaited);
            return table.selectedRow().map(row -> row.study().studyUid());
        });
    }
}
