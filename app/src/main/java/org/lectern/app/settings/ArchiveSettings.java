package org.lectern.app.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.lectern.imaging.archive.CacheLimits;
import org.lectern.imaging.archive.Origin;

/**
 * How much of what was fetched stays on this computer, and what of it is shown.
 *
 * @param gigabytes at most so much in all; empty for no limit
 * @param days what was not opened for so long may go; empty for no limit
 * @param showsRejected whether images that were rejected for quality (IHE IOCM, 113001) are shown, crossed out
 */
public record ArchiveSettings(OptionalInt gigabytes, OptionalInt days, boolean showsRejected) {
    /** No limits; what was rejected is hidden. */
    public static final ArchiveSettings INITIAL = new ArchiveSettings(OptionalInt.empty(), OptionalInt.empty(), false);

    private static final int MOST = 1_000_000;

    /** Refuses limits that keep nothing. */
    public ArchiveSettings {
        if (isNonsense(gigabytes) || isNonsense(days)) {
            throw new IllegalArgumentException("A limit is a whole number from 1 to " + MOST);
        }
    }

    private static boolean isNonsense(OptionalInt limit) {
        return limit.isPresent() && (limit.getAsInt() < 1 || limit.getAsInt() > MOST);
    }

    /** With another limit of size. */
    public ArchiveSettings withGigabytes(OptionalInt other) {
        return new ArchiveSettings(other, days, showsRejected);
    }

    /** With another limit of age. */
    public ArchiveSettings withDays(OptionalInt other) {
        return new ArchiveSettings(gigabytes, other, showsRejected);
    }

    /** With images that were rejected for quality shown or hidden. */
    public ArchiveSettings withShowsRejected(boolean isShown) {
        return new ArchiveSettings(gigabytes, days, isShown);
    }

    /** As the archive keeps them. Only what was fetched and can be fetched again ever goes. */
    public CacheLimits limits() {
        CacheLimits none = CacheLimits.NONE;
        return new CacheLimits(
                gigabytes.isPresent() ? OptionalLong.of(gigabytes.getAsInt() * 1_000_000_000L) : OptionalLong.empty(),
                none.lowWater(),
                days.isPresent() ? Optional.of(Duration.ofDays(days.getAsInt())) : Optional.empty(),
                Set.of(Origin.FETCHED),
                none.freeBytes());
    }

    /** Reads {@code archive.json} of a configuration folder. */
    public static ArchiveSettings read(Path folder) throws IOException {
        Path file = file(folder);
        try {
            JsonObject json = JsonObject.read(file);
            return new ArchiveSettings(json.number("gigabytes"), json.number("days"), json.truth("showsRejected"));
        } catch (NoSuchFileException first) {
            return INITIAL;
        } catch (JsonObject.DamagedException | IllegalArgumentException e) {
            throw new IOException(
                    "%s cannot be understood (%s). No limits hold until they are set again"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** Writes it into the configuration folder. */
    public void save(Path folder) throws IOException {
        SettingsFile.write(file(folder), json -> {
            json.writeStartObject();
            if (gigabytes.isPresent()) {
                json.writeNumberField("gigabytes", gigabytes.getAsInt());
            }
            if (days.isPresent()) {
                json.writeNumberField("days", days.getAsInt());
            }
            if (showsRejected) {
                json.writeBooleanField("showsRejected", true);
            }
            json.writeEndObject();
        });
    }

    private static Path file(Path folder) {
        return folder.resolve("archive.json");
    }
}
