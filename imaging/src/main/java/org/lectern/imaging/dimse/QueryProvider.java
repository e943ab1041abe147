package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.network.Cancellation;

/** Answers C-FIND (PS3.4 sections C.4.1 and K.4.1). Called on a virtual thread; several calls may run at once. */
public interface QueryProvider {
    /** The models it knows. */
    Set<QueryModel> models();

    /**
     * Hands over each match as it is found; the consumer blocks while the peer is slow. A failure answers a failure status
     * and ends nothing else.
     *
     * @param cancellation happens when the peer cancels or is gone
     */
    void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException;
}
