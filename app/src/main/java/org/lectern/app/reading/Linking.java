package org.lectern.app.reading;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.geometry.ImagePlane;

/**
 * Viewports that scroll together: by place in the patient where they share a frame of reference and are parallel,
 * otherwise by the same number of steps from where they stood when they were linked.
 */
final class Linking {
    private static final double PARALLEL_DEGREES = 10;

    private final IdentityHashMap<Viewport, Integer> starts = new IdentityHashMap<>();
    private boolean on;
    private boolean following;

    boolean isOn() {
        return on;
    }

    void toggle(Viewport leader, List<Viewport> viewports) {
        on = !on;
        starts.clear();
        viewports.forEach(viewport -> starts.put(viewport, viewport.position()));
        if (on) {
            follow(leader, viewports);
        }
    }

    /** Runs something that moves viewports for reasons of its own: the others stay, the steps between them too. */
    void without(Viewport moved, Runnable change) {
        int before = moved.position();
        boolean outer = following;
        following = true;
        try {
            change.run();
        } finally {
            following = outer;
        }
        int by = moved.position() - before;
        starts.computeIfPresent(moved, (viewport, start) -> start + by);
    }

    void follow(Viewport leader, List<Viewport> viewports) {
        if (!on || following) {
            return;
        }
        following = true;
        try {
            for (Viewport other : viewports) {
                if (other != leader && other.content().isPresent()) {
                    other.goTo(target(leader, other));
                }
            }
        } finally {
            following = false;
        }
    }

    private int target(Viewport leader, Viewport other) {
        Optional<Picture> from = leader.picture();
        Optional<Picture> to = other.picture();
        if (from.isPresent() && to.isPresent() && sharePlace(from.get(), to.get())) {
            return nearest(from.get().plane().orElseThrow(), other);
        }
        int steps = leader.position() - starts.getOrDefault(leader, leader.position());
        return starts.computeIfAbsent(other, Viewport::position) + steps;
    }

    private static boolean sharePlace(Picture a, Picture b) {
        return a.frameOfReference().isPresent()
                && a.frameOfReference().equals(b.frameOfReference())
                && a.plane().isPresent()
                && b.plane().isPresent()
                && Math.abs(a.plane().get().normal().dot(b.plane().get().normal()))
                        > Math.cos(Math.toRadians(PARALLEL_DEGREES));
    }

    /** The position whose plane passes nearest to the centre of another plane. */
    static int nearest(ImagePlane plane, Viewport viewport) {
        ViewportContent content = viewport.content().orElseThrow();
        int best = viewport.position();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < content.count(); i++) {
            Optional<ImagePlane> candidate = content.picture(i).plane();
            if (candidate.isPresent()) {
                double distance =
                        Math.abs(candidate.get().toImage(plane.centre()).distanceMm());
                if (distance < least) {
                    least = distance;
                    best = i;
                }
            }
        }
        return best;
    }
}
