package org.lectern.app.ui;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.ui.SignInButton;
import org.lectern.app.retrieval.ui.TransferText;
import org.lectern.app.wording.Wording;
import org.lectern.app.worklist.Column;
import org.lectern.app.worklist.ListRow;

/** A study that is on its way and of which nothing is here yet: whose it is, how far it is, and how to leave. */
final class Waiting extends BorderPane {
    private final ListRow row;
    private final long transfer;
    private final Label what = new Label("Asking for the first image…");
    private final Label numbers = new Label();
    private final Label problem = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Button cancel = new Button("Cancel  (Del)");
    private final Button retry = new Button("Try again  (Enter)");
    private final SignInButton signIn = new SignInButton();

    /** What the reader can do meanwhile. */
    interface Choices {
        /** Back to the list; the study goes on arriving. */
        void leave();

        /** Back to the list; the study is not wanted any more. */
        void cancel();

        /** Tries again after a failure. */
        void retry();
    }

    Waiting(ListRow row, long transfer, java.time.LocalDate today, Choices choices) {
        this.row = row;
        this.transfer = transfer;
        getStyleClass().add("waiting");
        setTop(banner(today));
        bar.setPrefWidth(420);
        bar.setAccessibleText("How much has arrived");
        what.getStyleClass().add("panel-title");
        numbers.getStyleClass().add("secondary");
        numbers.setId("waiting-numbers");
        problem.getStyleClass().add("attention");
        problem.setId("waiting-problem");
        problem.setWrapText(true);
        problem.setMaxWidth(720);
        problem.setTextAlignment(TextAlignment.CENTER);
        Button leave = new Button("‹ Studies  (Esc)");
        leave.setOnAction(event -> choices.leave());
        cancel.setOnAction(event -> choices.cancel());
        retry.setOnAction(event -> choices.retry());
        HBox buttons = new HBox(8, leave, signIn, retry, cancel);
        buttons.setAlignment(Pos.CENTER);
        VBox box = new VBox(10, what, bar, numbers, problem, buttons);
        box.setAlignment(Pos.CENTER);
        setCenter(box);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                choices.leave();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                choices.cancel();
                event.consume();
            }
        });
        show(Optional.empty());
        leave.requestFocus();
    }

    private HBox banner(java.time.LocalDate today) {
        Label name = new Label(Wording.name(row.shown().patientName()));
        name.getStyleClass().add("patient-name");
        HBox banner = new HBox(16, name);
        for (Column column : new Column[] {Column.BORN, Column.ID, Column.EXAM, Column.WHEN}) {
            String text = column.text(row, today);
            if (!text.isBlank()) {
                Label fact = new Label(column == Column.ID ? "ID " + text : text);
                fact.getStyleClass().addAll("banner-text", "secondary");
                banner.getChildren().add(fact);
            }
        }
        if (row.isDoubtful()) {
            Label doubt = new Label("! Check the patient: " + String.join("; ", row.cautions()));
            doubt.getStyleClass().add("attention");
            banner.getChildren().add(doubt);
        }
        banner.setAlignment(Pos.BASELINE_LEFT);
        banner.getStyleClass().add("patient-banner");
        return banner;
    }

    /** Whose study it waits for. */
    ListRow row() {
        return row;
    }

    /** The number of the transfer that brings it. */
    long transfer() {
        return transfer;
    }

    /** How far it is. */
    void show(Optional<Transfer> now) {
        boolean hasEnded = now.filter(it -> it.state().isEnd()).isPresent();
        bar.setProgress(now.map(it -> it.progress().fraction()).orElse(0.0));
        bar.setVisible(!hasEnded);
        what.setText(now.map(Waiting::words).orElse("Asking for the first image…"));
        numbers.setText(now.map(TransferText::numbers).orElse("from " + row.where()));
        problem.setText(now.map(it -> String.join("\n", it.words())).orElse(""));
        signIn.show(problem.getText());
        retry.setVisible(hasEnded);
        retry.setManaged(hasEnded);
        cancel.setVisible(!hasEnded);
        cancel.setManaged(!hasEnded);
        if (hasEnded) {
            retry.requestFocus();
        }
    }

    private static String words(Transfer transfer) {
        if (transfer.state() == State.ACTIVE) {
            return "The first image is on its way from " + transfer.site();
        }
        return switch (transfer.state()) {
            case FAILED -> "This study did not come";
            case CANCELLED -> "Cancelled";
            case FINISHED -> "The archive sent nothing that can be shown";
            case HELD -> "On hold";
            default -> transfer.nextTry().isPresent() ? "Trying again soon" : "Asking " + transfer.site() + "…";
        };
    }
}
