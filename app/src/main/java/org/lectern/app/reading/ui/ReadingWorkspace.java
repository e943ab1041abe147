package org.lectern.app.reading.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.Annotations;
import org.lectern.app.annotation.Autosave;
import org.lectern.app.annotation.FrameKey;
import org.lectern.app.annotation.Kind;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.command.ui.CommandPalette;
import org.lectern.app.command.ui.Keys;
import org.lectern.app.reading.CachedFrames;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.Growth;
import org.lectern.app.reading.MammographyHanging;
import org.lectern.app.reading.MarkText;
import org.lectern.app.reading.MprModel;
import org.lectern.app.reading.Picture;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.StackContent;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.ViewportContent;
import org.lectern.app.reading.Words;
import org.lectern.imaging.report.ObjectReference;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.imaging.study.PatientIdentity;
import org.lectern.imaging.study.Study;
import org.lectern.rendering.mpr.Slab;

/** One exam on the screen: thumbnails, viewports, tools and measurements. Close it when the exam is left. */
public final class ReadingWorkspace extends StackPane implements AutoCloseable {
    private static final int FIRST_HUNG = 4;

    private final ReadingModel model;
    private final ReadingServices services;
    private final CachedFrames source;
    private final ContentScreens screens;
    private final Commands commands = new Commands();
    private final List<ViewportPane> panes = new ArrayList<>();
    private final HBox noticeBar = new HBox(8);
    private final Label status = new Label();
    private final CinePlayer cine;
    private final Stacks stacks;
    private final MprSession mpr;
    private final VolumeSession volumes;
    private final Autosave autosave;
    private final CommandPalette palette;
    private final StackPane shade = new StackPane();
    private final ThumbnailStrip thumbnails;
    private final List<DisplaySet> hung = new ArrayList<>();
    private boolean touched;
    private Runnable leave = () -> {};

    /** A workspace that shows the first display sets of a study. */
    public ReadingWorkspace(Study study, ReadingServices services) {
        this.services = services;
        this.screens = new DocumentScreens(services.threads().io(), this::showReferenced);
        this.source = new CachedFrames(services.frames(), services.threads().pool());
        this.stacks = new Stacks(source, services.renderers().rasterizer());
        getStyleClass().add("reading");
        getStylesheets()
                .add(Objects.requireNonNull(ReadingWorkspace.class.getResource("reading.css"))
                        .toExternalForm());
        Annotations annotations = new Annotations(kept(study));
        this.model = new ReadingModel(study, annotations);
        this.autosave = new Autosave(
                services.annotations(),
                marksOf(study),
                services.threads().io(),
                failure -> Platform.runLater(() -> say(failure)));
        autosave.follow(annotations);
        this.cine = new CinePlayer(model, viewport -> pane(viewport).painter().isIdle());
        this.mpr = new MprSession(model, services, source, status::setText, this::say);
        this.volumes = new VolumeSession(model, services, stacks, status::setText, this::say);
        this.palette = new CommandPalette(commands, this::closePalette);
        this.thumbnails = new ThumbnailStrip(services, source, displaySet -> show(displaySet, model.active()));
        addCommands();
        build(study);
        hang(study);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        addEventFilter(InputEvent.ANY, this::touch);
        model.onChange(() -> setStyle("-fx-font-size: %.1fpx;".formatted(12 * model.textScale())));
    }

    /** The state of the workspace, for the shell and for tests. */
    public ReadingModel model() {
        return model;
    }

    /** What can be done here. */
    public Commands commands() {
        return commands;
    }

    /** Whether every viewport shows what was asked for. */
    public boolean isSettled() {
        return panes.stream().allMatch(pane -> pane.painter().isIdle()) && !mpr.isLoading() && !volumes.isLoading();
    }

    /** How many images that the reader paged to were never shown. */
    public long droppedCount() {
        return panes.stream().mapToLong(pane -> pane.painter().dropped()).sum();
    }

