package org.lectern.app.worklist.ui;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.lectern.app.worklist.Arriving;
import org.lectern.app.worklist.Column;
import org.lectern.app.worklist.ListRow;

/** What one column says of one row. */
final class RowCell extends TableCell<ListRow, ListRow> {
    private final Column column;
    private final Supplier<LocalDate> today;
    private final Function<ListRow, Optional<Arriving>> arriving;

    RowCell(Column column, Supplier<LocalDate> today, Function<ListRow, Optional<Arriving>> arriving) {
        this.column = column;
        this.today = today;
        this.arriving = arriving;
    }

    @Override
    protected void updateItem(ListRow row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().removeAll("attention", "secondary", "moving", "missing");
        setTooltip(null);
        if (empty || row == null) {
            setText("");
            return;
        }
        Optional<Arriving> way = column == Column.STATE ? arriving.apply(row) : Optional.empty();
        setText(column == Column.STATE ? row.state(way) : column.text(row, today.get()));
        switch (column) {
            case ATTENTION, PATIENT -> showCautions(row);
            case STATE -> way.ifPresentOrElse(this::showArriving, () -> style(row.isWhole() ? "" : "secondary"));
            case IMAGES -> style(row.here().isPresent() && !row.isWhole() ? "missing" : "");
            case WHERE -> tip(row.where());
            default -> style("");
        }
    }

    private void showCautions(ListRow row) {
        if (!row.cautions().isEmpty()) {
            String words = "Check the patient: " + String.join("; ", row.cautions());
            tip(words);
            style(row.isDoubtful() ? "attention" : column == Column.ATTENTION ? "secondary" : "");
            if (column == Column.PATIENT && row.isDoubtful()) {
                setText(getText() + "  – check the patient");
            }
            setAccessibleText(column == Column.ATTENTION ? words : getText());
        } else {
            setAccessibleText(null);
        }
    }

    private void showArriving(Arriving way) {
        style(way.phase() == Arriving.Phase.FAILED ? "attention" : "moving");
        tip(way.shown());
    }

    private void style(String name) {
        if (!name.isEmpty()) {
            getStyleClass().add(name);
        }
    }

    private void tip(String words) {
        setTooltip(new Tooltip(words));
    }
}
