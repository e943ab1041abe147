package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.Optional;

/**
 * A study, a series or an instance to fetch (PS3.18 section 10.1).
 *
 * @param seriesUid empty for the whole study
 * @param instanceUid empty for the whole series
 */
public record Resource(String studyUid, Optional<String> seriesUid, Optional<String> instanceUid) {
    /** Refuses an instance without its series, and what cannot be a UID. */
    public Resource {
        if (instanceUid.isPresent() && seriesUid.isEmpty()) {
            throw new IllegalArgumentException("An instance is asked for by its study and series");
        }
        checked(studyUid);
        seriesUid.ifPresent(Resource::checked);
        instanceUid.ifPresent(Resource::checked);
    }

    /** A whole study. */
    public static Resource study(String studyUid) {
        return new Resource(studyUid, Optional.empty(), Optional.empty());
    }

    /** A whole series. */
    public static Resource series(String studyUid, String seriesUid) {
        return new Resource(studyUid, Optional.of(seriesUid), Optional.empty());
    }

    /** One instance. */
    public static Resource instance(String studyUid, String seriesUid, String instanceUid) {
        return new Resource(studyUid, Optional.of(seriesUid), Optional.of(instanceUid));
    }

    private static void checked(String uid) {
        if (!uid.matches("[A-Za-z0-9.]{1,64}") || uid.startsWith(".")) { // a UID goes into paths
            throw new IllegalArgumentException("A UID consists of digits and dots");
        }
    }

    URI under(URI base, String suffix) {
        return URI.create(base + "/studies/" + studyUid
                + seriesUid.map("/series/"::concat).orElse("")
                + instanceUid.map("/instances/"::concat).orElse("")
                + suffix);
    }

    String what() {
        return instanceUid.isPresent() ? "an instance" : seriesUid.isPresent() ? "a series" : "a study";
    }
}