    /** How many pictures were shown. */
    public long paintedCount() {
        return panes.stream().mapToLong(pane -> pane.painter().paintedCount()).sum();
    }

    /** Shows a display set in a viewport. */
    public void show(DisplaySet displaySet, Viewport viewport) {
        ViewportPane pane = pane(viewport);
        Optional<Node> screen = displaySet.frames().isEmpty() ? screens.screenFor(displaySet) : Optional.empty();
        if (screen.isPresent()) {
            viewport.clear();
            pane.setScreen(screen);
        } else if (displaySet.frames().isEmpty()) {
            viewport.clear();
            pane.setScreen(Optional.of(notice("This %s cannot be shown yet.".formatted(kind(displaySet)))));
        } else {
            pane.setScreen(Optional.empty());
            viewport.show(stacks.of(displaySet));
        }
        model.changed();
    }

    /** Ends what runs for this exam and keeps its marks. */
    @Override
    public void close() {
        cine.stop();
        mpr.close();
        volumes.close();
        autosave.flush();
        model.all().forEach(viewport -> viewport.content().ifPresent(ViewportContent::close));
        source.close();
    }

    /** Under what name marks are kept: two patients under one Study Instance UID do not share theirs. */
    private static String marksOf(Study study) {
        return study.uid() + "-"
                + Integer.toHexString(PatientIdentity.of(study.header()).hashCode());
    }

    private List<Annotation> kept(Study study) {
        try {
            return services.annotations().load(marksOf(study));
        } catch (IOException e) {
            Platform.runLater(() -> say(e.getMessage() == null ? "Marks could not be read" : e.getMessage()));
            return List.of();
        }
    }

    private void build(Study study) {
        PointerInput.Host host = new PointerInput.Host() {
            @Override
            public void drawn(Annotation annotation) {
                model.undo().perform(model.annotations().adding(annotation));
                model.select(Optional.of(annotation));
                if (annotation.kind().hasText()) {
                    askText(annotation);
                }
            }

            @Override
            public void refused(String why) {
                say(why);
            }

            @Override
            public void menu(ViewportPane pane, MouseEvent event) {
                ViewportMenu.of(model, commands, pane.viewport()).show(pane, event.getScreenX(), event.getScreenY());
            }
        };
        for (Viewport viewport : model.all()) {
            ViewportPane pane = new ViewportPane(model, viewport, services);
            new PointerInput(model, pane, host);
            acceptDrops(pane);
            panes.add(pane);
        }
        BorderPane frame = new BorderPane(new ViewportGrid(model, panes));
        noticeBar.getStyleClass().add("notice-bar");
        noticeBar.setVisible(false);
        noticeBar.setPickOnBounds(false);
        noticeBar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        frame.setTop(new Banner(study));
        thumbnails.show(study, model::rejectedOf);
        frame.setLeft(thumbnails);
        frame.setRight(new MarkList(model, this::words, this::go));
        status.getStyleClass().add("secondary");
        frame.setBottom(new ToolStrip(model, commands, status));
        shade.getStyleClass().add("shade");
        shade.getChildren().add(palette);
        shade.setVisible(false);
        shade.setOnMousePressed(event -> closePalette());
        shade.setOnKeyPressed(event -> {
            closePalette();
            event.consume();
        });
        StackPane.setAlignment(noticeBar, Pos.TOP_CENTER); // over the images: a message does not move them
        StackPane.setMargin(noticeBar, new Insets(44, 0, 0, 0));
        getChildren().addAll(frame, noticeBar, shade);
    }

