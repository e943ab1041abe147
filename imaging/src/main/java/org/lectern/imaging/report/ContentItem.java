package org.lectern.imaging.report;

import java.util.List;
import java.util.Optional;

/**
 * A node of a structured report's content tree (PS3.3 C.17.3).
 *
 * @param relationship Relationship Type (0040,A010), empty at the root
 * @param valueType Value Type (0040,A040), such as TEXT or NUM
 * @param continuous whether a container's items read as one text (Continuity of Content (0040,A050))
 * @param concept what the item is about
 * @param value what it says, in words, empty for a container
 * @param references images and other objects that it points at
 */
public record ContentItem(
        String relationship,
        String valueType,
        boolean continuous,
        Optional<Code> concept,
        String value,
        List<ObjectReference> references,
        List<ContentItem> children) {
    /** Copies the lists. */
    public ContentItem {
        references = List.copyOf(references);
        children = List.copyOf(children);
    }

    /** Whether it only holds others. */
    public boolean isContainer() {
        return valueType.equals("CONTAINER");
    }
}
