package org.lectern.imaging.dimse;

import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** What a retrieve request names; objects beyond it were not asked for. */
record Asked(DataSet identifier) {
    private static final int[] KEYS = {Tag.PatientID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID};

    boolean covers(DataSet object) {
        for (int key : KEYS) {
            List<String> values = identifier.texts(key);
            boolean unique = key != Tag.PatientID; // which archives write with and without zeros and spaces
            if (unique && !values.isEmpty() && !values.getFirst().isEmpty() && !values.containsAll(object.texts(key))) {
                return false;
            }
        }
        return true;
    }
}
