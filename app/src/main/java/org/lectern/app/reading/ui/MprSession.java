package org.lectern.app.reading.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.lectern.app.reading.FrameSource;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.LoadedFrame;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.MprModel;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.StackContent;
import org.lectern.app.reading.Viewport;
import org.lectern.imaging.grayscale.DefaultVoi;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.volume.Volume;
import org.lectern.rendering.volume.VolumeLoader;
import org.lectern.rendering.volume.VolumeMemory;

/** Turns the active series into three planes with the source beside them, and back. */
final class MprSession {
    private final ReadingModel model;
    private final ReadingServices services;
    private final FrameSource source;
    private final Consumer<String> status;
    private final Consumer<String> refused;
    private Optional<MprModel> open = Optional.empty();
    private GridLayout before = new GridLayout(1, 1);
    private List<Optional<Viewport.Held>> contents = List.of();
    private AtomicBoolean wanted = new AtomicBoolean();

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
        this.status = status;
        this.refused = refused;
    }

    /** The reading that is open. */
    Optional<MprModel> reading() {
        return open;
    }

    /** Whether a volume is being built. */
    boolean isLoading() {
        return wanted.get();
    }

    void toggle() {
        if (open.isPresent()) {
            leave();
        } else if (wanted.getAndSet(false)) {
            status.accept("");
        } else {
            model.active().content().ifPresent(content -> load(content.displaySet()));
        }
    }

    /** Ends it and frees the volume. */
    void close() {
        wanted.set(false);
        open.ifPresent(MprModel::close);
        open = Optional.empty();
    }

    private void load(DisplaySet displaySet) {
        AtomicBoolean mine = new AtomicBoolean(true);
        wanted = mine;
        LayerLook layer = model.active().layer();
        status.accept("volume 0 %");
        services.threads().io().execute(() -> {
            try {
                VolumeMemory memory = VolumeMemory.of(services.frames(), displaySet.key());
                Volume volume = new VolumeLoader(services.renderers().parallel(), memory)
                        .load(displaySet, (done, total) -> {
                            Platform.runLater(() -> progress(mine, done, total));
                            return mine.get();
                        });
                List<Voi> vois = vois(displaySet);
                Platform.runLater(() -> enter(mine, new MprModel(displaySet, volume, vois), layer));
            } catch (IOException | RuntimeException e) {
                Platform.runLater(() -> fail(mine, String.valueOf(e.getMessage())));
            }
        });
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

    private void progress(AtomicBoolean mine, int done, int total) {
        if (mine.get()) {
            status.accept("volume %d %%".formatted(100L * done / Math.max(1, total)));
        }
    }

    private void fail(AtomicBoolean mine, String why) {
        if (mine.getAndSet(false)) {
            status.accept("");
            refused.accept("No reformatted planes: " + why);
        }
    }

    private void enter(AtomicBoolean mine, MprModel reading, LayerLook layer) {
        if (!mine.getAndSet(false)) {
            reading.close();
            return;
        }
        status.accept("");
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
        stack.show(new StackContent(
                reading.displaySet(), source, services.renderers().rasterizer()));
        stack.setLayer(layer);
        stack.goTo(position);
        reading.onChange(dragging -> shown.subList(0, 3).forEach(viewport -> viewport.refresh(dragging)));
        model.activate(shown.getFirst());
    }

    /** The exam has more or fewer images than when the planes were made. */
    void renew(Study study) {
        contents = contents.stream()
                .map(held -> held.flatMap(shown -> renewed(shown, study)))
                .toList();
        open.filter(reading -> study.displaySets().stream().noneMatch(now -> Growth.isSame(reading.displaySet(), now)))
                .ifPresent(stale -> status.accept("images have come or gone since these planes were made: M twice"));
    }

    private Optional<Viewport.Held> renewed(Viewport.Held held, Study study) {
        if (!(held.content() instanceof StackContent)) {
            return Optional.of(held);
        }
        return Growth.place(held.content().displaySet(), held.position(), study)
                .map(place -> new Viewport.Held(
                        new StackContent(
                                place.displaySet(), source, services.renderers().rasterizer()),
                        place.position(),
                        held.look(),
                        held.layer()));
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
