package org.lectern.app.annotation;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the marks of one study at once whenever they change, off the screen's thread, the newest state last. */
public final class Autosave {
    private final AnnotationStore store;
    private final String studyInstanceUid;
    private final Executor executor;
    private final Consumer<String> failed;
    private final AtomicReference<@Nullable List<Annotation>> waiting = new AtomicReference<>();

    /**
     * Saves on an executor.
     *
     * @param failed hears in words, on a thread of the executor, why marks could not be kept
     */
    public Autosave(AnnotationStore store, String studyInstanceUid, Executor executor, Consumer<String> failed) {
        this.store = store;
        this.studyInstanceUid = studyInstanceUid;
        this.executor = executor;
        this.failed = failed;
    }

    /** Saves every change of some marks from now on. */
    public void follow(Annotations annotations) {
        annotations.onChange(() -> {
            waiting.set(annotations.all());
            try {
                executor.execute(this::flush);
            } catch (RejectedExecutionException closing) {
                flush();
            }
        });
    }

    /** Saves now what is not saved yet. */
    public synchronized void flush() {
        List<Annotation> newest = waiting.getAndSet(null);
        if (newest == null) {
            return;
        }
        try {
            store.save(studyInstanceUid, newest);
        } catch (IOException | RuntimeException e) {
            waiting.compareAndSet(
                    null, newest); // not lost: tried again with the next change and when the study is closed
            failed.accept("Measurements are not saved yet: " + e.getMessage() + ". They are kept and tried again.");
        }
    }
}
