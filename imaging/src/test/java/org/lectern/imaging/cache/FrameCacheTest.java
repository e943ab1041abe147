package org.lectern.imaging.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.pixel.PhotometricInterpretation;

/** Frames of 100 bytes in a cache of 250, decoded on the testing thread. */
final class FrameCacheTest {
    private final FrameCache cache = new FrameCache(250, Runnable::run);
    private int loads;

    @Test
    void aFrameIsDecodedOnceAndKept() {
        try (FrameCache.Lease first = lease("a", 7)) {
            assertEquals(7, first.bytes().get(ValueLayout.JAVA_BYTE, 0));
            assertEquals(PhotometricInterpretation.RGB, first.photometric());
        }
        lease("a", 8).close();
        assertEquals(1, loads);
        assertEquals(100, cache.bytesInUse());
    }

    @Test
    void whatWasSeenLongestAgoGoesFirst() {
        lease("a", 1).close();
        lease("b", 2).close();
        lease("a", 1).close();
        lease("c", 3).close();
        assertTrue(isPresent("a"));
        assertFalse(isPresent("b"));
        assertEquals(200, cache.bytesInUse());
    }

    @Test
    void aVisibleFrameStays() {
        FrameCache.Lease visible = lease("a", 1);
        lease("b", 2).close();
        lease("c", 3).close();
        lease("d", 4).close();
        assertTrue(isPresent("a"));
        assertEquals(1, visible.bytes().get(ValueLayout.JAVA_BYTE, 99));
        visible.close();
        visible.close();
        assertEquals(200, cache.bytesInUse());
    }

    @Test
    void whenEverythingIsVisibleTheNextFrameIsRefusedAndMayComeLater() {
        FrameCache.Lease first = lease("a", 1);
        try (FrameCache.Lease second = lease("b", 2)) {
            assertEquals(200, cache.bytesInUse());
            assertInstanceOf(BudgetExceededException.class, failure("c"));
        }
        lease("c", 3).close();
        first.close();
    }

    @Test
    void aDamagedFrameStaysFailedAndHarmsNoOther() {
        assertInstanceOf(IOException.class, failing("bad"));
        assertInstanceOf(IOException.class, failing("bad"));
        assertEquals(1, loads);
        assertEquals(0, cache.bytesInUse());
        lease("a", 1).close();
        cache.forget("bad");
        lease("bad", 2).close();
    }

    @Test
    void twoAskersShareOneDecoding() {
        Queue<Runnable> queue = new ArrayDeque<>();
        FrameCache later = new FrameCache(250, queue::add);
        CompletableFuture<FrameCache.Lease> one = later.acquire(key("a"), loader(1));
        CompletableFuture<FrameCache.Lease> two = later.acquire(key("a"), loader(1));
        queue.remove().run();
        assertEquals(1, loads);
        assertTrue(queue.isEmpty());
        one.join().close();
        assertEquals(1, two.join().bytes().get(ValueLayout.JAVA_BYTE, 0));
        later.close();
        assertEquals(100, later.bytesInUse());
        two.join().close();
        assertEquals(0, later.bytesInUse());
    }

    @Test
    void nobodyWaitsNothingIsDecoded() {
        Queue<Runnable> queue = new ArrayDeque<>();
        FrameCache later = new FrameCache(250, queue::add);
        later.acquire(key("a"), loader(1)).cancel(false);
        queue.remove().run();
        assertEquals(0, loads);
        CompletableFuture<FrameCache.Lease> again = later.acquire(key("a"), loader(1));
        queue.remove().run();
        again.join().close();
    }

    @Test
    void aVolumeTakesTheRoomOfUnseenFramesAndGivesItBack() throws IOException {
        lease("a", 1).close();
        try (FrameCache.Lease volume = cache.reserve("volume", 200)) {
            volume.bytes().set(ValueLayout.JAVA_BYTE, 199, (byte) 1);
            assertFalse(isPresent("a"));
            assertEquals(200, cache.bytesInUse());
            assertThrows(BudgetExceededException.class, () -> cache.reserve("second", 51));
        }
        assertEquals(0, cache.bytesInUse());
    }

    @Test
    void framesAreReadOnlyAndGoneAfterTheCacheIsClosed() {
        FrameCache.Lease lease = lease("a", 1);
        assertThrows(IllegalArgumentException.class, () -> lease.bytes().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        cache.close();
        assertEquals(1, lease.bytes().get(ValueLayout.JAVA_BYTE, 0));
        lease.close();
        assertThrows(IllegalStateException.class, () -> lease.bytes().get(ValueLayout.JAVA_BYTE, 0));
        assertTrue(cache.acquire(key("a"), loader(1)).isCompletedExceptionally());
    }

    @Test
    void aFrameLoadedWhileTheCacheClosesIsFreed() {
        Queue<Runnable> queue = new ArrayDeque<>();
        FrameCache closing = new FrameCache(250, queue::add);
        CompletableFuture<FrameCache.Lease> frame = closing.acquire(key("a"), loader(1));
        closing.close();
        queue.remove().run();
        frame.join().close();
        assertEquals(0, closing.bytesInUse());
    }

    private FrameCache.Lease lease(String object, int content) {
        return cache.acquire(key(object), loader(content)).join();
    }

    private boolean isPresent(String object) {
        return cache.ifPresent(key(object))
                .map(lease -> {
                    lease.close();
                    return true;
                })
                .orElse(false);
    }

    private Throwable failure(String object) {
        return assertThrows(CompletionException.class, () -> lease(object, 0)).getCause();
    }

    private Throwable failing(String object) {
        FrameCache.Loader loader = new FrameCache.Loader() {
            @Override
            public long byteSize() {
                return 100;
            }

            @Override
            public PhotometricInterpretation load(MemorySegment target) throws IOException {
                loads++;
                throw new IOException("damaged");
            }
        };
        CompletableFuture<FrameCache.Lease> future = cache.acquire(key(object), loader);
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    private FrameCache.Loader loader(int content) {
        return new FrameCache.Loader() {
            @Override
            public long byteSize() {
                return 100;
            }

            @Override
            public PhotometricInterpretation load(MemorySegment target) {
                loads++;
                target.fill((byte) content);
                return PhotometricInterpretation.RGB;
            }
        };
    }

    private static FrameCache.Key key(String object) {
        return new FrameCache.Key(object, 0);
    }
}
