package org.lectern.imaging.archive;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How much the archive may hold, for how long, and what may go to keep it so. Studies go whole, the longest unused first;
 * none goes that is pinned, open, held for sending, or has an object of an origin that may not go.
 *
 * @param bytes the most that it may hold
 * @param lowWater the share of {@code bytes} down to which is made room, above 0 and up to 1
 * @param age how long a study may lie unused
 * @param mayGo only objects of these origins are ever given up
 * @param freeBytes what is to stay free on the disk while objects arrive
 */
public record CacheLimits(
        OptionalLong bytes, double lowWater, Optional<Duration> age, Set<Origin> mayGo, long freeBytes) {
    private static final double LOW_WATER = 0.9;
    private static final long FREE_BYTES = 1L << 30;

    /** No limits; only a full disk makes what was fetched go. */
    public static final CacheLimits NONE =
            new CacheLimits(OptionalLong.empty(), LOW_WATER, Optional.empty(), Set.of(Origin.FETCHED), FREE_BYTES);

    /** Copies the set. */
    public CacheLimits {
        mayGo = Set.copyOf(mayGo);
        if (lowWater <= 0 || lowWater > 1) {
            throw new IllegalArgumentException("The low-water mark is a share of the limit, not " + lowWater);
        }
        if (bytes.isPresent() && bytes.getAsLong() < 0 || freeBytes < 0) {
            throw new IllegalArgumentException("A limit cannot be negative");
        }
    }

    /** At most so many bytes of what can be fetched again. */
    public static CacheLimits ofBytes(long bytes) {
        return new CacheLimits(OptionalLong.of(bytes), LOW_WATER, Optional.empty(), Set.of(Origin.FETCHED), FREE_BYTES);
    }
}
