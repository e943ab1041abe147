package org.lectern.rendering.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaintQueueTest {
    private final PaintQueue<String> queue = new PaintQueue<>(5);

    @Test
    void theNewestLookOfTheSameImageReplacesTheOlder() {
        queue.offer("1 dark", 1, false);
        queue.offer("1 bright", 1, false);
        assertEquals(List.of("1 bright"), drain());
    }

    @Test
    void everySlicePagedToIsPaintedInOrder() {
        queue.offer("1", 1, true);
        queue.offer("2", 2, true);
        queue.offer("2 bright", 2, false);
        queue.offer("3", 3, true);
        assertEquals(List.of("1", "2 bright", "3"), drain());
        assertEquals(0, queue.dropped());
    }

    @Test
    void aJumpReplacesAJump() {
        queue.offer("10", 10, false);
        queue.offer("40", 40, false);
        assertEquals(List.of("40"), drain());
    }

    @Test
    void whatIsDroppedIsCounted() {
        for (int i = 0; i < 8; i++) {
            queue.offer("" + i, i, true);
        }
        assertEquals(List.of("3", "4", "5", "6", "7"), drain());
        assertEquals(3, queue.dropped());
        assertTrue(queue.isEmpty());
    }

    private List<String> drain() {
        List<String> taken = new ArrayList<>();
        for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            taken.add(next.get());
        }
        return taken;
    }
}
