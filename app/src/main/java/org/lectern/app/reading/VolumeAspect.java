package org.lectern.app.reading;

import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Orbit;
import org.lectern.rendering.raycast.VolumePreset;

/**
 * From where a volume is seen and as what.
 *
 * @param azimuthDegrees 0 from the front, 90 from the patient's left; in [0, 360)
 * @param elevationDegrees 90 from above the head; from −90 to 90
 */
public record VolumeAspect(double azimuthDegrees, double elevationDegrees, VolumePreset preset, Mode mode) {
    /** Refuses what is no number, brings the azimuth into one turn and the elevation into its limits. */
    public VolumeAspect {
        if (!Double.isFinite(azimuthDegrees) || !Double.isFinite(elevationDegrees)) {
            throw new IllegalArgumentException("azimuth %s, elevation %s".formatted(azimuthDegrees, elevationDegrees));
        }
        azimuthDegrees = azimuthDegrees - 360 * Math.floor(azimuthDegrees / 360);
        if (azimuthDegrees >= 360) {
            azimuthDegrees = 0;
        }
        elevationDegrees = Math.clamp(elevationDegrees, -90, 90);
    }

    /** From the front, as the preset says. */
    public static VolumeAspect of(VolumePreset preset) {
        return new VolumeAspect(0, 0, preset, preset.look().mode());
    }

    /** The directions of the picture in the patient. */
    public PlaneOrientation orientation() {
        return Orbit.orientation(azimuthDegrees, elevationDegrees);
    }

    /** Seen from elsewhere. */
    public VolumeAspect from(double azimuth, double elevation) {
        return new VolumeAspect(azimuth, elevation, preset, mode);
    }

    /** Seen from so much further round. */
    public VolumeAspect turned(double byAzimuth, double byElevation) {
        return from(azimuthDegrees + byAzimuth, elevationDegrees + byElevation);
    }

    /** As something else, in that preset's own mode. */
    public VolumeAspect as(VolumePreset other) {
        return new VolumeAspect(
                azimuthDegrees, elevationDegrees, other, other.look().mode());
    }

    /** In another mode. */
    public VolumeAspect in(Mode other) {
        return new VolumeAspect(azimuthDegrees, elevationDegrees, preset, other);
    }
}
