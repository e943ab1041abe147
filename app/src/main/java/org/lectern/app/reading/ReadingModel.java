package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Annotations;
import org.lectern.app.annotation.FrameKey;
import org.lectern.app.command.UndoStack;
import org.lectern.app.tool.Tool;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;

/** One exam being read: its viewports, which of them the keys go to, the tool in hand, the marks. FX thread only. */
public final class ReadingModel {
    private Study study;
    private final Annotations annotations;
    private final UndoStack undo = new UndoStack();
    private final List<Viewport> viewports = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Linking linking = new Linking();
    private GridLayout layout = new GridLayout(1, 1);
    private int active;
    private boolean maximised;
    private Tool tool = Tool.WINDOW;
    private boolean arriving;
    private boolean textShown = true;
    private boolean referenceLines = true;
    private double textScale = 1;
    private boolean markListShown;
    private Set<String> rejected = Set.of();
    private Optional<UUID> selected = Optional.empty();

    /** An exam with the marks it had. */
    public ReadingModel(Study study, Annotations annotations) {
        this.study = study;
        this.annotations = annotations;
        this.markListShown = !annotations.all().isEmpty();
        for (int i = 0; i < GridLayout.MOST * GridLayout.MOST; i++) {
            Viewport viewport = new Viewport();
            viewport.onChange((changed, change) -> {
                if (change.picture()) {
                    linking.follow(changed, shown());
                } else {
                    shareLayer(changed);
                }
            });
            viewports.add(viewport);
        }
        annotations.onChange(this::changed);
    }

    /** Calls back when anything but a viewport's own state changes. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The planes of one reading are seen through one window. */
    private void shareLayer(Viewport changed) {
        if (changed.content().orElse(null) instanceof MprContent plane) {
            for (Viewport other : shown()) {
                boolean sibling = other != changed
                        && other.content().orElse(null) instanceof MprContent content
                        && content.model() == plane.model();
                if (sibling && !other.layer().equals(changed.layer())) {
                    other.setLayer(changed.layer());
                }
            }
        }
    }

    /** The exam. */
    public Study study() {
        return study;
    }

    /** The exam with what has arrived since, or without what was withdrawn. */
    public void setStudy(Study other) {
        study = other;
        changed();
    }

    /** These were rejected for quality and are shown crossed out, by SOP Instance UID. */
    public void setRejected(Set<String> sopInstanceUids) {
        rejected = Set.copyOf(sopInstanceUids);
        changed();
    }

    /** How many of these were rejected for quality. */
    public int rejectedOf(List<Instance> instances) {
        return (int) instances.stream()
                .map(Instance::sopInstanceUid)
                .filter(rejected::contains)
                .count();
    }

    /** Whether the image that a viewport shows was rejected for quality. */
    public boolean isRejected(Viewport viewport) {
        return !rejected.isEmpty()
                && viewport.key()
                        .map(FrameKey::sopInstanceUid)
                        .filter(rejected::contains)
                        .isPresent();
    }

    /** Whether images of the exam are still to come. */
    public void setArriving(boolean now) {
        if (arriving != now) {
            arriving = now;
            changed();
        }
    }

    /** What stands in the corners of a viewport. */
    public Optional<CornerText> cornerText(Viewport viewport) {
        return arriving ? CornerText.whileArriving(viewport) : CornerText.of(viewport);
    }

    /** Shows a fuller form of what a viewport shows; whatever is linked to it stays where it is. */
    public void renew(Viewport viewport, ViewportContent content, int position) {
        linking.without(viewport, () -> viewport.renew(content, position));
    }

    /** Exchanges what a viewport shows for a while; whatever is linked to it stays where it is. */
    public void exchange(Viewport viewport, Runnable change) {
        linking.without(viewport, change);
    }

    /** Its marks. */
    public Annotations annotations() {
        return annotations;
    }

    /** What can be taken back. */
    public UndoStack undo() {
        return undo;
    }

    /** How the viewports are arranged. */
    public GridLayout layout() {
        return layout;
    }

    /** Arranges them otherwise; viewports beyond keep what they show. */
    public void setLayout(GridLayout other) {
        layout = other;
        maximised = false;
        active = Math.min(active, other.count() - 1);
        changed();
    }

    /** The viewports of the layout, row by row. */
    public List<Viewport> shown() {
        return List.copyOf(viewports.subList(0, layout.count()));
    }

    /** Every viewport, those beyond the layout too. */
    public List<Viewport> all() {
        return List.copyOf(viewports);
    }

    /** The viewport that keys and commands go to. */
    public Viewport active() {
        return viewports.get(active);
    }

    /** Makes a viewport the active one. */
    public void activate(Viewport viewport) {
        int index = viewports.indexOf(viewport);
        if (index >= 0 && index != active) {
            active = index;
            changed();
        }
    }

    /** Makes the next viewport the active one, or the one before. */
    public void activateNext(int direction) {
        active = Math.floorMod(active + direction, layout.count());
        changed();
    }

    /** Whether the active viewport takes the whole grid. */
    public boolean isMaximised() {
        return maximised;
    }

    /** Gives the active viewport the whole grid, or gives it back. */
    public void toggleMaximised() {
        maximised = !maximised;
        changed();
    }

    /** What the left button does. */
    public Tool tool() {
        return tool;
    }

    /** Takes another tool. */
    public void setTool(Tool other) {
        tool = other;
        changed();
    }

    /** Whether viewports scroll together. */
    public boolean isLinked() {
        return linking.isOn();
    }

    /** Links the viewports, or unlinks them. */
    public void toggleLinked() {
        linking.toggle(active(), shown());
        changed();
    }

    /** Whether the corners carry text. */
    public boolean isTextShown() {
        return textShown;
    }

    /** Shows or hides all text. */
    public void toggleText() {
        textShown = !textShown;
        changed();
    }

    /** Whether planes are drawn on each other. */
    public boolean hasReferenceLines() {
        return referenceLines;
    }

    /** Shows or hides the lines of other planes. */
    public void toggleReferenceLines() {
        referenceLines = !referenceLines;
        changed();
    }

    /** Whether the list of marks stands beside the images; it never opens by itself, for images would move. */
    public boolean isMarkListShown() {
        return markListShown;
    }

    /** Shows or hides the list of marks. */
    public void toggleMarkList() {
        markListShown = !markListShown;
        changed();
    }

    /** How much larger than usual text is, 1 to 1.5. */
    public double textScale() {
        return textScale;
    }

    /** Makes text larger or smaller, within limits. */
    public void setTextScale(double other) {
        textScale = Math.clamp(other, 1, 1.5);
        changed();
    }

    /** The mark selected. */
    public Optional<Annotation> selected() {
        return selected.flatMap(annotations::find);
    }

    /** Selects a mark, or none. */
    public void select(Optional<Annotation> annotation) {
        selected = annotation.map(Annotation::id);
        changed();
    }

    /** Deletes the mark selected. */
    public void deleteSelected() {
        selected().ifPresent(annotation -> undo.perform(annotations.deleting(annotation)));
    }

    /** The display set before or after the one in a viewport. */
    public Optional<DisplaySet> neighbour(Viewport viewport, int direction) {
        List<DisplaySet> all = study.displaySets();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int at = viewport.content()
                .map(content -> all.indexOf(content.displaySet()))
                .orElse(-1);
        int next = at < 0 ? 0 : at + direction;
        return next < 0 || next >= all.size() ? Optional.empty() : Optional.of(all.get(next));
    }

    /** Everything that is shown, repainted. */
    public void changed() {
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
