package org.lectern.imaging.dicomweb;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;

/**
 * The metadata of an instance (PS3.18 section 10.4.1.1.2).
 *
 * @param dataSet elements whose values are elsewhere are empty
 * @param bulk where these are, in the order of the elements
 */
public record InstanceMetadata(DataSet dataSet, List<BulkReference> bulk) {
    /** Copies the list. */
    public InstanceMetadata {
        bulk = List.copyOf(bulk);
    }

    /** Where the value of an element is. */
    public Optional<BulkReference> bulk(int tag) {
        return bulk.stream().filter(reference -> reference.tag() == tag).findFirst();
    }
}
