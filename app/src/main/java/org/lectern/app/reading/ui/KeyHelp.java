package org.lectern.app.reading.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.command.KeyChord;

/** The keys that work here, by what they concern. Any key closes it. */
final class KeyHelp extends FlowPane {
    KeyHelp(Commands commands) {
        super(javafx.geometry.Orientation.VERTICAL, 32, 14);
        getStyleClass().add("palette");
        setMaxSize(1100, 640);
        setAccessibleText("Keys that work here");
        Map<String, List<Command>> groups = commands.all().stream()
                .filter(command -> !command.keys().isEmpty())
                .collect(Collectors.groupingBy(Command::group, LinkedHashMap::new, Collectors.toList()));
        groups.forEach((group, members) -> getChildren().add(group(group, members)));
        Label mouse = new Label("""
                Left drag: the tool    Middle drag: pan
                Right drag: zoom    Right click: menu
                Wheel: scroll    Ctrl+wheel: zoom
                Shift+wheel: fast    Double click: full screen""");
        getChildren().add(new VBox(4, title("Mouse"), mouse));
    }

    private static VBox group(String name, List<Command> members) {
        VBox box = new VBox(2, title(name));
        for (Command command : members) {
            Label keys = new Label(String.join(
                    " ", command.keys().stream().map(KeyChord::display).toList()));
            keys.getStyleClass().add("key");
            keys.setMinWidth(92);
            BorderPane row = new BorderPane();
            row.setLeft(keys);
            row.setCenter(new Label(command.name()));
            BorderPane.setAlignment(row.getCenter(), javafx.geometry.Pos.CENTER_LEFT);
            row.setPrefWidth(300);
            box.getChildren().add(row);
        }
        return box;
    }

    private static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("secondary");
        return label;
    }
}
