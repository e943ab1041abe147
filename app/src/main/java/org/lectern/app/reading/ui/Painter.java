package org.lectern.app.reading.ui;

import java.io.IOException;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.PaintOrder;
import org.lectern.app.reading.Painted;
import org.lectern.app.reading.Picture;
import org.lectern.rendering.schedule.PaintQueue;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/**
 * Paints one viewport. Jobs are immutable snapshots; one at a time is painted on the pool into an array of its own and
 * shown at the next pulse of the screen, so that each painted image is really seen. While the reader drags, a coarse
 * picture comes first and a fine one as soon as nothing newer waits.
 */
final class Painter {
    private static final int MOST_WAITING = 240;

    /** What to paint. */
    record Job(Picture picture, ViewTransform transform, Tile tile, LayerLook layer, boolean coarse) {
        Job fine() {
            return new Job(picture, transform, tile, layer, false);
        }
    }

    /** What came of it: a failure in words, or a picture. */
    record Result(Job job, Painted painted, Optional<String> failure) {}

    private final ExecutorService pool;
    private final ImageView view;
    private final Consumer<Result> shown;
    private final PaintQueue<Job> queue = new PaintQueue<>(MOST_WAITING);
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            present();
        }
    };
    private int[] back = new int[0];
    private volatile @Nullable Result ready;
    private volatile boolean overtaken;
    private boolean busy;
    private boolean pulsing;
    private long paintedCount;
    private @Nullable PixelBuffer<IntBuffer> buffer;

    /** A painter that shows its work in a view and then tells. */
    Painter(ExecutorService pool, ImageView view, Consumer<Result> shown) {
        this.pool = pool;
        this.view = view;
        this.shown = shown;
    }

    /** Asks for a picture. FX thread. */
    void request(Job job, boolean paged) {
        queue.offer(job, job.picture().identity(), paged);
        overtaken = true;
        if (!pulsing) {
            pulsing = true;
            pulse.start();
        }
        next();
    }

    /** Forgets what waits and shows nothing. */
    void clear() {
        queue.clear();
        overtaken = true;
        view.setImage(null);
        buffer = null;
    }

    /** How many pictures were shown. */
    long paintedCount() {
        return paintedCount;
    }

    /** How many paged images were never shown. */
    long dropped() {
        return queue.dropped();
    }

    /** Whether everything asked for has been shown. */
    boolean isIdle() {
        return !busy && queue.isEmpty();
    }

    private void next() {
        if (busy) {
            return;
        }
        queue.poll().ifPresent(job -> {
            busy = true;
            overtaken = !queue.isEmpty();
            try {
                pool.execute(() -> ready = paint(job));
            } catch (RejectedExecutionException closing) {
                busy = false;
            }
        });
    }

    private Result paint(Job job) {
        int size = job.tile().width() * job.tile().height();
        if (back.length < size) {
            back = new int[size];
        }
        try {
            PaintOrder order =
                    new PaintOrder(job.transform(), job.tile(), job.layer(), job.coarse(), () -> overtaken, back);
            return new Result(job, job.picture().paint(order), Optional.empty());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Result(job, Painted.PLAIN, Optional.of(why));
        }
    }

    private void present() {
        Result result = ready;
        if (result == null) {
            if (isIdle()) {
                pulsing = false;
                pulse.stop();
            }
            return;
        }
        ready = null;
        if (result.failure().isEmpty()) {
            show(result.job().tile());
        } else {
            view.setImage(null); // never a stale image under another label
            buffer = null;
        }
        paintedCount++;
        shown.accept(result);
        busy = false;
        if (result.painted().reduced() && queue.isEmpty()) {
            queue.offer(result.job().fine(), result.job().picture().identity(), false);
        }
        next();
    }

    private void show(Tile tile) {
        PixelBuffer<IntBuffer> pixels = buffer;
        if (pixels == null || pixels.getWidth() != tile.width() || pixels.getHeight() != tile.height()) {
            IntBuffer memory = IntBuffer.allocate(tile.width() * tile.height());
            pixels = new PixelBuffer<>(tile.width(), tile.height(), memory, PixelFormat.getIntArgbPreInstance());
            buffer = pixels;
            view.setImage(new WritableImage(pixels));
        }
        pixels.updateBuffer(target -> {
            target.getBuffer().put(0, back, 0, tile.width() * tile.height());
            return null; // all of it
        });
    }
}
