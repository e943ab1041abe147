package org.lectern.app.reading.ui;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.CornerText;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VoiChoice;
import org.lectern.app.reading.WindowPreset;
import org.lectern.imaging.grayscale.Voi;

/** What the right button offers on an image: the object's own windows and tables, presets, the common commands. */
final class ViewportMenu {
    private ViewportMenu() {}

    static ContextMenu of(ReadingModel model, Commands commands, Viewport viewport) {
        model.activate(viewport);
        ContextMenu menu = new ContextMenu();
        List<Voi> offered = viewport.painted().options();
        List<WindowPreset> presets = WindowPreset.of(viewport);
        for (int i = 0; i < offered.size(); i++) {
            VoiChoice choice = new VoiChoice.Stored(i);
            if (presets.stream().noneMatch(preset -> preset.choice().equals(choice))) {
                String name = CornerText.window(LayerLook.INITIAL, offered.get(i));
                menu.getItems().add(choice(viewport, "Object: " + name, choice));
            }
        }
        if (!presets.isEmpty() && !menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (int i = 0; i < presets.size(); i++) {
            menu.getItems()
                    .add(choice(
                            viewport,
                            presets.get(i).name() + "  (" + (i + 1) + ")",
                            presets.get(i).choice()));
        }
        if (!menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        for (String id : List.of(
                "look.fit",
                "look.native",
                "look.rotate",
                "look.flip",
                "window.invert",
                "look.smooth",
                "look.reset",
                "mpr.toggle",
                "cine.toggle")) {
            commands.find(id).ifPresent(command -> {
                MenuItem item = new MenuItem(command.hint());
                item.setOnAction(event -> command.action().run());
                menu.getItems().add(item);
            });
        }
        if (viewport.content().orElse(null) instanceof MprContent) {
            menu.getItems().add(new SeparatorMenuItem());
            commands.all().stream()
                    .filter(command ->
                            command.id().startsWith("mpr.") && !command.id().equals("mpr.toggle"))
                    .forEach(command -> {
                        MenuItem item = new MenuItem(command.hint());
                        item.setOnAction(event -> command.action().run());
                        menu.getItems().add(item);
                    });
        }
        menu.setAutoHide(true);
        return menu;
    }

    private static RadioMenuItem choice(Viewport viewport, String name, VoiChoice choice) {
        RadioMenuItem item = new RadioMenuItem(name);
        item.setSelected(viewport.layer().voi().equals(choice));
        item.setOnAction(event -> viewport.setLayer(viewport.layer().with(choice)));
        return item;
    }
}
