package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.dimse.association.DimseNode;

/** Takes responsibility for objects that others sent us (storage commitment, PS3.4 Annex J). */
public interface CommitmentProvider {
    /**
     * Says which objects are not kept safely.
     *
     * @return Failure Reason (0008,1197) by object, such as {@link org.lectern.imaging.dimse.message.Status#NO_SUCH_OBJECT}
     */
    Map<Identity, Integer> commit(List<Identity> objects, String callingAe) throws IOException;

    /** Where the report goes; empty for the association of the request. */
    Optional<DimseNode> reportTo(String callingAe);
}
