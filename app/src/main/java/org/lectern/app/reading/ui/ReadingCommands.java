package org.lectern.app.reading.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.Painted;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.WindowPreset;
import org.lectern.app.tool.Tool;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Scale;

/** The commands that need nothing but the model. */
final class ReadingCommands {
    private static final int FAST = 10;

    private final ReadingModel model;
    private final Commands commands;

    ReadingCommands(ReadingModel model, Commands commands) {
        this.model = model;
        this.commands = commands;
    }

    void addAll() {
        tools();
        navigation();
        look();
        window();
        namedWindows();
        layouts();
        marks();
    }

    private void tools() {
        for (Tool tool : Tool.values()) {
            add("tool." + tool.name(), "Tool", tool.label(), tool.key(), () -> model.setTool(tool));
        }
    }

    private void navigation() {
        onViewport("go.previous", "Go", "Previous image", "Up", viewport -> viewport.page(-1));
        onViewport("go.next", "Go", "Next image", "Down", viewport -> viewport.page(1));
        onViewport("go.back", "Go", "Ten images back", "PageUp", viewport -> viewport.page(-FAST));
        onViewport("go.forward", "Go", "Ten images on", "PageDown", viewport -> viewport.page(FAST));
        onViewport("go.first", "Go", "First image", "Home", viewport -> viewport.goTo(0));
        onViewport("go.last", "Go", "Last image", "End", viewport -> viewport.goTo(viewport.count() - 1));
        add("go.link", "Go", "Link viewports", "J", model::toggleLinked);
        add("go.viewport", "Go", "Next viewport", "Ctrl+Tab", () -> model.activateNext(1));
        add("go.viewport.back", "Go", "Previous viewport", "Ctrl+Shift+Tab", () -> model.activateNext(-1));
    }

    private void look() {
        onLook("look.fit", "Fit", "Ctrl+0", look -> look.withScale(new Scale.Fit()));
        onLook(
                "look.native",
                "One image pixel on one screen pixel",
                "Ctrl+1",
                look -> look.withScale(new Scale.NativePixel()));
        onLook("look.true", "True size", "Ctrl+2", look -> look.withScale(new Scale.TrueSize()));
        onLook("look.closer", "Zoom in", "Ctrl++", look -> look.withZoom(look.zoom() * 1.25));
        onLook("look.further", "Zoom out", "Ctrl+-", look -> look.withZoom(look.zoom() / 1.25));
        onLook("look.flip", "Flip left and right", "F", Look::flippedHorizontally);
        onLook("look.flip.vertical", "Flip top and bottom", "Shift+F", Look::flippedVertically);
        onLook("look.rotate", "Rotate clockwise", "R", look -> look.rotated(90));
        onLook("look.rotate.back", "Rotate anticlockwise", "Ctrl+R", look -> look.rotated(-90));
        onLook("look.turn", "Turn by 5°", "Alt+R", look -> look.rotated(5));
        onViewport(
                "look.smooth",
                "Image",
                "Interpolate pixels",
                "Shift+I",
                viewport -> viewport.setLayer(
                        viewport.layer().withInterpolated(!viewport.layer().interpolated())));
        onViewport("look.reset", "Image", "Reset view and window", "0", Viewport::reset);
    }

    private void window() {
        onViewport("window.invert", "Window", "Invert", "I", viewport -> {
            LayerLook layer = viewport.layer();
            viewport.setLayer(layer.withInverted(!layer.inverted()));
        });
        for (int i = 1; i <= 9; i++) {
            int key = i;
            onViewport(
                    "window.preset." + i,
                    "Window",
                    "Preset " + i,
                    Integer.toString(i),
                    viewport -> preset(viewport, key - 1));
        }
    }

    /** Named in the palette; the number keys have them too. */
    private void namedWindows() {
        for (WindowPreset preset : WindowPreset.of("CT", Painted.PLAIN)) {
            commands.add(Command.of(
                            "window.ct." + preset.name(),
                            "Window",
                            preset.name() + " window",
                            "",
                            () -> model.active().setLayer(model.active().layer().with(preset.choice())))
                    .when(() -> model.active()
                            .content()
                            .filter(content -> content.modality().equals("CT") && !(content instanceof VolumeContent))
                            .isPresent()));
        }
    }

    private void layouts() {
        List<GridLayout> layouts = List.of(
                new GridLayout(1, 1),
                new GridLayout(2, 1),
                new GridLayout(1, 2),
                new GridLayout(2, 2),
                new GridLayout(3, 2),
                new GridLayout(3, 3),
                new GridLayout(4, 2),
                new GridLayout(4, 3),
                new GridLayout(4, 4));
        for (int i = 0; i < layouts.size(); i++) {
            GridLayout layout = layouts.get(i);
            add(
                    "layout." + (i + 1),
                    "Layout",
                    "Layout " + layout.label(),
                    "Alt+" + (i + 1),
                    () -> model.setLayout(layout));
        }
        add("layout.maximise", "Layout", "This viewport full screen", "Shift+Enter", model::toggleMaximised);
        add("show.larger", "Show", "Larger text", "Ctrl+Shift++", () -> model.setTextScale(model.textScale() + 0.125));
        add(
                "show.smaller",
                "Show",
                "Smaller text",
                "Ctrl+Shift+-",
                () -> model.setTextScale(model.textScale() - 0.125));
        add("show.marks", "Show", "List of measurements", "Shift+L", model::toggleMarkList);
        add("show.text", "Show", "Hide or show all text", "H", model::toggleText);
        add("show.lines", "Show", "Crosshair and reference lines", "X", model::toggleReferenceLines);
    }

    private void marks() {
        commands.add(Command.of(
                        "marks.undo",
                        "Marks",
                        "Undo",
                        "Ctrl+Z",
                        () -> model.undo().undo())
                .when(() -> model.undo().canUndo()));
        commands.add(Command.of(
                        "marks.redo",
                        "Marks",
                        "Redo",
                        "Ctrl+Y Ctrl+Shift+Z",
                        () -> model.undo().redo())
                .when(() -> model.undo().canRedo()));
        commands.add(Command.of(
                        "marks.delete", "Marks", "Delete the selected mark", "Delete Backspace", model::deleteSelected)
                .when(() -> model.selected().isPresent()));
    }

    private static void preset(Viewport viewport, int index) {
        if (viewport.content().orElse(null) instanceof VolumeContent volume) {
            VolumeCommands.choose(volume.model(), index);
            return;
        }
        List<WindowPreset> presets = WindowPreset.of(viewport);
        if (index < presets.size()) {
            viewport.setLayer(viewport.layer().with(presets.get(index).choice()));
        }
    }

    private void onLook(String id, String name, String keys, UnaryOperator<Look> change) {
        onViewport(id, "Image", name, keys, viewport -> viewport.setLook(change.apply(viewport.look())));
    }

    private void onViewport(String id, String group, String name, String keys, Consumer<Viewport> action) {
        add(id, group, name, keys, () -> action.accept(model.active()));
    }

    private void add(String id, String group, String name, String keys, Runnable action) {
        commands.add(Command.of(id, group, name, keys, action));
    }
}
