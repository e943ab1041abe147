package org.lectern.app.retrieval.ui;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.wording.Amounts;

/** All transfers with their state, and what can be done with each by mouse and key. */
public final class TransfersPane extends BorderPane {
    private final Transfers transfers;
    private final Runnable close;
    private final ListView<Transfer> list = new ListView<>();
    private final Label title = new Label("Transfers");

    /**
     * A pane.
     *
     * @param close takes it away
     */
    public TransfersPane(Transfers transfers, InstantSource clock, Runnable close) {
        this.transfers = transfers;
        this.close = close;
        getStyleClass().add("transfers");
        title.getStyleClass().add("panel-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button clear = new Button("Clear finished");
        clear.setId("transfers-clear");
        clear.setTooltip(new Tooltip("Takes what ended well or was cancelled off the list  (C)"));
        clear.setOnAction(event -> transfers.clearFinished());
        Button done = new Button("Close  (Esc)");
        done.setOnAction(event -> close.run());
        HBox head = new HBox(8, title, space, clear, done);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("panel-head");
        setTop(head);
        list.setId("transfers-list");
        list.setAccessibleText("Transfers");
        list.setCellFactory(view -> new TransferCell(transfers, clock));
        Label nothing = new Label("Nothing is on its way.");
        nothing.getStyleClass().add("secondary");
        list.setPlaceholder(nothing);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setCenter(list);
        Label keys = new Label(
                "Space holds or resumes · R tries again · Del cancels · Alt+↑ Alt+↓ or dragging moves · C clears");
        keys.getStyleClass().addAll("secondary", "panel-foot");
        setBottom(keys);
    }

    /** Shows them as they are now, those that have ended last, keeping the selection. */
    public void show(List<Transfer> all) {
        List<Transfer> now = all.stream()
                .sorted(Comparator.comparing(transfer -> transfer.state().isEnd()))
                .toList();
        title.setText(now.isEmpty() ? "Transfers" : Amounts.of(now.size(), "transfer"));
        Optional<Long> selected = selected().map(Transfer::id);
        boolean isSameOrder = now.stream()
                .map(Transfer::id)
                .toList()
                .equals(list.getItems().stream().map(Transfer::id).toList());
        if (isSameOrder) {
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).equals(list.getItems().get(i))
                        || now.get(i).nextTry().isPresent()) {
                    list.getItems().set(i, now.get(i));
                }
            }
        } else {
            list.getItems().setAll(now);
            int row = selected.map(id -> indexOf(now, id)).orElse(-1);
            if (row >= 0) {
                list.getSelectionModel().clearAndSelect(row);
            } else if (!now.isEmpty()) {
                list.getSelectionModel().clearAndSelect(0);
            }
        }
    }

    private static int indexOf(List<Transfer> all, long id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    /** Puts the cursor into the list. */
    public void focusList() {
        list.requestFocus();
    }

    private Optional<Transfer> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void key(KeyEvent event) {
        boolean isDone = true;
        if (event.getCode() == KeyCode.ESCAPE) {
            close.run();
        } else if (event.getCode() == KeyCode.C && !event.isShortcutDown()) {
            transfers.clearFinished();
        } else if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            move(-1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            move(1);
        } else if (event.getCode() == KeyCode.SPACE) {
            selected().ifPresent(this::toggle);
        } else if (event.getCode() == KeyCode.R && !event.isShortcutDown()) {
            selected().ifPresent(transfer -> transfers.retry(transfer.id()));
        } else if (event.getCode() == KeyCode.DELETE) {
            selected().ifPresent(this::giveUp);
        } else {
            isDone = false;
        }
        if (isDone) {
            event.consume();
        }
    }

    private void toggle(Transfer transfer) {
        if (transfer.state() == State.HELD) {
            transfers.resume(transfer.id());
        } else {
            transfers.hold(transfer.id());
        }
    }

    /** Cancels what is under way, takes what has ended off the list. */
    private void giveUp(Transfer transfer) {
        if (transfer.state().isEnd()) {
            transfers.remove(transfer.id());
        } else {
            transfers.cancel(transfer.id());
        }
    }

    private void move(int step) {
        int at = list.getSelectionModel().getSelectedIndex();
        int to = at + (step < 0 ? -1 : 2);
        if (at < 0 || to < 0 || to > list.getItems().size()) {
            return;
        }
        Optional<Long> next = to < list.getItems().size()
                ? Optional.of(list.getItems().get(to).id())
                : Optional.empty();
        transfers.moveBefore(list.getItems().get(at).id(), next);
    }
}
