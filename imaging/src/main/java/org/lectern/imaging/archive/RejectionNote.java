package org.lectern.imaging.archive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/**
 * A Key Object Selection whose title rejects what it refers to (IHE Imaging Object Change Management, RAD TF-3 4.66; PS3.16
 * CID 7011). The newer titles of CID 7031 that say where data went (113680, 130752, 130753, 130754) reject nothing.
 *
 * @param level {@link #QUALITY} or {@link #NEVER}
 * @param sopUids the objects that it refers to
 */
record RejectionNote(int level, Set<String> sopUids) {
    /** Rejected for quality: the site decides whether such objects are shown, crossed out. */
    static final int QUALITY = 1;

    /** Never to be shown. */
    static final int NEVER = 2;

    private static final Map<String, Integer> TITLES =
            Map.of("113001", QUALITY, "113037", NEVER, "113038", NEVER, "113039", NEVER);
    private static final int MOST_ITEMS = 100_000;

    /** Copies the set. */
    RejectionNote {
        sopUids = Set.copyOf(sopUids);
    }

    /** The note that a data set is, if it is one. */
    static Optional<RejectionNote> of(DataSet data) {
        if (data.text(Tag.SOPClassUID)
                .filter(Uid.KeyObjectSelectionDocumentStorage::equals)
                .isEmpty()) {
            return Optional.empty();
        }
        return data.item(Tag.ConceptNameCodeSequence)
                .filter(title -> title.text(Tag.CodingSchemeDesignator)
                        .filter("DCM"::equals)
                        .isPresent())
                .flatMap(title -> title.text(Tag.CodeValue))
                .map(TITLES::get)
                .map(level -> new RejectionNote(level, references(data)));
    }

    /** What the evidence (PS3.3 C.17.6.2) and the content tree name. */
    private static Set<String> references(DataSet data) {
        Set<String> found = new LinkedHashSet<>();
        for (DataSet study : data.items(Tag.CurrentRequestedProcedureEvidenceSequence)) {
            for (DataSet series : study.items(Tag.ReferencedSeriesSequence)) {
                add(series, found);
            }
        }
        List<DataSet> content = new ArrayList<>(data.items(Tag.ContentSequence));
        for (int next = 0; next < content.size() && next < MOST_ITEMS; next++) {
            add(content.get(next), found);
            content.addAll(content.get(next).items(Tag.ContentSequence));
        }
        return found;
    }

    private static void add(DataSet holder, Set<String> found) {
        for (DataSet reference : holder.items(Tag.ReferencedSOPSequence)) {
            reference.text(Tag.ReferencedSOPInstanceUID).ifPresent(found::add);
        }
    }
}
