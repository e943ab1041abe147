package org.lectern.app.bench;

import java.util.Optional;

/**
 * One measured value.
 *
 * @param what what was measured, such as {@code header, CT}
 * @param value the median of the runs
 * @param unit such as {@code files/s}; see {@link #higherIsBetter}
 * @param peer the same measured on a peer in the same run
 */
public record Figure(String what, double value, String unit, boolean higherIsBetter, Optional<Peer> peer) {
    /** A peer's value, in the same unit. */
    public record Peer(String name, double value) {}

    /** A figure without peer. */
    public static Figure alone(String what, double value, String unit, boolean higherIsBetter) {
        return new Figure(what, value, unit, higherIsBetter, Optional.empty());
    }

    /** How many times better than the peer: above 1 is ahead of it. */
    public Optional<Double> ratio() {
        return peer.map(other -> higherIsBetter ? value / other.value() : other.value() / value);
    }
}
