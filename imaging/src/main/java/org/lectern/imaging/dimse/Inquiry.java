package org.lectern.imaging.dimse;

import org.lectern.imaging.data.DataSet;

/**
 * What a peer asks of us.
 *
 * @param keys the identifier of its C-FIND, C-MOVE or C-GET
 * @param callingAe who asks
 * @param fuzzy whether names by sound were agreed on
 */
public record Inquiry(QueryModel model, DataSet keys, String callingAe, boolean fuzzy) {}
