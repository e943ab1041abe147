package org.lectern.app.reading.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lectern.app.reading.FrameSource;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.LoadedFrame;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.MprModel;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.grayscale.DefaultVoi;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.mpr.MprPlane;

/** Turns the active series into three planes with the source beside them, and back. */
final class MprSession {
    private final ReadingModel model;
    private final ReadingServices services;
    private final FrameSource source;
    private final Stacks stacks;
    private final Consumer<String> status;
    private final Consumer<String> refused;
    private Optional<MprModel> open = Optional.empty();
    private GridLayout before = new GridLayout(1, 1);
    private List<Optional<Viewport.Held>> contents = List.of();
    private final VolumeOpening opening;

    /**
     * A session that is not open.
     *
     * @param status hears of progress, empty when there is nothing to tell
     * @param refused hears why there are no planes
     */
    MprSession(
            ReadingModel model,
            ReadingServices services,
            FrameSource source,
            Consumer<String> status,
            Consumer<String> refused) {
        this.model = model;
        this.services = services;
        this.source = source;
        this.stacks = new Stacks(source, services.renderers().rasterizer());
        this.status = status;
        this.refused = refused;
        this.opening = new VolumeOpening(services, status);
    }

    /** The reading that is open. */
    Optional<MprModel> reading() {
        return open;
    }

    /** Whether a volume is being built. */
    boolean isLoading() {
        return opening.isOpening();
    }

    void toggle() {
        if (open.isPresent()) {
            leave();
        } else if (!opening.cancel()) {
            model.active().content().ifPresent(content -> load(content.displaySet()));
        }
    }

    /** Goes back to what was shown before, or no longer builds a volume. */
    void quit() {
        opening.cancel();
        if (open.isPresent()) {
            leave();
        }
    }

    /** Ends it and frees the volume. */
    void close() {
        opening.cancel();
        open.ifPresent(MprModel::close);
        open = Optional.empty();
    }

    private void load(DisplaySet displaySet) {
        LayerLook layer = model.active().layer();
        opening.open(
                displaySet,
                volume -> new MprModel(displaySet, volume, vois(displaySet)),
                reading -> enter(reading, layer),
                why -> refused.accept("No reformatted planes: " + why));
    }

    private List<Voi> vois(DisplaySet displaySet) throws IOException {
        try (LoadedFrame frame =
                source.load(displaySet.frames().get(displaySet.frames().size() / 2))) {
            List<Voi> offered = frame.transforms().vois();
            return offered.isEmpty()
                    ? List.of(DefaultVoi.of(frame.dataSet(), frame.transforms(), frame.samples()))
                    : offered;
        }
    }

    private void enter(MprModel reading, LayerLook layer) {
        before = model.layout();
        contents = new ArrayList<>();
        Viewport asked = model.active();
        int position = asked.position();
        model.all().subList(0, 4).forEach(viewport -> contents.add(viewport.detach()));
        open = Optional.of(reading);
        model.setLayout(new GridLayout(2, 2));
        List<Viewport> shown = model.shown();
        int at = 0;
        for (MprPlane plane : List.of(MprPlane.AXIAL, MprPlane.SAGITTAL, MprPlane.CORONAL)) {
            Viewport viewport = shown.get(at++);
            viewport.show(new MprContent(reading, plane, services.renderers().volumes()));
            viewport.setLayer(layer);
        }
        Viewport stack = shown.get(3);
        stack.show(stacks.of(reading.displaySet()));
        stack.setLayer(layer);
        stack.goTo(position);
        reading.onChange(dragging -> shown.subList(0, 3).forEach(viewport -> viewport.refresh(dragging)));
        model.activate(shown.getFirst());
    }

    /** The exam has more or fewer images than when the planes were made. */
    void renew(Study study) {
        contents = contents.stream()
                .map(held -> held.flatMap(shown -> stacks.renewed(shown, study)))
                .toList();
        open.filter(reading -> study.displaySets().stream().noneMatch(now -> Growth.isSame(reading.displaySet(), now)))
                .ifPresent(stale -> status.accept("images have come or gone since these planes were made: M twice"));
    }

    private void leave() {
        List<Viewport> all = model.all();
        for (int i = 0; i < contents.size(); i++) {
            Viewport viewport = all.get(i);
            contents.get(i).ifPresentOrElse(viewport::restore, viewport::clear);
        }
        contents = List.of();
        close();
        model.setLayout(before);
    }
}
