package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the list behind the caller's back, newest state last, so that no screen waits for a disk. Safe for several threads. */
final class StoreWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private final TransferStore store;
    private final ExecutorService io;
    private final Consumer<Collection<Long>> kept;
    private final Consumer<String> failed;
    private final Map<Long, TransferStore.Kept> changed = new LinkedHashMap<>();
    private final Set<Long> removed = new HashSet<>();
    private boolean isWriting;

    /**
     * A writer.
     *
     * @param kept hears which transfers are in the store now
     * @param failed hears why they are not
     */
    StoreWriter(TransferStore store, ExecutorService io, Consumer<Collection<Long>> kept, Consumer<String> failed) {
        this.store = store;
        this.io = io;
        this.kept = kept;
        this.failed = failed;
    }

    synchronized void save(TransferStore.Kept transfer) {
        changed.put(transfer.id(), transfer);
        start();
    }

    synchronized void remove(long id) {
        changed.remove(id);
        removed.add(id);
        start();
    }

    private void start() {
        if (!isWriting) {
            isWriting = true;
            try {
                io.execute(this::write);
            } catch (RejectedExecutionException e) {
                isWriting = false; // flush() writes it
            }
        }
    }

    private void write() {
        while (writeOnce()) {
            LOG.trace("written");
        }
    }

    private boolean writeOnce() {
        List<TransferStore.Kept> now;
        List<Long> gone;
        synchronized (this) {
            if (changed.isEmpty() && removed.isEmpty()) {
                isWriting = false;
                notifyAll();
                return false;
            }
            now = new ArrayList<>(changed.values());
            gone = new ArrayList<>(removed);
            changed.clear();
            removed.clear();
        }
        try {
            store.save(now, gone);
        } catch (IOException e) {
            LOG.warn("the list of transfers cannot be kept: {}", e.getMessage());
            failed.accept(e.getMessage() == null ? "" : e.getMessage());
        }
        kept.accept(now.stream().map(TransferStore.Kept::id).toList());
        return true;
    }

    /** Writes what is not written yet, in the caller's thread. */
    void flush() {
        synchronized (this) {
            while (isWriting) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            isWriting = true;
        }
        write();
    }
}
