package org.lectern.rendering.raycast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The looks that Lectern comes with: {@code presets.txt} beside this class, which tells its own form. */
public final class VolumePresets {
    private static final List<VolumePreset> ALL = read();

    private VolumePresets() {}

    private static List<VolumePreset> read() {
        try (InputStream source =
                Objects.requireNonNull(VolumePresets.class.getResourceAsStream("presets.txt"), "presets.txt")) {
            return PresetText.parse(new String(source.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All, in the order in which they are offered. */
    public static List<VolumePreset> all() {
        return ALL;
    }

    /** The preset of a name. */
    public static Optional<VolumePreset> named(String name) {
        return ALL.stream().filter(preset -> preset.name().equals(name)).findFirst();
    }
}
