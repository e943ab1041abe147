package org.lectern.rendering.cpu;

import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/** What was found out about a volume, and the empty space of the matter last looked at; holds no volume itself. */
public final class KnownVolume {
    private final Bricks bricks;
    private volatile @Nullable Seen seen;
    private volatile @Nullable Marked marked;

    private record Seen(TransferFunction matter, WeakReference<Labels> labels, boolean labelled, EmptySpace space) {
        boolean is(TransferFunction wanted, Optional<Labels> wantedLabels) {
            Optional<Labels> mine = Optional.ofNullable(labels.get());
            return labelled == wantedLabels.isPresent() && mine.equals(wantedLabels) && matter.equals(wanted);
        }
    }

    private record Marked(WeakReference<Volume> segments, LabelBricks bricks) {}

    /** Looks through the whole volume once. */
    public KnownVolume(Volume volume, Parallel parallel) {
        this.bricks = Bricks.of(volume, parallel);
    }

    /** For a look; without leaps all of the space counts as full. */
    Prepared prepared(VolumeLook look, Rays rays, Parallel parallel, boolean skips) {
        MatterTable table = new MatterTable(look.matter(), rays.stepMm());
        Marks marks = new Marks(look);
        float[] shines = Shade.shines(look.lighting());
        if (!skips) {
            return new Prepared(bricks, table, new EmptySpace(bricks, brick -> false), false, marks, shines);
        }
        return new Prepared(bricks, table, space(look, table, parallel), true, marks, shines);
    }

    /** The values of the volume, brick by brick. */
    public Bricks bricks() {
        return bricks;
    }

    /** Where nothing of a look is seen; the same as the last time while matter and labels are. */
    public EmptySpace space(VolumeLook look, Parallel parallel) {
        return space(look, new MatterTable(look.matter(), 1), parallel);
    }

    private EmptySpace space(VolumeLook look, MatterTable table, Parallel parallel) {
        Seen last = seen;
        if (last == null || !last.is(look.matter(), look.labels())) {
            Labels labels = look.labels().orElse(null);
            last = new Seen(look.matter(), new WeakReference<>(labels), labels != null, space(table, labels, parallel));
            seen = last;
        }
        return last.space;
    }

    private EmptySpace space(MatterTable table, @Nullable Labels labels, Parallel parallel) {
        if (labels == null) {
            return new EmptySpace(bricks, brick -> isTransparent(table, brick));
        }
        LabelBricks where = labelBricks(labels.segments(), parallel);
        long mask = LabelBricks.visible(labels.palette());
        return new EmptySpace(bricks, brick -> isTransparent(table, brick) && !where.holds(brick, mask));
    }

    private boolean isTransparent(MatterTable table, int brick) {
        return table.isTransparent(bricks.lowest(brick), bricks.highest(brick));
    }

    private LabelBricks labelBricks(Volume segments, Parallel parallel) {
        Marked last = marked;
        if (last == null || last.segments.get() != segments) {
            last = new Marked(new WeakReference<>(segments), new LabelBricks(segments, bricks, parallel));
            marked = last;
        }
        return last.bricks;
    }
}
