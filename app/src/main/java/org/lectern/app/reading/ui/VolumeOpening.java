package org.lectern.app.reading.ui;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.lectern.app.reading.ReadingServices;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;

/** Builds the volume of a series beside the screen's thread, one at a time. FX thread only. */
final class VolumeOpening {
    /** Makes of a volume what is wanted, off the screen's thread, and owns it from then on. */
    interface Use<T> {
        T of(Volume volume) throws IOException;
    }

    private final ReadingServices services;
    private final Consumer<String> status;
    private AtomicBoolean wanted = new AtomicBoolean();

    /**
     * Nothing is being built.
     *
     * @param status hears of progress, empty when there is nothing to tell
     */
    VolumeOpening(ReadingServices services, Consumer<String> status) {
        this.services = services;
        this.status = status;
    }

    boolean isOpening() {
        return wanted.get();
    }

    /** Gives up what is being built, and answers whether there was any. */
    boolean cancel() {
        boolean was = wanted.getAndSet(false);
        if (was) {
            status.accept("");
        }
        return was;
    }

    /**
     * Builds a volume.
     *
     * @param opened gets what was made of it, unless that is no longer wanted
     * @param failed hears why there is none
     */
    <T> void open(DisplaySet displaySet, Use<T> use, Consumer<T> opened, Consumer<String> failed) {
        cancel();
        AtomicBoolean mine = new AtomicBoolean(true);
        wanted = mine;
        status.accept("volume 0 %");
        services.threads().io().execute(() -> {
            try {
                Volume volume = load(displaySet, mine);
                T made = made(use, volume);
                Platform.runLater(() -> {
                    if (mine.getAndSet(false)) {
                        status.accept("");
                        opened.accept(made);
                    } else {
                        volume.close();
                    }
                });
            } catch (IOException | RuntimeException e) {
                String why = String.valueOf(e.getMessage());
                Platform.runLater(() -> {
                    if (mine.getAndSet(false)) {
                        status.accept("");
                        failed.accept(why);
                    }
                });
            }
        });
    }

    private Volume load(DisplaySet displaySet, AtomicBoolean mine) throws IOException {
        VolumeMemory memory = VolumeMemory.of(services.frames(), displaySet.key());
        return new VolumeLoader(services.renderers().parallel(), memory).load(displaySet, (done, total) -> {
            Platform.runLater(() -> progress(mine, done, total));
            return mine.get();
        });
    }

    private static <T> T made(Use<T> use, Volume volume) throws IOException {
        try {
            return use.of(volume);
        } catch (IOException | RuntimeException e) {
            volume.close();
            throw e;
        }
    }

    private void progress(AtomicBoolean mine, int done, int total) {
        if (mine.get()) {
            status.accept("volume %d %%".formatted(100L * done / Math.max(1, total)));
        }
    }
}
