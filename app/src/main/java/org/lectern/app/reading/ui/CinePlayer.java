package org.lectern.app.reading.ui;

import java.util.Optional;
import java.util.function.Predicate;
import javafx.animation.AnimationTimer;
import org.lectern.app.reading.Cine;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.ViewportContent;

/** Plays the active viewport as a film until it is stopped or another viewport becomes active. */
final class CinePlayer {
    private final ReadingModel model;
    private final Predicate<Viewport> painted;
    private Optional<Viewport> playing = Optional.empty();
    private Cine cine = new Cine(Cine.DEFAULT_RATE, 0);
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            step(now);
        }
    };

    /**
     * A player at rest.
     *
     * @param painted whether a viewport shows what it was last asked for: a film never runs ahead of its picture
     */
    CinePlayer(ReadingModel model, Predicate<Viewport> painted) {
        this.painted = painted;
        this.model = model;
    }

    void toggle() {
        if (playing.isPresent()) {
            stop();
        } else if (model.active().count() > 1) {
            playing = Optional.of(model.active());
            double rate = model.active()
                    .content()
                    .map(ViewportContent::recommendedRate)
                    .flatMap(value -> value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty())
                    .orElse(Cine.DEFAULT_RATE);
            cine = new Cine(rate, System.nanoTime());
            timer.start();
        }
    }

    void changeRate(double factor) {
        cine = cine.withRate(cine.rate() * factor);
    }

    /** Frames a second while playing. */
    Optional<Double> rate() {
        return playing.map(viewport -> cine.rate());
    }

    boolean isPlaying() {
        return playing.isPresent();
    }

    void stop() {
        playing = Optional.empty();
        timer.stop();
    }

    private void step(long now) {
        if (playing.isEmpty() || !cine.isDue(now) || !painted.test(playing.get())) {
            return;
        }
        Viewport viewport = playing.get();
        if (viewport != model.active() || viewport.count() < 2) {
            stop();
            return;
        }
        cine = cine.shown(now);
        if (viewport.page(1) == 0) {
            viewport.goTo(0);
        }
    }
}
