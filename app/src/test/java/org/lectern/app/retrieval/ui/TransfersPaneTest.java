package org.lectern.app.retrieval.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Timer;
import org.lectern.app.retrieval.transfer.Intake;
import org.lectern.app.retrieval.transfer.LocalObjects;
import org.lectern.app.retrieval.transfer.Pins;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.TransferLimits;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.ui.Screens;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;

/** What is done in the list of transfers, by key. */
@ExtendWith(FxToolkit.class)
class TransfersPaneTest {
    @TempDir
    Path folder;

    @Test
    void transfersAreHeldResumedMovedCancelledTriedAgainAndClearedByKey() throws Exception {
        MemorySite north = new MemorySite("north");
        CountDownLatch go = new CountDownLatch(1);
        north.put(MemorySite.study("1.1", "A", 2)).put(MemorySite.study("1.2", "B", 2));
        north.beforeObject(cancellation -> {
            cancellation.onCancel(go::countDown);
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        });
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, threads.io());
                Transfers transfers = Transfers.open(
                        folder.resolve("transfers.sqlite"),
                        new Transfers.Means(
                                threads.io(),
                                Timer.of(threads.timer(), threads.io()),
                                InstantSource.system(),
                                RandomGenerator.getDefault(),
                                name -> Optional.of(north.site(1)),
                                LocalObjects.of(archive),
                                Intake.of(receiver),
                                Pins.NONE,
                                TransferLimits.USUAL))) {
            long first = transfers.add(request("1.1", "A"));
            long second = transfers.add(request("1.2", "B"));
            TransfersPane pane = Screens.on(() -> {
                TransfersPane made = new TransfersPane(transfers, InstantSource.system(), () -> {});
                Stage stage = new Stage();
                stage.setScene(new Scene(made, 680, 600));
                stage.show();
                made.show(transfers.list());
                return made;
            });
            transfers.onChange(() -> Platform.runLater(() -> pane.show(transfers.list())));
            assertEquals(List.of(first, second), ids(pane));
            press(pane, 1, "SPACE");
            until(transfers, second, State.HELD);
            Screens.until("it is shown", () -> list(pane).getItems().get(1).state() == State.HELD);
            press(pane, 1, "Alt+UP");
            Screens.until("it has moved", () -> ids(pane).equals(List.of(second, first)));
            press(pane, 0, "DELETE");
            until(transfers, second, State.CANCELLED);
            Screens.until(
                    "it stands last", () -> list(pane).getItems().getLast().state() == State.CANCELLED);
            go.countDown();
            press(pane, 1, "R");
            until(transfers, second, State.FINISHED);
            until(transfers, first, State.FINISHED);
            press(pane, 0, "C");
            Screens.until("nothing is left", () -> list(pane).getItems().isEmpty());
            assertTrue(transfers.list().isEmpty());
        }
    }

    private static TransferRequest request(String study, String patient) {
        return TransferRequest.retrieve(new Subject(study, patient, "", "Test^" + patient, "CT"), List.of("north"));
    }

    private static void until(Transfers transfers, long id, State state) throws Exception {
        Screens.until(
                id + " is " + state,
                () -> transfers
                        .find(id)
                        .map(Transfer::state)
                        .filter(state::equals)
                        .isPresent());
    }

    private static void press(TransfersPane pane, int row, String key) throws Exception {
        Screens.on(() -> {
            list(pane).getSelectionModel().clearAndSelect(row);
            Screens.press(list(pane), key);
            return true;
        });
    }

    private static List<Long> ids(TransfersPane pane) throws Exception {
        return list(pane).getItems().stream().map(Transfer::id).toList();
    }

    @SuppressWarnings("unchecked")
    private static ListView<Transfer> list(TransfersPane pane) {
        return (ListView<Transfer>) pane.lookup("#transfers-list");
    }
}
