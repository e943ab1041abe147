package org.lectern.rendering.schedule;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Snapshots waiting for one painter. A snapshot replaces the one before it, so that the painter never works on what is
 * out of date; only a snapshot of another image that the reader paged to waits behind it, so that no slice is skipped.
 *
 * <p>Any thread may offer and take.
 *
 * @param <S> an immutable snapshot
 */
public final class PaintQueue<S> {
    private record Entry<S>(S snapshot, Object image, boolean paged) {}

    private final int limit;
    private final ArrayDeque<Entry<S>> waiting = new ArrayDeque<>();
    private long dropped;

    /** A queue that lets at most {@code limit} paged images wait before it drops the oldest, and counts it. */
    public PaintQueue(int limit) {
        this.limit = limit;
    }

    /**
     * Puts a snapshot in.
     *
     * @param image identifies the image that it shows
     * @param paged whether the reader paged to this image, so that it must be seen
     */
    public synchronized void offer(S snapshot, Object image, boolean paged) {
        boolean keep = paged;
        Entry<S> last = waiting.peekLast();
        if (last != null && (last.image.equals(image) || !last.paged)) {
            keep |= last.paged && last.image.equals(image);
            waiting.pollLast();
        }
        waiting.addLast(new Entry<>(snapshot, image, keep));
        while (waiting.size() > limit) {
            waiting.pollFirst();
            dropped++;
        }
    }

    /** The next snapshot to paint. */
    public synchronized Optional<S> poll() {
        Entry<S> entry = waiting.pollFirst();
        return entry == null ? Optional.empty() : Optional.of(entry.snapshot);
    }

    /** Whether nothing newer waits, so that there is time for a finer pass. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Forgets what waits, as when another series is shown. */
    public synchronized void clear() {
        waiting.clear();
    }

    /** How many paged images were never painted. */
    public synchronized long dropped() {
        return dropped;
    }
}
