package org.lectern.imaging.archive;

import java.util.OptionalInt;

/**
 * One series of a study in the archive.
 *
 * @param bodyPart Body Part Examined, empty when there is none
 */
public record SeriesEntry(
        long id,
        long studyId,
        String seriesUid,
        String modality,
        OptionalInt number,
        String description,
        String bodyPart,
        int instanceCount,
        long bytes) {}
