package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.OrthogonalPlanes;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.VolumeHistogram;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.raycast.VolumePreset;
import org.lectern.rendering.raycast.VolumePresets;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Volume;

/** A volume seen from around: one {@link VolumeAspect} at a time. Owned by the screen's thread. */
public final class VolumeModel implements AutoCloseable {
    /** Hears of changes. */
    public interface Listener {
        /** Called after each change. */
        void changed();
    }

    private final DisplaySet displaySet;
    private final Volume volume;
    private final VolumeHistogram histogram;
    private final List<VolumePreset> presets;
    private final double sideMm;
    private final List<Listener> listeners = new ArrayList<>();
    private VolumeAspect aspect;
    private boolean closed;

    /** A volume, which it owns from now on, from the front in the first preset for its modality. */
    public VolumeModel(DisplaySet displaySet, Volume volume, VolumeHistogram histogram) {
        this.displaySet = displaySet;
        this.volume = volume;
        this.histogram = histogram;
        this.presets = presets(modality());
        this.sideMm = side(volume);
        this.aspect = VolumeAspect.of(presets.getFirst());
    }

    /** Those made for the modality; for others those that follow the volume's own range. */
    private static List<VolumePreset> presets(String modality) {
        List<VolumePreset> own = VolumePresets.all().stream()
                .filter(preset -> preset.modality().equals(modality))
                .toList();
        return own.isEmpty()
                ? VolumePresets.all().stream()
                        .filter(preset -> preset.unit() == VolumePreset.Unit.PART)
                        .toList()
                : own;
    }

    private static double side(Volume volume) {
        double widest = 0;
        for (PlaneOrientation plane : List.of(PlaneOrientation.AXIAL, PlaneOrientation.CORONAL)) {
            widest = Math.max(widest, OrthogonalPlanes.extentMm(volume.grid(), plane.right()));
            widest = Math.max(widest, OrthogonalPlanes.extentMm(volume.grid(), plane.down()));
        }
        return Math.max(widest, volume.grid().finestSpacingMm());
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

    /** Modality (0008,0060). */
    public String modality() {
        return displaySet.instances().getFirst().header().text(Tag.Modality).orElse("");
    }

    /** What it can be seen as, at least one. */
    public List<VolumePreset> presets() {
        return presets;
    }

    /** From where it is seen and as what. */
    public VolumeAspect aspect() {
        return aspect;
    }

    /** The side of its square picture, the same from everywhere: the longest side of the volume, mm. */
    public double sideMm() {
        return sideMm;
    }

    /** What is drawn now. */
    VolumeLook look() {
        return aspect.preset().look(histogram).withMode(aspect.mode());
    }

    /** Turns it, or shows it as something else. */
    public void change(VolumeAspect other) {
        if (!closed && !other.equals(aspect)) {
            aspect = other;
            List.copyOf(listeners).forEach(Listener::changed);
        }
    }

    /** Turns it like a globe of the picture's width whose surface follows the pointer; mm in the picture. */
    public void roll(Point2 mm) {
        double radius = sideMm / 2;
        change(aspect.turned(-Math.toDegrees(mm.x() / radius), Math.toDegrees(mm.y() / radius)));
    }

    /** The maximum intensity projection, or back to matter. */
    public void toggleMip() {
        change(aspect.in(aspect.mode() == Mode.MIP ? Mode.COMPOSITE : Mode.MIP));
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
