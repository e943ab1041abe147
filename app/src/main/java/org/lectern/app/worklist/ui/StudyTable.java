package org.lectern.app.worklist.ui;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.StudyEntry;

/** The studies as rows of 24 px, sortable by every column. */
final class StudyTable extends TableView<StudyEntry> {
    private static final double ROW_HEIGHT = 24;

    private final LocalDate today;

    StudyTable(InstantSource clock, WorklistActions actions) {
        this.today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        setFixedCellSize(ROW_HEIGHT);
        getStyleClass().add("study-table");
        setAccessibleText("Studies");
        fill();
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setRowFactory(table -> row(actions));
    }

    private void fill() {
        getColumns().add(attention());
        getColumns()
                .add(column(
                        "Patient", 220, study -> Wording.name(study.patient().name())));
        getColumns().add(column("ID", 110, study -> study.patient().id()));
        getColumns().add(column("Born / Age", 150, study -> Wording.bornAndAge(study, today)));
        getColumns().add(column("Exam", 240, Wording::exam));
        getColumns().add(column("Mod", 70, study -> String.join(" ", study.modalities())));
        getColumns().add(column("When", 140, Wording::when));
        TableColumn<StudyEntry, Integer> images = comparable("Images", 70, StudyEntry::instanceCount, Object::toString);
        images.getStyleClass().add("number");
        getColumns().add(images);
        TableColumn<StudyEntry, Integer> series = comparable("Series", 60, StudyEntry::seriesCount, Object::toString);
        series.getStyleClass().add("number");
        getColumns().add(series);
        getColumns().add(column("Accession", 120, StudyEntry::accession));
        TableColumn<StudyEntry, Long> size = comparable("Size", 80, StudyEntry::bytes, Wording::size);
        size.getStyleClass().add("number");
        getColumns().add(size);
    }

    private static TableColumn<StudyEntry, String> column(
            String title, double width, Function<StudyEntry, String> text) {
        TableColumn<StudyEntry, String> column = comparable(title, width, text, Function.identity());
        column.setComparator(Comparator.comparing(String::valueOf, String.CASE_INSENSITIVE_ORDER));
        return column;
    }

    private static <T> TableColumn<StudyEntry, T> comparable(
            String title, double width, Function<StudyEntry, T> value, Function<T, String> text) {
        TableColumn<StudyEntry, T> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 48));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null ? "" : text.apply(item));
            }
        });
        return column;
    }

    private static TableColumn<StudyEntry, StudyEntry> attention() {
        TableColumn<StudyEntry, StudyEntry> column = new TableColumn<>("!");
        column.setPrefWidth(28);
        column.setMinWidth(28);
        column.setMaxWidth(28);
        column.setResizable(false);
        column.setComparator(Comparator.comparingInt(
                (StudyEntry study) -> study.disagreements().size()));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(StudyEntry study, boolean empty) {
                super.updateItem(study, empty);
                boolean flagged =
                        !empty && study != null && !study.disagreements().isEmpty();
                setText(flagged ? "!" : "");
                setTooltip(
                        flagged ? new Tooltip("Check the patient: " + String.join("; ", study.disagreements())) : null);
                getStyleClass().removeAll("attention");
                if (flagged) {
                    getStyleClass().add("attention");
                }
            }
        });
        return column;
    }

    private static TableRow<StudyEntry> row(WorklistActions actions) {
        TableRow<StudyEntry> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                actions.open(row.getItem());
            }
        });
        return row;
    }
}
