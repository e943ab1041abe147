package org.lectern.imaging.network;

import java.util.ArrayList;
import java.util.List;

/** The wish that a piece of work should end early. Safe for several threads. */
public final class Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** A wish that nobody has yet. */
    public Cancellation() {}

    /** Takes itself back when closed. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Asks for the end. Listeners run on this thread, each once. */
    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(Runnable::run);
    }

    /** Whether the end was asked for. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Runs on cancellation, at once when it has happened already. */
    public Registration onCancel(Runnable listener) {
        synchronized (this) {
            if (!cancelled) {
                listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {};
    }

    private synchronized void remove(Runnable listener) {
        listeners.remove(listener);
    }

    /** Ends the work here when its end was asked for. */
    public void check() throws NetworkException {
        if (isCancelled()) {
            throw new NetworkException(NetworkException.Problem.CANCELLED, "Cancelled", "");
        }
    }
}
