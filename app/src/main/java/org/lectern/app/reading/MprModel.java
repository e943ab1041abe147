package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.mpr.MprState;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.volume.Volume;

/** A multiplanar reading: one volume, three planes that cross in one point. Owned by the screen's thread. */
public final class MprModel implements AutoCloseable {
    private static final double[] SLABS_MM = {0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80};

    /** Hears of changes. */
    public interface Listener {
        /** Called after each change; {@code dragging} while more will follow at once. */
        void changed(boolean dragging);
    }

    private final DisplaySet displaySet;
    private final Volume volume;
    private final List<Voi> vois;
    private final List<Listener> listeners = new ArrayList<>();
    private MprState state;
    private boolean closed;

    /**
     * A reading of a volume, which it owns from now on.
     *
     * @param vois what the object offers, at least one
     */
    public MprModel(DisplaySet displaySet, Volume volume, List<Voi> vois) {
        if (vois.isEmpty()) {
            throw new IllegalArgumentException("a volume needs a window to be seen through");
        }
        this.displaySet = displaySet;
        this.volume = volume;
        this.vois = List.copyOf(vois);
        this.state = MprState.at(volume.grid());
    }

    /** Calls back after each change. */
    public void onChange(Listener listener) {
        listeners.add(listener);
    }

    /** The series. */
    public DisplaySet displaySet() {
        return displaySet;
    }

    /** Its volume. */
    public Volume volume() {
        return volume;
    }

    /** What the object offers to see values through. */
    public List<Voi> vois() {
        return vois;
    }

    /** Modality (0008,0060). */
    public String modality() {
        return displaySet.instances().getFirst().header().text(Tag.Modality).orElse("");
    }

    /** Where the planes are. */
    public MprState state() {
        return state;
    }

    /** Moves, turns or thickens the planes. */
    public void change(MprState other, boolean dragging) {
        if (!closed && (!other.equals(state) || !dragging)) {
            state = other;
            List.copyOf(listeners).forEach(listener -> listener.changed(dragging));
        }
    }

    /** The next thicker slab, or the next thinner one. */
    public void thicken(int direction) {
        int index = 0;
        for (int i = 0; i < SLABS_MM.length; i++) {
            if (Math.abs(SLABS_MM[i] - state.slab().thicknessMm())
                    < Math.abs(SLABS_MM[index] - state.slab().thicknessMm())) {
                index = i;
            }
        }
        setSlab(SLABS_MM[Math.clamp(index + direction, 0, SLABS_MM.length - 1)], false);
    }

    /** Another thickness. */
    public void setSlab(double thicknessMm, boolean dragging) {
        change(state.withSlab(new Slab(thicknessMm, state.slab().blend())), dragging);
    }

    /** Another blend; a single plane becomes a slab, or nothing would be seen of it. */
    public void setBlend(Slab.Blend blend) {
        double thickness = state.slab().thicknessMm();
        change(state.withSlab(new Slab(thickness > 0 ? thickness : 10, blend)), false);
    }

    /** The range of the volume along a plane's normal, mm from the crosshair: how far back and how far on. */
    double[] reach(MprPlane plane) {
        Vector3 normal = state.orientation(plane).normal();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Vector3 corner : volume.grid().corners()) {
            double along = corner.minus(state.crosshair()).dot(normal);
            least = Math.min(least, along);
            most = Math.max(most, along);
        }
        return new double[] {least, most};
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            listeners.clear();
            volume.close();
        }
    }
}
