package org.lectern.app.ui;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.worklist.Arriving;
import org.lectern.app.worklist.ListRow;

/** The transfers as the screens see them: one list for a pulse. FX thread. */
final class TransferWatch {
    private final Transfers transfers;
    private final Runnable changed;
    private final AtomicBoolean asked = new AtomicBoolean();
    private List<Transfer> list = List.of();

    /** Watches; tells on the FX thread. */
    TransferWatch(Transfers transfers, Runnable changed) {
        this.transfers = transfers;
        this.changed = changed;
        transfers.onChange(this::look);
        look();
    }

    private void look() {
        if (!asked.getAndSet(true)) {
            Platform.runLater(() -> {
                asked.set(false);
                list = transfers.list();
                changed.run();
            });
        }
    }

    /** All of them in the order in which they go. */
    List<Transfer> list() {
        return list;
    }

    /** How many are under way or wait for it. */
    long running() {
        return list.stream()
                .filter(transfer -> transfer.state() == State.ACTIVE || transfer.state() == State.WAITING)
                .count();
    }

    /** How many failed. */
    long failed() {
        return list.stream()
                .filter(transfer -> transfer.state() == State.FAILED)
                .count();
    }

    /** The newest one that fetches a study of a patient. */
    Optional<Transfer> fetching(String studyUid, String patientId) {
        return list.stream()
                .filter(transfer -> transfer.kind() != TransferRequest.Kind.SEND
                        && transfer.subject().studyUid().equals(studyUid)
                        && transfer.subject().patientId().equals(patientId))
                .reduce((one, other) -> other.id() > one.id() ? other : one);
    }

    /** How the study of a row arrives. */
    Optional<Arriving> arriving(ListRow row) {
        return list.isEmpty()
                ? Optional.empty()
                : fetching(row.study().studyUid(), row.shown().patientId())
                        .flatMap(transfer -> arriving(transfer, row));
    }

    private static Optional<Arriving> arriving(Transfer transfer, ListRow row) {
        return switch (transfer.state()) {
            case WAITING -> Optional.of(arriving(transfer, Arriving.Phase.WAITING));
            case ACTIVE -> Optional.of(arriving(transfer, Arriving.Phase.ACTIVE));
            case HELD -> Optional.of(arriving(transfer, Arriving.Phase.HELD));
            case FAILED -> row.isWhole() ? Optional.empty() : Optional.of(arriving(transfer, Arriving.Phase.FAILED));
            case AWAITING_COMMITMENT, FINISHED, CANCELLED -> Optional.empty();
        };
    }

    private static Arriving arriving(Transfer transfer, Arriving.Phase phase) {
        return new Arriving(
                phase,
                transfer.progress().objects(),
                transfer.progress().total().orElse(0),
                phase == Arriving.Phase.FAILED && !transfer.words().isEmpty()
                        ? transfer.words().getFirst()
                        : "");
    }
}
