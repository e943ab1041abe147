package org.lectern.imaging.study;

import java.util.List;
import org.lectern.imaging.data.DataSet;

/** A patient and their studies. */
public record Patient(PatientIdentity identity, List<Study> studies) {
    /** Copies the list. */
    public Patient {
        studies = List.copyOf(studies);
        if (studies.isEmpty()) {
            throw new IllegalArgumentException("a patient without studies");
        }
    }

    /** The header of the first instance, which speaks for the patient. */
    public DataSet header() {
        return studies.getFirst().header();
    }
}
