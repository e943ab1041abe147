package org.lectern.app.retrieval.ui;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.Transfers;

/** One transfer: whose study, state, how far, what is wrong, and what can be done about it. Dragging moves it. */
final class TransferCell extends ListCell<Transfer> {
    private static final String DRAGGED = "lectern-transfer ";

    private final Transfers transfers;
    private final InstantSource clock;
    private final Label title = new Label();
    private final Label state = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label numbers = new Label();
    private final Label words = new Label();
    private final Button hold = new Button("Hold");
    private final Button resume = new Button("Resume");
    private final Button retry = new Button("Try again");
    private final Button cancel = new Button("Cancel");
    private final SignInButton signIn = new SignInButton();
    private final VBox box;

    TransferCell(Transfers transfers, InstantSource clock) {
        this.transfers = transfers;
        this.clock = clock;
        title.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        state.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(8, title, space, state);
        first.setAlignment(Pos.CENTER_LEFT);
        bar.setPrefWidth(150);
        bar.setMinWidth(80);
        numbers.getStyleClass().add("secondary");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox second = new HBox(8, bar, numbers, gap, signIn, hold, resume, retry, cancel);
        second.setAlignment(Pos.CENTER_LEFT);
        words.setWrapText(true);
        words.getStyleClass().add("attention");
        box = new VBox(4, first, second, words);
        box.prefWidthProperty().bind(widthProperty().subtract(24));
        box.setMinWidth(0);
        setPrefWidth(0); // as wide as the list, not as its longest words
        button(hold, transfers::hold, "Waits until it is resumed; what is here stays  (Space)");
        button(resume, transfers::resume, "Goes on  (Space)");
        button(retry, transfers::retry, "Tries once more  (R)");
        button(cancel, transfers::cancel, "Gives it up; what is here stays  (Del)");
        setOnDragDetected(this::drag);
        setOnDragOver(this::over);
        setOnDragDropped(this::drop);
        setOnDragExited(event -> getStyleClass().remove("drop-here"));
    }

    private void button(Button button, java.util.function.LongConsumer action, String tip) {
        button.setFocusTraversable(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(tip));
        button.setOnAction(event -> {
            Transfer transfer = getItem();
            if (transfer != null) {
                action.accept(transfer.id());
            }
        });
    }

    @Override
    protected void updateItem(@Nullable Transfer transfer, boolean empty) {
        super.updateItem(transfer, empty);
        if (empty || transfer == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        String said = TransferText.state(transfer, clock.instant());
        title.setText(TransferText.arrow(transfer) + "  " + TransferText.title(transfer));
        state.setText(said);
        state.getStyleClass().removeAll("attention", "moving", "secondary", "done");
        state.getStyleClass().add(style(transfer));
        bar.setProgress(
                transfer.state() == State.FINISHED ? 1 : transfer.progress().fraction());
        bar.setVisible(transfer.state() != State.CANCELLED);
        numbers.setText(TransferText.numbers(transfer));
        List<String> problems = TransferText.words(transfer);
        words.setText(String.join("\n", problems));
        show(words, !problems.isEmpty());
        signIn.show(words.getText());
        show(hold, transfer.state() == State.WAITING || transfer.state() == State.ACTIVE);
        show(resume, transfer.state() == State.HELD);
        show(retry, transfer.state() == State.FAILED || transfer.state() == State.CANCELLED);
        show(cancel, !transfer.state().isEnd());
        setGraphic(box);
        setAccessibleText("%s, %s, %s. %s"
                .formatted(
                        TransferText.title(transfer),
                        said,
                        TransferText.numbers(transfer),
                        String.join(". ", problems)));
    }

    private static String style(Transfer transfer) {
        return switch (transfer.state()) {
            case FAILED -> "attention";
            case ACTIVE -> "moving";
            case FINISHED -> transfer.verification().isClean() ? "done" : "attention";
            default -> "secondary";
        };
    }

    private static void show(Region part, boolean isShown) {
        part.setVisible(isShown);
        part.setManaged(isShown);
    }

    // --- moving by dragging

    private void drag(MouseEvent event) {
        Transfer transfer = getItem();
        if (transfer == null) {
            return;
        }
        Dragboard board = startDragAndDrop(TransferMode.MOVE);
        ClipboardContent content = new ClipboardContent();
        content.putString(DRAGGED + transfer.id());
        board.setContent(content);
        event.consume();
    }

    private static Optional<Long> dragged(DragEvent event) {
        String text = event.getDragboard().hasString() ? event.getDragboard().getString() : "";
        return text.matches(DRAGGED + "[0-9]{1,18}")
                ? Optional.of(Long.parseLong(text.substring(DRAGGED.length())))
                : Optional.empty();
    }

    private void over(DragEvent event) {
        if (dragged(event).isPresent()) {
            event.acceptTransferModes(TransferMode.MOVE);
            if (!getStyleClass().contains("drop-here")) {
                getStyleClass().add("drop-here");
            }
            event.consume();
        }
    }

    private void drop(DragEvent event) {
        Transfer transfer = getItem();
        dragged(event)
                .ifPresent(id ->
                        transfers.moveBefore(id, Optional.ofNullable(transfer).map(Transfer::id)));
        event.setDropCompleted(true);
        event.consume();
    }
}
