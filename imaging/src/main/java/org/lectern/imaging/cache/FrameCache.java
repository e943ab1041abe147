package org.lectern.imaging.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.pixel.PhotometricInterpretation;

/**
 * Decoded frames and volumes, off the heap, under one budget.
 *
 * <p>Who shows a frame holds a {@link Lease}; leased memory stays. Of the rest, what was seen longest ago goes first.
 * Two askers of one frame share one decoding. A frame that fails stays failed until it is {@linkplain #forget
 * forgotten}, so that a damaged file is not decoded again at every repaint.
 *
 * <p>Safe for several threads; decoding runs on the executor given.
 */
public final class FrameCache implements AutoCloseable {
    private static final int MOST_FAILURES = 10_000;
    private static final long LEAST_BUDGET_BYTES = 256L << 20;

    /**
     * Names what is kept.
     *
     * @param object the SOP Instance UID, or the path of an object outside the archive, or a name for a volume
     * @param frame from 0
     */
    public record Key(String object, int frame) {}

    /** Fills the memory of one frame. */
    public interface Loader {
        /** Bytes that the frame takes. */
        long byteSize();

        /** Writes the frame into {@code target} and answers what its samples mean. */
        PhotometricInterpretation load(MemorySegment target) throws IOException;
    }

    /** Memory that stays as long as the lease is open. */
    public interface Lease extends AutoCloseable {
        /** The bytes; read-only for frames, writable for what was reserved. Not to be touched after closing. */
        MemorySegment bytes();

        /** What the samples mean. */
        PhotometricInterpretation photometric();

        /** Gives the memory back to the cache; closing twice does nothing. */
        @Override
        void close();
    }

    private final Object lock = new Object();
    private final Map<Key, Slot> slots = new LinkedHashMap<>(64, 0.75f, true); // eldest seen first
    private final long budgetBytes;
    private final Executor executor;
    private long bytesInUse;
    private int failures;
    private boolean closed;

    /**
     * A cache with nothing in it.
     *
     * @param executor decodes; a same-thread executor makes {@link #acquire} synchronous
     */
    public FrameCache(long budgetBytes, Executor executor) {
        if (budgetBytes <= 0) {
            throw new IllegalArgumentException("A budget of %d bytes holds no frame".formatted(budgetBytes));
        }
        this.budgetBytes = budgetBytes;
        this.executor = executor;
    }

    /** Half of the physical memory less what the heap may take, at least 256 MiB. */
    public static long defaultBudgetBytes() {
        long physical =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 4L << 30;
        return Math.max(LEAST_BUDGET_BYTES, physical / 2 - Runtime.getRuntime().maxMemory());
    }

    /** Bytes that frames, volumes and decodings under way take now. */
    public long bytesInUse() {
        synchronized (lock) {
            return bytesInUse;
        }
    }

    /** The most bytes that {@link #bytesInUse()} reaches. */
    public long budgetBytes() {
        return budgetBytes;
    }

