package org.lectern.imaging.study;

import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * A study of one patient.
 *
 * @param uid Study Instance UID, or a placeholder in angle brackets
 */
public record Study(String uid, List<Series> series, List<Finding> findings) {
    /** Copies the lists. */
    public Study {
        series = List.copyOf(series);
        findings = List.copyOf(findings);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a study without series");
        }
    }

    /** Study Description, empty when missing. */
    public String description() {
        return header().text(Tag.StudyDescription).orElse("");
    }

    /** Study Date and Study Time as they stand, {@code YYYYMMDDHHMMSS…}; empty when missing. */
    public String dateTime() {
        return header().text(Tag.StudyDate).orElse("")
                + header().text(Tag.StudyTime).orElse("");
    }

    /** The display sets of all series, in order. */
    public List<DisplaySet> displaySets() {
        return series.stream().flatMap(each -> each.displaySets().stream()).toList();
    }

    /** The header of the first instance, which speaks for the study. */
    public DataSet header() {
        return series.getFirst().header();
    }
}
