package org.lectern.app.reading.ui;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.ReadingModel;
import org.lectern.app.tool.Tool;

/** The tools in a row, those without room in a menu at its end; each tooltip shows the key. */
final class ToolStrip extends ToolBar {
    private final Commands commands;
    private final EnumMap<Tool, ToggleButton> tools = new EnumMap<>(Tool.class);
    private final ReadingModel model;
    private final ToggleButton link = new ToggleButton("Link");

    ToolStrip(ReadingModel model, Commands commands, Node end) {
        this.model = model;
        this.commands = commands;
        getStyleClass().add("strip");
        for (Tool tool : Tool.values()) {
            if (tool == Tool.LENGTH) {
                getItems().add(separator());
            }
            ToggleButton button = new ToggleButton(tool.label());
            button.setOnAction(event -> model.setTool(tool));
            hint(button, "tool." + tool.name());
            tools.put(tool, button);
            getItems().add(button);
        }
        link.setOnAction(event -> model.toggleLinked());
        hint(link, "go.link");
        MenuButton layout = new MenuButton("Layout");
        commands.all().stream()
                .filter(command -> command.id().startsWith("layout."))
                .forEach(command -> layout.getItems().add(item(command)));
        layout.setAccessibleText("Layout of the viewports");
        getItems()
                .addAll(
                        separator(),
                        layout,
                        button("mpr.toggle", "MPR"),
                        button("volume.toggle", "3D"),
                        button("cine.toggle", "Cine"),
                        link);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getItems().addAll(space, end, button("show.marks", "Measurements"), button("palette", "Commands"));
        model.onChange(this::update);
        update();
    }

    private void update() {
        for (Map.Entry<Tool, ToggleButton> each : tools.entrySet()) {
            each.getValue().setSelected(model.tool() == each.getKey());
        }
        link.setSelected(model.isLinked());
    }

    private Button button(String id, String label) {
        Button button = new Button(label);
        commands.find(id)
                .ifPresent(
                        command -> button.setOnAction(event -> command.action().run()));
        hint(button, id);
        return button;
    }

    private void hint(javafx.scene.control.Control control, String id) {
        control.setFocusTraversable(false);
        commands.find(id).ifPresent(command -> {
            control.setTooltip(new Tooltip(command.hint()));
            control.setAccessibleText(command.hint());
        });
    }

    private static MenuItem item(Command command) {
        MenuItem item = new MenuItem(command.hint());
        item.setOnAction(event -> command.action().run());
        return item;
    }

    private static Separator separator() {
        return new Separator(javafx.geometry.Orientation.VERTICAL);
    }
}
