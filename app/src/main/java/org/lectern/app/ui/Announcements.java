package org.lectern.app.ui;

import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.util.Duration;
import org.lectern.app.retrieval.receiver.StationReceiver;

/**
 * Has the list ask again when an archive announces something, at most once in a while however many announcements come. FX
 * thread.
 */
final class Announcements {
    private static final Duration SETTLE = Duration.seconds(2);

    private final PauseTransition settle = new PauseTransition(SETTLE);

    private Announcements(Runnable again) {
        settle.setOnFinished(event -> again.run());
    }

    static void follow(StationReceiver receiver, Runnable again) {
        Announcements announcements = new Announcements(again);
        receiver.onAnnounced(announcement -> Platform.runLater(announcements::heard));
    }

    private void heard() {
        if (settle.getStatus() != Animation.Status.RUNNING) {
            settle.playFromStart();
        }
    }
}
