package org.lectern.app.retrieval;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A clock and timer whose time passes when the test says so; work is handed to an executor as the real timer does. */
public final class TestTime implements Timer, InstantSource {
    private final ExecutorService io;
    private final List<Entry> entries = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");

    private record Entry(Instant at, Runnable work) {}

    public TestTime(ExecutorService io) {
        this.io = io;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable work) {
        Entry entry = new Entry(now.plus(delay), work);
        entries.add(entry);
        return () -> remove(entry);
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }

    /** Lets time pass; what is due by then is handed to the executor in its order. */
    public void pass(Duration time) {
        Instant until = instant().plus(time);
        for (Optional<Entry> next = next(until); next.isPresent(); next = next(until)) {
            io.execute(next.get().work());
        }
        synchronized (this) {
            now = until;
        }
    }

    /** Lets time pass until something is due; answers whether there was anything. */
    public boolean passToNext() {
        Optional<Entry> next = next(Instant.MAX);
        next.ifPresent(entry -> io.execute(entry.work()));
        return next.isPresent();
    }

    private synchronized Optional<Entry> next(Instant until) {
        Optional<Entry> next =
                entries.stream().filter(entry -> !entry.at().isAfter(until)).min(Comparator.comparing(Entry::at));
        next.ifPresent(entry -> {
            entries.remove(entry);
            now = entry.at().isAfter(now) ? entry.at() : now;
        });
        return next;
    }
}
