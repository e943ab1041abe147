package org.lectern.rendering.cpu;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.Sculpt;
import org.lectern.rendering.raycast.VolumeLook;

/** What scissors and labels make of a sample, at positions in 32.32 fixed-point indices. */
final class Marks {
    /** The sample is nothing. */
    static final int NOTHING = -1;

    /** The sample is what its value says. */
    static final int PLAIN = -2;

    private static final long HALF = 1L << 31;

    private final @Nullable Sculpt sculpt;
    private final @Nullable Labels labels;
    private final int[] byLabel;

    Marks(VolumeLook look) {
        this.sculpt = look.sculpt().filter(cut -> !cut.isWhole()).orElse(null);
        this.labels = look.labels().filter(all -> !all.palette().isEmpty()).orElse(null);
        Map<Integer, Labels.Look> palette = look.labels().map(Labels::palette).orElse(Map.of());
        int most = palette.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1);
        this.byLabel = new int[most + 1];
        Arrays.fill(byLabel, PLAIN);
        palette.forEach((label, own) -> byLabel[label] = own.visible() ? label : NOTHING);
    }

    /** Whether there are any. */
    boolean any() {
        return sculpt != null || labels != null;
    }

    /** {@link #NOTHING}, {@link #PLAIN}, or the label whose matter the sample is. */
    int at(long x, long y, long z) {
        int column = (int) (x + HALF >> 32);
        int row = (int) (y + HALF >> 32);
        int slice = (int) (z + HALF >> 32);
        if (sculpt != null && sculpt.isGone(column, row, slice)) {
            return NOTHING;
        }
        if (labels == null) {
            return PLAIN;
        }
        int label = labels.at(column, row, slice);
        return label >= 0 && label < byLabel.length ? byLabel[label] : PLAIN;
    }

    /** How a visible label is drawn. */
    Optional<Labels.Look> look(int label) {
        return labels == null ? Optional.empty() : labels.look(label);
    }

    /** The surface of a label. */
    Field surface(int label) {
        if (labels == null) {
            throw new IllegalStateException("there are no labels");
        }
        return Field.of(labels, label);
    }
}
