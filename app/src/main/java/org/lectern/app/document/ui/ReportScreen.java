package org.lectern.app.document.ui;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.lectern.imaging.report.ObjectReference;
import org.lectern.imaging.report.ReportLine;
import org.lectern.imaging.report.StructuredReport;

/** A structured report as text: headings, sentences, and links to the images that they rest on. */
public final class ReportScreen extends ScrollPane {
    private static final double INDENT_PX = 20;

    /**
     * A report.
     *
     * @param show asked to show a referenced object when its link is used
     */
    public ReportScreen(StructuredReport report, Consumer<ObjectReference> show) {
        getStyleClass().add("report-screen");
        getStylesheets().add(DocumentStyle.sheet());
        setFitToWidth(true);
        VBox page = new VBox(6);
        page.getStyleClass().add("report-page");
        Label title = new Label(report.title());
        title.getStyleClass().add("report-title");
        title.setWrapText(true);
        Label state = new Label(state(report));
        state.getStyleClass().add("report-state");
        page.getChildren().addAll(title, state);
        for (ReportLine line : report.lines()) {
            addLine(page, line, show);
        }
        setContent(page);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText("Report: " + report.title());
    }

    private static String state(StructuredReport report) {
        String complete = report.complete() ? "Complete" : "Not complete";
        String by = String.join("; ", report.verifiers());
        String verified = report.verified() ? ", verified" + (by.isEmpty() ? "" : " by " + by) : ", not verified";
        return complete + verified;
    }

    private static void addLine(VBox page, ReportLine line, Consumer<ObjectReference> show) {
        if (line.text().isBlank()) {
            return;
        }
        Optional<ObjectReference> reference = line.references().stream().findFirst();
        Label text = new Label(line.text());
        text.setWrapText(true);
        text.getStyleClass().add(line.heading() ? "report-heading" : "report-line");
        VBox.setMargin(text, new Insets(line.heading() ? 8 : 0, 0, 0, INDENT_PX * line.depth()));
        if (reference.isPresent()) {
            Hyperlink link = new Hyperlink(line.text());
            link.getStyleClass().add("report-link");
            link.setOnAction(event -> show.accept(reference.get()));
            VBox.setMargin(link, new Insets(0, 0, 0, INDENT_PX * line.depth()));
            page.getChildren().add(link);
        } else {
            page.getChildren().add(text);
        }
    }
}
