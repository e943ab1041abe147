package org.lectern.app.reading.ui;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.CornerText;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.MprContent;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VoiChoice;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.VolumeModel;
import org.lectern.app.reading.WindowPreset;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.rendering.raycast.VolumePreset;

/** What the right button offers on an image: the object's own windows and tables, presets, the common commands. */
final class ViewportMenu {
    private ViewportMenu() {}

    static ContextMenu of(ReadingModel model, Commands commands, Viewport viewport) {
        model.activate(viewport);
        ContextMenu menu = new ContextMenu();
        if (viewport.content().orElse(null) instanceof VolumeContent volume) {
            ofVolume(menu, volume.model(), commands);
            return menu;
        }
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
                "volume.toggle",
                "cine.toggle")) {
            commands.find(id).ifPresent(command -> add(menu, command));
        }
        if (viewport.content().orElse(null) instanceof MprContent) {
            menu.getItems().add(new SeparatorMenuItem());
            commands.all().stream()
                    .filter(command ->
                            command.id().startsWith("mpr.") && !command.id().equals("mpr.toggle"))
                    .forEach(command -> add(menu, command));
        }
        menu.setAutoHide(true);
        return menu;
    }

    /** The looks of a volume and where to see it from. */
    private static void ofVolume(ContextMenu menu, VolumeModel volume, Commands commands) {
        for (int i = 0; i < volume.presets().size(); i++) {
            VolumePreset preset = volume.presets().get(i);
            RadioMenuItem item = new RadioMenuItem(preset.title() + "  (" + (i + 1) + ")");
            item.setSelected(volume.aspect().preset().equals(preset));
            item.setOnAction(event -> VolumeCommands.choose(volume, preset));
            menu.getItems().add(item);
        }
        menu.getItems().add(new SeparatorMenuItem());
        commands.all().stream()
                .filter(command -> command.id().startsWith("volume.")
                        && !command.id().startsWith("volume.preset.")
                        && !command.id().startsWith("volume.turn."))
                .forEach(command -> add(menu, command));
        menu.getItems().add(new SeparatorMenuItem());
        for (String id : List.of("look.fit", "look.reset")) {
            commands.find(id).ifPresent(command -> add(menu, command));
        }
        menu.setAutoHide(true);
    }

    private static void add(ContextMenu menu, Command command) {
        MenuItem item = new MenuItem(command.hint());
        item.setOnAction(event -> command.action().run());
        menu.getItems().add(item);
    }

    private static RadioMenuItem choice(Viewport viewport, String name, VoiChoice choice) {
        RadioMenuItem item = new RadioMenuItem(name);
        item.setSelected(viewport.layer().voi().equals(choice));
        item.setOnAction(event -> viewport.setLayer(viewport.layer().with(choice)));
        return item;
    }
}
