package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.dimse.association.DimseNode;

/** Answers C-MOVE and C-GET (PS3.4 sections C.4.2 and C.4.3). */
public interface RetrieveProvider {
    /** The files that are asked for. */
    List<Path> select(Inquiry inquiry) throws IOException;

    /** Where an AE title is reached, for C-MOVE; empty where it is not known. */
    Optional<DimseNode> destination(String aeTitle);
}
