package org.lectern.app.reading.ui;

import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Consumer;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.ViewportContent;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.VolumeModel;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.raycast.VolumeHistogram;

/** Shows the series of a viewport as a volume in its place, and the series again. */
final class VolumeSession {
    private final ReadingModel model;
    private final ReadingServices services;
    private final Stacks stacks;
    private final Consumer<String> status;
    private final Consumer<String> refused;
    private final VolumeOpening opening;
    private final IdentityHashMap<Viewport, Optional<Viewport.Held>> before = new IdentityHashMap<>();

    /**
     * No volume is shown.
     *
     * @param status hears of progress, empty when there is nothing to tell
     * @param refused hears why there is no volume
     */
    VolumeSession(
            ReadingModel model,
            ReadingServices services,
            Stacks stacks,
            Consumer<String> status,
            Consumer<String> refused) {
        this.model = model;
        this.services = services;
        this.stacks = stacks;
        this.status = status;
        this.refused = refused;
        this.opening = new VolumeOpening(services, status);
    }

    /** The volume in the active viewport. */
    Optional<VolumeModel> active() {
        return volume(model.active()).map(VolumeContent::model);
    }

    /** Whether a volume is being built. */
    boolean isLoading() {
        return opening.isOpening();
    }

    void toggle() {
        Viewport viewport = model.active();
        if (volume(viewport).isPresent()) {
            leave(viewport);
        } else if (!opening.cancel()) {
            viewport.content().map(ViewportContent::displaySet).ifPresent(series -> load(viewport, series));
        }
    }

    /** Every viewport shows its series again, or no volume is built any longer. */
    void quit() {
        opening.cancel();
        model.all().stream().filter(viewport -> volume(viewport).isPresent()).forEach(this::leave);
    }

    /** No longer builds a volume; those shown are closed with their viewports. */
    void close() {
        opening.cancel();
    }

    /** The exam has more or fewer images than when the volumes were made. */
    void renew(Study study) {
        before.replaceAll((viewport, held) -> held.flatMap(shown -> stacks.renewed(shown, study)));
        boolean stale = model.all().stream()
                .flatMap(viewport -> volume(viewport).stream())
                .anyMatch(content ->
                        study.displaySets().stream().noneMatch(now -> Growth.isSame(content.displaySet(), now)));
        if (stale) {
            status.accept("images have come or gone since this volume was made: V twice");
        }
    }

    private void load(Viewport viewport, DisplaySet series) {
        opening.open(
                series,
                volume -> new VolumeModel(
                        series,
                        volume,
                        VolumeHistogram.of(volume, services.renderers().parallel())),
                made -> enter(viewport, made),
                why -> refused.accept("No volume: " + why));
    }

    private void enter(Viewport viewport, VolumeModel made) {
        boolean isThere = viewport.content()
                .filter(content -> Growth.isSame(content.displaySet(), made.displaySet()))
                .isPresent();
        if (!isThere) {
            made.close(); // the reader went on, or images came meanwhile
            return;
        }
        made.onChange(() -> model.exchange(viewport, () -> viewport.refresh(true)));
        model.exchange(viewport, () -> {
            before.put(viewport, viewport.detach());
            viewport.show(new VolumeContent(made, services.renderers().rays()));
        });
        model.changed();
    }

    private void leave(Viewport viewport) {
        Optional<Viewport.Held> held =
                Optional.ofNullable(before.remove(viewport)).flatMap(shown -> shown);
        model.exchange(viewport, () -> held.ifPresentOrElse(viewport::restore, viewport::clear));
        model.changed();
    }

    private static Optional<VolumeContent> volume(Viewport viewport) {
        return viewport.content().filter(VolumeContent.class::isInstance).map(VolumeContent.class::cast);
    }
}
