package org.lectern.app.reading.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.reading.Viewport;
import org.lectern.app.reading.VolumeContent;
import org.lectern.app.reading.WindowPreset;
import org.lectern.rendering.raycast.VolumePreset;

/** The keys that work here, by what they concern. Any key closes it. */
final class KeyHelp extends ScrollPane {
    private final FlowPane columns = new FlowPane(javafx.geometry.Orientation.VERTICAL, 32, 14);

    KeyHelp(Commands commands, ReadingModel model) {
        getStyleClass().addAll("palette", "key-help");
        double text = model.textScale();
        columns.setPrefWrapLength(640 * text);
        setContent(columns);
        setFitToHeight(false);
        setMaxSize(1400 * text, 700 * text);
        setAccessibleText("Keys that work here");
        Map<String, List<Command>> groups = commands.all().stream()
                .filter(command -> !command.keys().isEmpty() && !command.id().startsWith("window.preset."))
                .filter(command ->
                        !command.id().startsWith("volume.") || command.enabled().getAsBoolean())
                .collect(Collectors.groupingBy(Command::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, members) -> columns.getChildren().add(group(group, members, text)));
        columns.getChildren().add(presets(model.active(), text));
        Label mouse = new Label("""
                Left drag: the tool    Middle drag: pan
                Right drag: zoom    Right click: menu
                Wheel: scroll    Ctrl+wheel: zoom
                Shift+wheel: fast    Double click: full screen
                On a volume: left drag turns, wheel zooms""");
        columns.getChildren().add(new VBox(4, title("Mouse"), mouse));
    }

    private static VBox group(String name, List<Command> members, double text) {
        VBox box = new VBox(2, title(name));
        for (Command command : members) {
            box.getChildren().add(row(command.keys().getFirst().display(), command.name(), text));
        }
        return box;
    }

    /** What the number keys do to the image that is active now. */
    private static VBox presets(Viewport viewport, double text) {
        if (viewport.content().orElse(null) instanceof VolumeContent volume) {
            return presets(volume.model().presets(), text);
        }
        VBox box = new VBox(2, title("Windows of this image"));
        List<WindowPreset> presets = WindowPreset.of(viewport);
        for (int i = 0; i < presets.size(); i++) {
            box.getChildren().add(row(Integer.toString(i + 1), presets.get(i).name(), text));
        }
        return box;
    }

    private static VBox presets(List<VolumePreset> presets, double text) {
        VBox box = new VBox(2, title("Looks of this volume"));
        for (int i = 0; i < presets.size(); i++) {
            box.getChildren().add(row(Integer.toString(i + 1), presets.get(i).title(), text));
        }
        return box;
    }

    private static BorderPane row(String keys, String name, double text) {
        Label chord = new Label(keys);
        chord.getStyleClass().add("key");
        chord.setMinWidth(96 * text);
        BorderPane row = new BorderPane();
        row.setLeft(chord);
        row.setCenter(new Label(name));
        BorderPane.setAlignment(row.getCenter(), javafx.geometry.Pos.CENTER_LEFT);
        row.setPrefWidth(310 * text);
        return row;
    }

    private static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("secondary");
        return label;
    }
}
