package org.lectern.imaging.study;

import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * A series and its display sets.
 *
 * @param uid Series Instance UID, or a placeholder in angle brackets
 */
public record Series(String uid, List<Instance> instances, List<DisplaySet> displaySets, List<Finding> findings) {
    /** Copies the lists. */
    public Series {
        instances = List.copyOf(instances);
        displaySets = List.copyOf(displaySets);
        findings = List.copyOf(findings);
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a series without instances");
        }
    }

    /** Modality, empty when missing. */
    public String modality() {
        return header().text(Tag.Modality).orElse("");
    }

    /** Series Description, empty when missing. */
    public String description() {
        return header().text(Tag.SeriesDescription).orElse("");
    }

    /** Series Number, or the largest integer when missing. */
    public int number() {
        return header().integer(Tag.SeriesNumber).orElse(Integer.MAX_VALUE);
    }

    /** The header of the first instance, which speaks for the series. */
    public DataSet header() {
        return instances.getFirst().header();
    }
}
