package org.lectern.app.retrieval.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What arrived, held against what the archive lists.
 *
 * @param listed instances in the archive's own list
 * @param told Number of Study Related Instances (0020,1208), where told
 * @param missing listed but not here
 * @param unasked arrived though neither listed nor asked for
 * @param otherPatient arrived with another patient's identity; kept under that patient only
 * @param again arrived more than once
 * @param changed arrived with other contents than what is here under the same SOP Instance UID
 * @param lossy arrived as copies of what is here, where one of the two was compressed with loss
 */
public record Verification(
        int listed, OptionalInt told, int missing, int unasked, int otherPatient, int again, int changed, int lossy) {
    /** Nothing was looked at yet. */
    public static final Verification NONE = new Verification(0, OptionalInt.empty(), 0, 0, 0, 0, 0, 0);

    /** Whether there is nothing to tell. */
    public boolean isClean() {
        return sentences("").isEmpty();
    }

    /** What the reader must know, one sentence each. */
    public List<String> sentences(String site) {
        List<String> sentences = new ArrayList<>();
        if (missing > 0) {
            sentences.add("%d of %d images are missing: %s lists them but did not send them"
                    .formatted(missing, listed, site));
        }
        if (otherPatient > 0) {
            sentences.add("%s sent %s of another patient for this study; kept apart under that patient"
                    .formatted(site, images(otherPatient)));
        }
        if (changed > 0) {
            sentences.add("%s sent %s with other contents than the ones here; those here stay"
                    .formatted(site, images(changed)));
        }
        if (lossy > 0) {
            sentences.add("%s sent %s that differ from the ones here by lossy compression only; those here stay"
                    .formatted(site, images(lossy)));
        }
        if (unasked > 0) {
            sentences.add("%s sent %s that nobody asked for".formatted(site, images(unasked)));
        }
        if (again > 0) {
            sentences.add("%s sent %s more than once".formatted(site, images(again)));
        }
        if (told.isPresent() && told.getAsInt() != listed) {
            sentences.add(
                    "%s says that the study has %s but lists %d".formatted(site, images(told.getAsInt()), listed));
        }
        return sentences;
    }

    private static String images(int count) {
        return count == 1 ? "1 image" : count + " images";
    }
}
