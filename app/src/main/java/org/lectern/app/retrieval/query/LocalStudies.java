package org.lectern.app.retrieval.query;

import java.io.IOException;
import java.util.List;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/** The archive of this computer as a search sees it: {@code archive::studies}. */
@FunctionalInterface
public interface LocalStudies {
    /** The studies that match, newest first. */
    List<StudyEntry> studies(StudyQuery query) throws IOException;
}