    /** Fills the first viewports; what hangs already keeps its place, so that nothing moves while an exam arrives. */
    private void hang(Study study) {
        List<DisplaySet> pictures = study.displaySets().stream()
                .filter(displaySet -> !displaySet.frames().isEmpty())
                .toList();
        List<DisplaySet> first = pictures.isEmpty() ? study.displaySets() : pictures;
        Optional<MammographyHanging> mammograms = MammographyHanging.of(pictures);
        List<DisplaySet> more = first.stream()
                .filter(displaySet -> hung.stream().noneMatch(old -> isPartOf(old, displaySet)))
                .limit(Math.max(0, FIRST_HUNG - hung.size()))
                .toList();
        if (more.isEmpty()) {
            if (hung.isEmpty()) {
                say("This exam has nothing that can be shown.");
            }
            return;
        }
        int count = hung.size() + more.size();
        model.setLayout(
                switch (count) {
                    case 1 -> new GridLayout(1, 1);
                    case 2 -> new GridLayout(2, 1);
                    default -> new GridLayout(2, 2);
                });
        for (DisplaySet displaySet : more) {
            show(displaySet, model.shown().get(hung.size()));
            hung.add(displaySet);
        }
        mammograms.ifPresent(this::hang);
    }

    private static boolean isPartOf(DisplaySet old, DisplaySet now) {
        return old.frames().isEmpty()
                ? old.key().equals(now.key())
                : !Collections.disjoint(old.frames(), Set.copyOf(now.frames())); // any may have been withdrawn
    }

    private void touch(InputEvent event) {
        if (event instanceof KeyEvent
                || event.getEventType() == MouseEvent.MOUSE_PRESSED
                || event instanceof ScrollEvent) {
            touched = true;
        }
    }

    /**
     * Takes up what has arrived since, or gives up what was withdrawn: every viewport stays at the image that it shows.
     * New series hang by themselves only while the reader has not touched anything.
     *
     * @param rejected SOP Instance UIDs of what was rejected for quality and is shown all the same, crossed out
     */
    public void renew(Study study, Set<String> rejected) {
        model.setStudy(study);
        model.setRejected(rejected);
        for (Viewport viewport : model.all()) {
            if (viewport.content().orElse(null) instanceof StackContent stack) {
                renew(viewport, stack, study);
            }
        }
        mpr.renew(study);
        volumes.renew(study);
        thumbnails.show(study, model::rejectedOf);
        if (!touched && mpr.reading().isEmpty()) {
            hang(study);
        }
        model.changed();
    }

    private void renew(Viewport viewport, StackContent stack, Study study) {
        Optional<Growth.Place> place = Growth.place(stack.displaySet(), viewport.position(), study);
        if (place.isEmpty()) {
            viewport.clear();
            pane(viewport).setScreen(Optional.of(notice("These images were withdrawn.")));
        } else if (!Growth.isSame(stack.displaySet(), place.get().displaySet())) {
            model.renew(
                    viewport, stacks.of(place.get().displaySet()), place.get().position());
        }
    }

    private static StackPane notice(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("viewport-notice");
        return new StackPane(label);
    }

    private void hang(MammographyHanging hanging) {
        model.setLayout(hanging.layout());
        for (int i = 0; i < hanging.tiles().size(); i++) {
            MammographyHanging.Tile tile = hanging.tiles().get(i);
            Viewport viewport = model.shown().get(i);
            show(tile.displaySet(), viewport);
            viewport.goTo(tile.position());
            viewport.setLook(tile.look());
        }
    }

    private void addCommands() {
        new ReadingCommands(model, commands).addAll();
        commands.add(Command.of("cine.toggle", "Cine", "Play or stop", "Shift+C", () -> {
            cine.toggle();
            tellCine();
        }));
        commands.add(Command.of("cine.faster", "Cine", "Faster", "Shift+Right", () -> changeCine(1.25)));
        commands.add(Command.of("cine.slower", "Cine", "Slower", "Shift+Left", () -> changeCine(0.8)));
        commands.add(Command.of("go.series.next", "Go", "Next series", "Right", () -> showNeighbour(1)));
        commands.add(Command.of("go.series.previous", "Go", "Previous series", "Left", () -> showNeighbour(-1)));
        commands.add(Command.of("palette", "Show", "Command palette", "Ctrl+K", () -> openPalette("")));
        commands.add(Command.of("keys", "Show", "Keys that work here", "F1", this::openKeys));
        addMprCommands();
        new VolumeCommands(volumes, commands).addAll(() -> {
            mpr.quit();
            volumes.toggle();
        });
        commands.add(Command.of("cancel", "Marks", "Cancel drawing", "Escape", this::cancel));
    }

