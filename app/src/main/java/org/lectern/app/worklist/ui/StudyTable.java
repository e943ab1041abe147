package org.lectern.app.worklist.ui;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.lectern.app.worklist.Arriving;
import org.lectern.app.worklist.Column;
import org.lectern.app.worklist.Columns;
import org.lectern.app.worklist.ListRow;

/**
 * The studies as rows of 24 px. Rows are put in order elsewhere; what is selected and what is seen stay where they are
 * when others join.
 */
final class StudyTable extends TableView<ListRow> {
    private static final double ROW_HEIGHT = 24;

    private final InstantSource clock;
    private final Consumer<Columns> arranged;
    private Function<ListRow, Optional<Arriving>> arriving = row -> Optional.empty();
    private Columns columns = Columns.INITIAL;
    private long shownQuestion;
    private Optional<ListRow.Key> wanted = Optional.empty();
    private double textScale = 1;
    private boolean isFilling;

    /**
     * A table.
     *
     * @param open opens the row that was clicked twice
     * @param arranged hears how the reader arranged the columns and in which order rows are wanted
     */
    StudyTable(InstantSource clock, Consumer<ListRow> open, Consumer<Columns> arranged) {
        this.clock = clock;
        this.arranged = arranged;
        setFixedCellSize(ROW_HEIGHT);
        getStyleClass().add("study-table");
        setAccessibleText("Studies");
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        setTableMenuButtonVisible(true);
        setRowFactory(table -> row(open));
        addEventFilter(MouseEvent.MOUSE_RELEASED, this::keepWidths);
        getColumns().addListener((Observable change) -> tellArranged());
        setSortPolicy(table -> {
            tellArranged(); // the search puts rows in order, away from the screen
            return true;
        });
    }

    /** Tells rows how studies arrive. */
    void setArriving(Function<ListRow, Optional<Arriving>> how) {
        arriving = how;
    }

    /** Larger text needs larger rows. */
    void setTextScale(double scale) {
        textScale = scale;
        setFixedCellSize(Math.rint(ROW_HEIGHT * scale));
        arrange(columns);
    }

    /** Arranges the columns. */
    void arrange(Columns wanted) {
        columns = wanted;
        isFilling = true;
        getSortOrder().clear();
        List<TableColumn<ListRow, ListRow>> all = new ArrayList<>();
        for (Columns.Place place : wanted.places()) {
            TableColumn<ListRow, ListRow> column = column(place);
            all.add(column);
        }
        getColumns().setAll(all);
        for (TableColumn<ListRow, ListRow> column : all) {
            if (column.getUserData() == wanted.sort().by()) {
                column.setSortType(
                        wanted.sort().isDescending()
                                ? TableColumn.SortType.DESCENDING
                                : TableColumn.SortType.ASCENDING);
                getSortOrder().add(column);
            }
            column.visibleProperty().addListener((property, before, now) -> tellArranged());
        }
        isFilling = false;
    }

    private TableColumn<ListRow, ListRow> column(Columns.Place place) {
        Column what = place.column();
        TableColumn<ListRow, ListRow> column = new TableColumn<>(what.title());
        column.setUserData(what);
        column.setId("column-" + what.name());
        column.setVisible(place.isShown());
        double width = place.widthPx() * textScale;
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, what.leastWidth() * textScale));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(owner -> new RowCell(what, this::today, row -> arriving.apply(row)));
        if (what == Column.ATTENTION) {
            column.setMaxWidth(width);
            column.setResizable(false);
        }
        if (what.isNumber()) {
            column.getStyleClass().add("number");
        }
        return column;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    }

    /** A drag at a border of the heads ends here; widths that only follow the window are not kept. */
    private void keepWidths(MouseEvent event) {
        if (event.getTarget() instanceof Node node && node.getParent() != null && isHead(node)) {
            tellArranged();
        }
    }

    private static boolean isHead(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("column-header-background")) {
                return true;
            }
        }
        return false;
    }

    private void tellArranged() {
        if (isFilling || getColumns().size() != columns.places().size()) {
            return;
        }
        List<Columns.Place> places = new ArrayList<>();
        for (TableColumn<ListRow, ?> column : getColumns()) {
            Column what = (Column) column.getUserData();
            double width = column.isVisible() ? column.getWidth() / textScale : column.getPrefWidth() / textScale;
            places.add(new Columns.Place(what, width, column.isVisible() || what == Column.PATIENT));
        }
        Columns.Sort sort = getSortOrder().stream()
                .findFirst()
                .map(column -> new Columns.Sort(
                        (Column) column.getUserData(), column.getSortType() == TableColumn.SortType.DESCENDING))
                .orElse(Columns.Sort.NEWEST);
        Columns now = new Columns(places, sort);
        if (!now.equals(columns)) {
            columns = now;
            arranged.accept(now);
        }
    }

    /**
     * Shows rows in the order given.
     *
     * @param question the rows' question; within one, rows are the same by their id
     * @param isAwaited whether the row that was selected may still come; until then none is selected in its place
     */
    void show(long question, List<ListRow> rows, boolean isAwaited) {
        Optional<ListRow> selected = selectedRow();
        wanted = selected.map(ListRow::key).or(() -> wanted);
        Optional<VirtualFlow<?>> flow = flow();
        int first = flow.map(StudyTable::firstVisible).orElse(0);
        Optional<ListRow> top =
                first > 0 && first < getItems().size() ? Optional.of(getItems().get(first)) : Optional.empty();
        boolean isSame = question == shownQuestion;
        shownQuestion = question;
        getSelectionModel().clearSelection(); // else the old selection is looked for in all rows
        setItems(FXCollections.observableList(rows));
        int row = selected.map(before -> rowOf(before, rows, isSame))
                .or(() -> wanted.map(key -> rowOf(key, rows)))
                .orElse(-1);
        boolean isFree = wanted.isEmpty() || !isAwaited;
        if (row < 0 && !rows.isEmpty() && isFree && (!isSame || selected.isEmpty())) {
            row = 0;
        }
        if (row >= 0) {
            getSelectionModel().clearAndSelect(row);
            getFocusModel().focus(row);
        } else {
            getSelectionModel().clearSelection();
        }
        if (flow.isPresent()) {
            int seen = top.map(before -> rowOf(before, rows, isSame)).orElse(0);
            layout();
            flow.get().scrollToTop(Math.max(0, seen));
        }
    }

    private static int rowOf(ListRow before, List<ListRow> rows, boolean isSameQuestion) {
        if (!isSameQuestion) {
            return rowOf(before.key(), rows);
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).study().id() == before.study().id()) {
                return i;
            }
        }
        return -1;
    }

    private static int rowOf(ListRow.Key key, List<ListRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).is(key)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<VirtualFlow<?>> flow() {
        return Optional.ofNullable(lookup(".virtual-flow"))
                .filter(VirtualFlow.class::isInstance)
                .map(found -> (VirtualFlow<?>) found);
    }

    private static int firstVisible(VirtualFlow<?> flow) {
        IndexedCell<?> cell = flow.getFirstVisibleCell();
        return cell == null ? 0 : cell.getIndex();
    }

    /** The row that is selected. */
    Optional<ListRow> selectedRow() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /** Selects a row, in sight. Answers whether it is listed. */
    boolean select(ListRow.Key key) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).is(key)) {
                getSelectionModel().clearAndSelect(i);
                scrollTo(Math.max(0, i - 3));
                return true;
            }
        }
        return false;
    }

    private static TableRow<ListRow> row(Consumer<ListRow> open) {
        TableRow<ListRow> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !row.isEmpty()) {
                open.accept(row.getItem());
            }
        });
        return row;
    }
}
