package org.lectern.app.exchange.ui;

import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.imaging.archive.importing.ImportReport;
import org.lectern.imaging.archive.importing.Refusal;

/** What an import refused: file, reason and what to do, to be read or copied. */
public final class RefusalPanel extends BorderPane {
    /**
     * The refusals of a report.
     *
     * @param close takes the panel away
     */
    public RefusalPanel(ImportReport report, Runnable close) {
        getStyleClass().add("refusal-panel");
        Label title = new Label(
                report.refused() == 1 ? "1 file was refused" : "%d files were refused".formatted(report.refused()));
        title.getStyleClass().add("panel-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button copy = new Button("Copy as text");
        copy.setOnAction(event -> copy(report));
        Button done = new Button("Close  (Esc)");
        done.setOnAction(event -> close.run());
        HBox head = new HBox(8, title, space, copy, done);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("panel-head");
        setTop(head);
        TableView<Refusal> table = new TableView<>();
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("File", 420, Refusal::place));
        table.getColumns().add(column("Why", 420, Refusal::reason));
        table.getColumns().add(column("What to do", 420, Refusal::remedy));
        table.getItems().setAll(report.refusals());
        setCenter(table);
    }

    private static TableColumn<Refusal, String> column(
            String title, double width, java.util.function.Function<Refusal, String> text) {
        TableColumn<Refusal, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        return column;
    }

    private static void copy(ImportReport report) {
        StringBuilder text = new StringBuilder();
        report.refusals().forEach(refusal -> text.append(refusal).append('\n'));
        ClipboardContent content = new ClipboardContent();
        content.putString(text.toString());
        Clipboard.getSystemClipboard().setContent(content);
    }
}