    private void addMprCommands() {
        commands.add(Command.of("mpr.toggle", "MPR", "Reformatted planes", "M", () -> {
            volumes.quit();
            mpr.toggle();
        }));
        addMpr("mpr.thicker", "Thicker slab", "Ctrl+Up", reading -> reading.thicken(1));
        addMpr("mpr.thinner", "Thinner slab", "Ctrl+Down", reading -> reading.thicken(-1));
        addMpr("mpr.mean", "Slab shows the mean", "", reading -> reading.setBlend(Slab.Blend.MEAN));
        addMpr("mpr.max", "Slab shows the maximum (MIP)", "", reading -> reading.setBlend(Slab.Blend.MAX));
        addMpr("mpr.min", "Slab shows the minimum", "", reading -> reading.setBlend(Slab.Blend.MIN));
        addMpr(
                "mpr.straight",
                "Straighten the planes",
                "",
                reading -> reading.change(reading.state().straightened(), false));
    }

    private void addMpr(String id, String name, String keys, Consumer<MprModel> action) {
        commands.add(Command.of(id, "MPR", name, keys, () -> mpr.reading().ifPresent(action))
                .when(() -> mpr.reading().isPresent()));
    }

    private void showNeighbour(int direction) {
        model.neighbour(model.active(), direction).ifPresent(displaySet -> show(displaySet, model.active()));
    }

    /** Runs when Esc is pressed with nothing to cancel: the way back to the list. */
    public void onLeave(Runnable action) {
        leave = action;
    }

    private void tellCine() {
        status.setText(cine.rate().map("cine %.0f/s"::formatted).orElse(""));
    }

    private void changeCine(double factor) {
        cine.changeRate(factor);
        tellCine();
    }

    private void cancel() {
        boolean drawing = model.selected().isPresent()
                || panes.stream().anyMatch(pane -> pane.draft().isPresent());
        boolean idle = !cine.isPlaying()
                && !model.isMaximised()
                && model.selected().isEmpty()
                && panes.stream().allMatch(pane -> pane.draft().isEmpty());
        panes.forEach(pane -> pane.setDraft(Optional.empty()));
        cine.stop();
        tellCine();
        model.select(Optional.empty());
        if (idle) {
            leave.run();
        } else if (!drawing && model.isMaximised()) {
            model.toggleMaximised();
        }
    }

    private void key(KeyEvent event) {
        boolean inList = event.getTarget() instanceof javafx.scene.control.ListView
                && event.getCode().isArrowKey();
        if (shade.isVisible() || inList || event.getTarget() instanceof javafx.scene.control.TextInputControl) {
            return;
        }
        if (Keys.chord(event).filter(commands::press).isPresent()) {
            event.consume();
        }
    }

    private void openPalette(String text) {
        shade.getChildren().setAll(palette);
        shade.setVisible(true);
        palette.open(text);
    }

    private void openKeys() {
        shade.getChildren().setAll(new KeyHelp(commands, model));
        shade.setVisible(true);
        shade.requestFocus();
    }

    private void closePalette() {
        shade.setVisible(false);
        pane(model.active()).requestFocus();
    }