    /**
     * The frame, loaded if it is not there. Cancelling the future gives up the interest; a decoding that nobody waits
     * for is not begun. Fails with what the loader threw, or with {@link BudgetExceededException}, which is not
     * remembered.
     */
    public CompletableFuture<Lease> acquire(Key key, Loader loader) {
        CompletableFuture<Lease> future = new CompletableFuture<>();
        Slot slot;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(new IOException("The image memory is closed"));
            }
            Slot known = slots.get(key);
            if (known != null && known.arena != null) {
                return CompletableFuture.completedFuture(known.lease());
            }
            if (known != null && known.failure != null) {
                return CompletableFuture.failedFuture(known.failure);
            }
            if (known != null) {
                known.waiters.add(future);
                return future;
            }
            slot = new Slot(key);
            slot.waiters.add(future);
            slots.put(key, slot);
        }
        try {
            executor.execute(() -> load(slot, loader));
        } catch (RuntimeException rejected) {
            fail(slot, rejected, false);
        }
        return future;
    }

    /** The frame if it is there, without loading it. */
    public Optional<Lease> ifPresent(Key key) {
        synchronized (lock) {
            Slot slot = slots.get(key);
            return slot == null || slot.arena == null ? Optional.empty() : Optional.of(slot.lease());
        }
    }

    /**
     * Memory for a volume, zeroed and writable, freed when the lease is closed.
     *
     * @throws BudgetExceededException when what is visible leaves no room
     */
    public Lease reserve(String volume, long bytes) throws BudgetExceededException {
        Slot slot = new Slot(new Key(volume, 0));
        synchronized (lock) {
            take(slot, bytes);
            slot.discarded = true; // never found by key: its end is the end of the lease
        }
        try {
            allocate(slot);
        } catch (BudgetExceededException | RuntimeException e) {
            release(slot);
            throw e;
        }
        synchronized (lock) {
            return slot.lease();
        }
    }

    /** Drops what is kept under this object's name, failures too; leased memory goes with its last lease. */
    public void forget(String object) {
        synchronized (lock) {
            for (Iterator<Slot> each = slots.values().iterator(); each.hasNext(); ) {
                Slot slot = each.next();
                if (slot.key.object().equals(object) && !slot.isLoading()) {
                    each.remove();
                    discard(slot);
                }
            }
        }
    }

    /** Frees everything; leased memory goes with its last lease. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            List<Slot> all = List.copyOf(slots.values());
            slots.clear();
            all.forEach(this::discard);
        }
    }

    private void load(Slot slot, Loader loader) {
        PhotometricInterpretation photometric;
        try {
            synchronized (lock) {
                if (slot.waiters.stream().allMatch(CompletableFuture::isDone)) {
                    slots.remove(slot.key, slot);
                    return;
                }
                take(slot, loader.byteSize());
            }
            allocate(slot);
            photometric = loader.load(slot.memory());
        } catch (BudgetExceededException e) {
            fail(slot, e, false);
            return;
        } catch (IOException | RuntimeException e) {
            fail(slot, e, true);
            return;
        } catch (Error e) {
            fail(slot, e, false);
            throw e;
        }
        complete(slot, photometric);
    }

    private void complete(Slot slot, PhotometricInterpretation photometric) {
        List<CompletableFuture<Lease>> waiters;
        List<Lease> leases = new ArrayList<>();
        synchronized (lock) {
            slot.photometric = photometric;
            slot.arena = slot.allocated;
            waiters = List.copyOf(slot.waiters);
            slot.waiters.clear();
            waiters.forEach(_ -> leases.add(slot.lease()));
            if (waiters.isEmpty() && slot.discarded) {
                release(slot);
            }
        }
        for (int i = 0; i < leases.size(); i++) {
            if (!waiters.get(i).complete(leases.get(i))) {
                leases.get(i).close();
            }
        }
    }

    private void fail(Slot slot, Throwable failure, boolean remember) {
        List<CompletableFuture<Lease>> waiters;
        synchronized (lock) {
            release(slot);
            waiters = List.copyOf(slot.waiters);
            slot.waiters.clear();
            if (remember && !slot.discarded) {
                slot.failure = failure;
                failures++;
                dropEldestFailure();
            } else {
                slots.remove(slot.key, slot);
            }
        }
        waiters.forEach(waiter -> waiter.completeExceptionally(failure));
    }

    private void dropEldestFailure() {
        Iterator<Slot> each = slots.values().iterator();
        while (failures > MOST_FAILURES && each.hasNext()) {
            if (each.next().failure != null) {
                each.remove();
                failures--;
            }
        }
    }

    /** Makes room and counts the bytes as used. */
    private void take(Slot slot, long bytes) throws BudgetExceededException {
        Iterator<Slot> eldest = slots.values().iterator();
        while (bytesInUse + bytes > budgetBytes && eldest.hasNext()) {
            Slot candidate = eldest.next();
            if (candidate.arena != null && candidate.leases == 0) {
                eldest.remove();
                release(candidate);
            }
        }
        if (bytes > budgetBytes - bytesInUse) {
            throw new BudgetExceededException(bytes, budgetBytes);
        }
        slot.byteSize = bytes;
        bytesInUse += bytes;
    }

    private void allocate(Slot slot) throws BudgetExceededException {
        Arena arena = Arena.ofShared();
        try {
            MemorySegment bytes = arena.allocate(slot.byteSize, 64);
            synchronized (lock) {
                slot.allocated = arena;
                slot.bytes = bytes;
                slot.arena = slot.discarded && slot.waiters.isEmpty() ? arena : null;
            }
        } catch (OutOfMemoryError e) { // the system gives less than the budget allows
            arena.close();
            throw new BudgetExceededException(slot.byteSize, budgetBytes);
        }
    }

    private void discard(Slot slot) {
        slot.discarded = true;
        if (slot.failure != null) {
            failures--;
        } else if (slot.arena != null && slot.leases == 0) {
            release(slot);
        }
    }

    /** Frees the memory and stops counting it. */
    private void release(Slot slot) {
        bytesInUse -= slot.byteSize;
        slot.byteSize = 0;
        slot.arena = null;
        slot.bytes = null;
        Arena allocated = slot.allocated;
        slot.allocated = null;
        if (allocated != null) {
            allocated.close();
        }
    }

    /** Guarded by the lock, its memory excepted while it loads. */
    private final class Slot {
        private final Key key;
        private final List<CompletableFuture<Lease>> waiters = new ArrayList<>();
        private @Nullable Arena allocated;
        private @Nullable Arena arena; // set when the bytes may be seen
        private @Nullable MemorySegment bytes;
        private @Nullable Throwable failure;
        private PhotometricInterpretation photometric = PhotometricInterpretation.MONOCHROME2;
        private long byteSize;
        private int leases;
        private boolean discarded;

        Slot(Key key) {
            this.key = key;
        }

        boolean isLoading() {
            return arena == null && failure == null;
        }

        MemorySegment memory() {
            MemorySegment memory = bytes;
            if (memory == null) {
                throw new IllegalStateException("The memory of " + key + " is not allocated");
            }
            return memory;
        }

        Lease lease() {
            leases++;
            return new SlotLease(this, discarded ? memory() : memory().asReadOnly(), photometric);
        }
    }

    private final class SlotLease implements Lease {
        private final Slot slot;
        private final MemorySegment bytes;
        private final PhotometricInterpretation photometric;
        private boolean open = true;

        SlotLease(Slot slot, MemorySegment bytes, PhotometricInterpretation photometric) {
            this.slot = slot;
            this.bytes = bytes;
            this.photometric = photometric;
        }

        @Override
        public MemorySegment bytes() {
            return bytes;
        }

        @Override
        public PhotometricInterpretation photometric() {
            return photometric;
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (!open) {
                    return;
                }
                open = false;
                slot.leases--;
                slots.get(slot.key); // seen until now
                if (slot.discarded && slot.leases == 0) {
                    release(slot);
                }
            }
        }
    }
}
