package org.lectern.imaging.dimse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * What somebody says can be had of a study from now on, or no longer (Instance Availability Notification, PS3.4 Annex R; IHE
 * RAD-49).
 *
 * @param caller AE title of who says so
 */
public record Announcement(String caller, String studyUid, List<Item> objects) {
    /** Copies the list. */
    public Announcement {
        objects = List.copyOf(objects);
    }

    /** How soon an object can be had (PS3.3 section C.4.23.1.1). */
    public enum Availability {
        /** At once. */
        ONLINE,
        /** After a while. */
        NEARLINE,
        /** Once somebody has done something. */
        OFFLINE,
        /** Never. */
        UNAVAILABLE
    }

    /**
     * One object.
     *
     * @param retrieveAeTitle from whom; empty when that is not told
     */
    public record Item(
            String seriesUid,
            String sopClassUid,
            String sopInstanceUid,
            Availability availability,
            String retrieveAeTitle) {}

    /** Hears of them, on the thread of the association. */
    @FunctionalInterface
    public interface Listener {
        /** Somebody has announced something. */
        void heard(Announcement announcement);
    }

    /** Reads one; empty when what must be there is not (PS3.4 table R.3.2-1). */
    static Optional<Announcement> read(DataSet dataSet, String caller) {
        String study = text(dataSet, Tag.StudyInstanceUID);
        List<Item> objects = new ArrayList<>();
        for (DataSet series : dataSet.items(Tag.ReferencedSeriesSequence)) {
            String seriesUid = text(series, Tag.SeriesInstanceUID);
            for (DataSet object : series.items(Tag.ReferencedSOPSequence)) {
                Optional<Availability> availability = availability(text(object, Tag.InstanceAvailability));
                String uid = text(object, Tag.ReferencedSOPInstanceUID);
                if (availability.isEmpty() || uid.isEmpty() || seriesUid.isEmpty()) {
                    return Optional.empty();
                }
                objects.add(new Item(
                        seriesUid,
                        text(object, Tag.ReferencedSOPClassUID),
                        uid,
                        availability.get(),
                        text(object, Tag.RetrieveAETitle)));
            }
        }
        return study.isEmpty() || objects.isEmpty()
                ? Optional.empty()
                : Optional.of(new Announcement(caller, study, objects));
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.text(tag).map(String::strip).orElse("");
    }

    private static Optional<Availability> availability(String text) {
        for (Availability one : Availability.values()) {
            if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