    private void acceptDrops(ViewportPane pane) {
        pane.setOnDragOver(event -> {
            if (event.getDragboard().hasString()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        pane.setOnDragDropped(event -> {
            String key = event.getDragboard().getString();
            model.study().displaySets().stream()
                    .filter(displaySet -> displaySet.key().equals(key))
                    .findFirst()
                    .ifPresent(displaySet -> {
                        model.activate(pane.viewport());
                        show(displaySet, pane.viewport());
                    });
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private void askText(Annotation annotation) {
        pane(model.active()).askText(annotation, words -> {
            if (!words.isEmpty()) {
                Annotation after = annotation.withText(words);
                model.undo().perform(model.annotations().changing(annotation, after));
            } else if (annotation.kind() == Kind.TEXT) {
                model.undo().undo(); // a text without words was never meant
            }
        });
    }

    private void showReferenced(ObjectReference reference) {
        model.study().displaySets().stream()
                .filter(displaySet -> displaySet.instances().stream()
                        .anyMatch(instance -> instance.sopInstanceUid().equals(reference.sopInstanceUid())))
                .findFirst()
                .ifPresentOrElse(
                        displaySet -> show(displaySet, model.active()),
                        () -> say("The object that the report refers to is not part of this exam."));
    }

    /** Goes to the image of a mark: in a viewport that shows its series, else in the active one. */
    private void go(Annotation annotation) {
        place(annotation).ifPresent(place -> goTo(place.displaySet(), place.position(), annotation));
    }

    /** Where in the exam a mark lies. */
    private record Place(DisplaySet displaySet, int position) {}

    private Optional<Place> place(Annotation annotation) {
        FrameKey key = annotation.frame();
        for (DisplaySet displaySet : model.study().displaySets()) {
            for (int i = 0; i < displaySet.frames().size(); i++) {
                Frame frame = displaySet.frames().get(i);
                if (frame.index() == key.frame()
                        && frame.instance().sopInstanceUid().equals(key.sopInstanceUid())) {
                    return Optional.of(new Place(displaySet, i));
                }
            }
        }
        return Optional.empty();
    }

    private void goTo(DisplaySet displaySet, int position, Annotation annotation) {
        Viewport target = model.shown().stream()
                .filter(viewport -> viewport.content()
                        .filter(content -> content instanceof StackContent
                                && content.displaySet().equals(displaySet))
                        .isPresent())
                .findFirst()
                .orElse(model.active());
        if (target.content()
                .filter(content ->
                        content instanceof StackContent && content.displaySet().equals(displaySet))
                .isEmpty()) {
            show(displaySet, target);
        }
        model.activate(target);
        target.goTo(position);
        model.select(Optional.of(annotation));
    }

    private String words(Annotation annotation) {
        Optional<Place> place = place(annotation);
        if (place.isEmpty()) {
            return annotation.kind().label() + "\non an image that is not here";
        }
        DisplaySet displaySet = place.get().displaySet();
        Picture picture = stacks.of(displaySet).picture(place.get().position());
        String title =
                "%s  image %d".formatted(annotation.kind().label(), place.get().position() + 1);
        return Words.joined("\n", title, String.join("\n", MarkText.of(annotation, picture)));
    }

    private void say(String message) {
        Label label = new Label(message);
        label.setWrapText(true);
        Button close = new Button("×");
        close.setAccessibleText("Close this message");
        close.setFocusTraversable(false);
        close.setOnAction(event -> noticeBar.setVisible(false));
        noticeBar.getChildren().setAll(label, close);
        noticeBar.setVisible(true);
    }

    private ViewportPane pane(Viewport viewport) {
        return panes.stream()
                .filter(pane -> pane.viewport() == viewport)
                .findFirst()
                .orElseThrow();
    }

    private static String kind(DisplaySet displaySet) {
        return switch (displaySet.kind()) {
            case DOCUMENT -> "document";
            case REPORT -> "report";
            case WAVEFORM -> "waveform";
            case VIDEO -> "video";
            case PRESENTATION -> "presentation state";
            case SEGMENTATION -> "segmentation";
            default -> "object";
        };
    }
}
