package org.lectern.app.reading.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.reading.VolumeAspect;
import org.lectern.app.reading.VolumeModel;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.VolumePreset;
import org.lectern.rendering.raycast.VolumePresets;

/** The commands for a volume seen from around. */
final class VolumeCommands {
    private static final double STEP_DEGREES = 15;

    private final VolumeSession session;
    private final Commands commands;

    VolumeCommands(VolumeSession session, Commands commands) {
        this.session = session;
        this.commands = commands;
    }

    /**
     * Adds them.
     *
     * @param toggle shows the volume, or the series again
     */
    void addAll(Runnable toggle) {
        commands.add(Command.of("volume.toggle", "Volume", "Volume rendering", "V", toggle));
        turn("volume.front", "From the front", "Alt+F", aspect -> aspect.from(0, 0));
        turn("volume.left", "From the patient's left", "Alt+L", aspect -> aspect.from(90, 0));
        turn("volume.behind", "From behind", "", aspect -> aspect.from(180, 0));
        turn("volume.right", "From the patient's right", "", aspect -> aspect.from(270, 0));
        turn("volume.top", "From above the head", "Alt+H", aspect -> aspect.from(0, 90));
        turn("volume.feet", "From the feet", "", aspect -> aspect.from(0, -90));
        turn("volume.turn.left", "Turn to the left", "Alt+Left", aspect -> aspect.turned(STEP_DEGREES, 0));
        turn("volume.turn.right", "Turn to the right", "Alt+Right", aspect -> aspect.turned(-STEP_DEGREES, 0));
        turn("volume.turn.up", "Turn upwards", "Alt+Up", aspect -> aspect.turned(0, -STEP_DEGREES));
        turn("volume.turn.down", "Turn downwards", "Alt+Down", aspect -> aspect.turned(0, STEP_DEGREES));
        add("volume.mip", "Maximum intensity projection (MIP)", "Shift+M", VolumeModel::toggleMip);
        turn("volume.minip", "Minimum intensity projection", "", aspect -> aspect.in(Mode.MINIP));
        for (VolumePreset preset : VolumePresets.all()) {
            commands.add(Command.of(
                            "volume.preset." + preset.name(),
                            "Volume",
                            preset.title() + " volume",
                            "",
                            () -> session.active().ifPresent(volume -> choose(volume, preset)))
                    .when(() -> session.active()
                            .filter(volume -> volume.presets().contains(preset))
                            .isPresent()));
        }
    }

    /** The preset of a number key, from 0, where there is one. */
    static void choose(VolumeModel volume, int index) {
        List<VolumePreset> presets = volume.presets();
        if (index < presets.size()) {
            choose(volume, presets.get(index));
        }
    }

    static void choose(VolumeModel volume, VolumePreset preset) {
        volume.change(volume.aspect().as(preset));
    }

    private void turn(String id, String name, String keys, UnaryOperator<VolumeAspect> change) {
        add(id, name, keys, volume -> volume.change(change.apply(volume.aspect())));
    }

    private void add(String id, String name, String keys, Consumer<VolumeModel> action) {
        commands.add(Command.of(id, "Volume", name, keys, () -> session.active().ifPresent(action))
                .when(() -> session.active().isPresent()));
    }
}
