package org.lectern.app.worklist.ui;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchLimits;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.query.TodaysWorklist;
import org.lectern.app.retrieval.query.WorklistSnapshot;
import org.lectern.app.worklist.TodayRow;
import org.lectern.imaging.archive.LocalArchive;

/** Today's list: what is scheduled, what has come of it, and what nobody scheduled. Asked again each minute. */
public final class TodayScreen extends BorderPane implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final double ROW_HEIGHT = 24;

    private final InstantSource clock;
    private final Consumer<StudyRow> open;
    private final TodaysWorklist today;
    private final TableView<TodayRow> table = new TableView<>();
    private final SiteLine sites = new SiteLine();
    private final Label count = new Label();

    /**
     * Today's list.
     *
     * @param asked the archives that are asked
     * @param open opens a study
     * @param close leaves
     */
    public TodayScreen(
            LocalArchive archive,
            Threads threads,
            InstantSource clock,
            List<Site> asked,
            Consumer<StudyRow> open,
            Runnable close) {
        this.clock = clock;
        this.open = open;
        this.today = new TodaysWorklist(
                new FederatedSearch.Means(
                        threads.io(),
                        Timer.of(threads.timer(), threads.io()),
                        clock,
                        archive::studies,
                        SearchLimits.USUAL),
                day -> Platform.runLater(() -> show(day)));
        getStyleClass().add("today");
        setTop(head(close));
        build(asked);
        setCenter(table);
        today.ask(asked, Optional.of(AGAIN));
    }

    private VBox head(Runnable close) {
        Label title = new Label("Today");
        title.getStyleClass().add("panel-title");
        count.getStyleClass().add("secondary");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button again = new Button("Ask again  (F5)");
        again.setOnAction(event -> today.askAgain());
        Button done = new Button("All studies  (Esc)");
        done.setOnAction(event -> close.run());
        HBox line = new HBox(12, title, count, space, again, done);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox head = new VBox(4, line, sites);
        head.getStyleClass().add("search-bar");
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close.run();
                event.consume();
            } else if (event.getCode() == KeyCode.F5) {
                today.askAgain();
                event.consume();
            }
        });
        return head;
    }

    private void build(List<Site> asked) {
        table.setId("today");
        table.setFixedCellSize(ROW_HEIGHT);
        table.setAccessibleText("Today's steps");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.getColumns().add(column("!", 28, row -> row.caution().isPresent() ? "!" : ""));
        table.getColumns().add(column("Time", 60, TodayRow::time));
        table.getColumns().add(column("Patient", 220, TodayRow::patient));
        table.getColumns().add(column("ID", 110, TodayRow::patientId));
        table.getColumns().add(column("Born / Age", 150, row -> row.born(day())));
        table.getColumns().add(column("Exam", 220, TodayRow::exam));
        table.getColumns().add(column("Mod", 60, TodayRow::modality));
        table.getColumns().add(column("Station", 100, TodayRow::station));
        table.getColumns().add(column("State", 110, TodayRow::state));
        table.getColumns().add(column("Where", 140, TodayRow::where));
        Label nothing = new Label(
                asked.stream().anyMatch(Site::hasWorklist)
                        ? "Nothing is scheduled and nothing has come today."
                        : "No archive is set up as today's worklist; settings, Archives.");
        nothing.getStyleClass().add("secondary");
        table.setPlaceholder(nothing);
        table.setRowFactory(view -> row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openSelected();
                event.consume();
            }
        });
    }

    private LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    }

    private static TableColumn<TodayRow, String> column(String title, double width, Function<TodayRow, String> text) {
        TableColumn<TodayRow, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 50));
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        return column;
    }

    private TableRow<TodayRow> row() {
        TableRow<TodayRow> row = new TableRow<>();
        row.itemProperty()
                .addListener((item, before, now) -> row.setTooltip(
                        now == null ? null : now.caution().map(Tooltip::new).orElse(null)));
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                row.getItem().study().ifPresent(open);
            }
        });
        return row;
    }

    private void openSelected() {
        Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                .flatMap(TodayRow::study)
                .ifPresent(open);
    }

    private void show(WorklistSnapshot day) {
        List<TodayRow> rows = TodayRow.of(day);
        Optional<TodayRow> selected =
                Optional.ofNullable(table.getSelectionModel().getSelectedItem());
        table.setItems(FXCollections.observableList(rows));
        int at = 0;
        for (int i = 0; i < rows.size() && selected.isPresent(); i++) {
            at = rows.get(i).isSameAs(selected.get()) ? i : at;
        }
        if (!rows.isEmpty()) {
            table.getSelectionModel().clearAndSelect(at);
        }
        count.setText("%s · %d scheduled · %d not scheduled"
                .formatted(day.day(), day.entries().size(), day.unscheduled().size()));
        sites.show(day.sites());
    }

    /** Puts the cursor into the list. */
    public void focusList() {
        table.requestFocus();
    }

    /** Asks no more. */
    @Override
    public void close() {
        today.close();
    }
}
