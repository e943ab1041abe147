package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StudyFolder;

/** Which stack of a folder forms the volume that a command works on. */
final class StackChoice {
    private final String named;
    private final @Nullable String series;
    private final Consumer<String> notes;

    /**
     * A wish.
     *
     * @param named what the user named: a path, or a UID, which may be that of the series
     * @param series the UID of the series; null for the largest
     * @param notes told what else could have been meant
     */
    StackChoice(String named, @Nullable String series, Consumer<String> notes) {
        this.named = named;
        this.series = series;
        this.notes = notes;
    }

    DisplaySet in(Path folder, Parallel parallel) throws IOException {
        List<DisplaySet> sets = StudyFolder.read(folder, parallel).tree().displaySets();
        boolean isNamed = series == null && sets.stream().anyMatch(set -> isOf(named, set));
        String wanted = isNamed ? named : series;
        List<DisplaySet> eligible = sets.stream()
                .filter(DisplaySet::isVolumeEligible)
                .filter(set -> wanted == null || isOf(wanted, set))
                .toList();
        DisplaySet chosen = eligible.stream()
                .max(Comparator.comparingLong(StackChoice::voxels))
                .orElseThrow(() -> new IOException(
                        wanted == null
                                ? named + " holds no series that forms a volume: parallel slices at three places or"
                                        + " more are needed"
                                : "the series " + wanted + " is not in " + named + " or forms no volume"));
        if (eligible.size() > 1) {
            notes.accept("%d stacks form a volume; the largest was taken: %s (choose with --series)"
                    .formatted(eligible.size(), chosen.key()));
        }
        return chosen;
    }

    private static boolean isOf(String seriesUid, DisplaySet set) {
        return set.key().startsWith(seriesUid + "#");
    }

    private static long voxels(DisplaySet set) {
        return set.stack()
                .map(stack -> (long) stack.first().columns()
                        * stack.first().rows()
                        * set.frames().size())
                .orElse(0L);
    }
}
