package org.lectern.app.retrieval.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last {@link #WINDOW}. Not for use by several threads. */
final class Rate {
    static final Duration WINDOW = Duration.ofSeconds(5);
    private static final int MOST = 256;

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long inWindow;

    private record Sample(Instant at, long bytes) {}

    void add(Instant now, long bytes) {
        Sample last = samples.peekLast();
        if (last != null && samples.size() >= MOST) {
            samples.pollLast();
            samples.addLast(new Sample(last.at(), last.bytes() + bytes));
        } else {
            samples.addLast(new Sample(now, bytes));
        }
        inWindow += bytes;
        trim(now);
    }

    long bytesPerSecond(Instant now) {
        trim(now);
        if (samples.isEmpty()) {
            return 0;
        }
        long millis =
                Math.max(500, Duration.between(samples.getFirst().at(), now).toMillis());
        return inWindow * 1000 / millis;
    }

    private void trim(Instant now) {
        Instant oldest = now.minus(WINDOW);
        while (!samples.isEmpty() && samples.getFirst().at().isBefore(oldest)) {
            inWindow -= samples.pollFirst().bytes();
        }
    }
}
