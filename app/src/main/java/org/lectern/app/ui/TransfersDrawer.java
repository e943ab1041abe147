package org.lectern.app.ui;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.app.retrieval.ui.TransfersPane;

/** The transfers at the right edge, over whatever is shown. FX thread. */
final class TransfersDrawer {
    private static final double WIDTH = 680;

    private final StackPane layers;
    private final InstantSource clock;
    private final Runnable left;
    private Optional<TransfersPane> pane = Optional.empty();

    /**
     * A drawer.
     *
     * @param left hears that the drawer was closed, to put the cursor elsewhere
     */
    TransfersDrawer(StackPane layers, InstantSource clock, Runnable left) {
        this.layers = layers;
        this.clock = clock;
        this.left = left;
    }

    /** Opens or closes it. */
    void toggle(Transfers transfers, List<Transfer> now) {
        if (close()) {
            return;
        }
        TransfersPane opened = new TransfersPane(transfers, clock, this::close);
        opened.show(now);
        opened.setMaxWidth(WIDTH);
        StackPane.setAlignment(opened, Pos.TOP_RIGHT);
        pane = Optional.of(opened);
        layers.getChildren().add(opened);
        opened.focusList();
    }

    /** Shows them as they are now. */
    void show(List<Transfer> now) {
        pane.ifPresent(shown -> shown.show(now));
    }

    /** Closes it. Answers whether it was open. */
    boolean close() {
        boolean wasOpen = pane.map(layers.getChildren()::remove).orElse(false);
        pane = Optional.empty();
        if (wasOpen) {
            left.run();
        }
        return wasOpen;
    }
}
