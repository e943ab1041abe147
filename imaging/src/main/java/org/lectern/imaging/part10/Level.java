package org.lectern.imaging.part10;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.PrivateDictionary;
import org.lectern.imaging.dictionary.VR;

/** Where the parser stands in one open data set, item or sequence; the levels form its stack. */
final class Level {
    final @Nullable Level parent;

    /** The sequence's tag; for a data set that of the sequence it is an item of, 0 at the root. */
    final int tag;

    /** The first byte after it; where its length is undefined, that of what it lies in. */
    final long end;

    final boolean undefinedLength;
    final boolean explicitVr;
    final boolean bigEndian;

    /** How many sequences are open, this one included. */
    final int depth;

    /** The elements so far; null for a sequence. */
    final DataSet.@Nullable Builder elements;

    /** The items so far of a sequence. */
    final List<DataSet> items;

    /** The tag read last, for the order of tags. */
    int lastTag;

    /** Whether Pixel Representation (0028,0103), here or further out, says signed. */
    boolean signed;

    /** Elements that are US or SS, seen before Pixel Representation. */
    List<Integer> signedLater = List.of();

    /** Known private creators by the tag of their element (PS3.5 section 7.8.1). */
    private Map<Integer, String> creators = Map.of();

    private Level(Bounds from, DataSet.@Nullable Builder elements) {
        this.parent = from.parent;
        this.tag = from.tag;
        this.end = from.end;
        this.undefinedLength = from.undefinedLength;
        this.explicitVr = from.explicitVr;
        this.bigEndian = from.bigEndian;
        this.elements = elements;
        this.items = elements == null ? new ArrayList<>() : List.of();
        this.depth = from.parent == null ? 0 : from.parent.depth + (elements == null ? 1 : 0);
        this.signed = from.parent != null && from.parent.signed;
    }

    /** The outermost data set. */
    static Level root(long end, boolean explicitVr, boolean bigEndian) {
        return new Level(new Bounds(null, 0, end, false, explicitVr, bigEndian), DataSet.builder());
    }

    /** A sequence in this data set. */
    Level sequence(int sequenceTag, long sequenceEnd, boolean undefined, boolean explicit, boolean big) {
        return new Level(new Bounds(this, sequenceTag, sequenceEnd, undefined, explicit, big), null);
    }

    /** An item of this sequence. */
    Level item(long itemEnd, boolean undefined, DataSet.Builder builder, boolean explicit) {
        return new Level(new Bounds(this, tag, itemEnd, undefined, explicit, bigEndian), builder);
    }

    /** Remembers who has reserved a private block, where more is known of its elements. */
    void noteCreator(int creatorTag, byte[] value) {
        String creator = new String(value, StandardCharsets.ISO_8859_1).strip();
        if (PrivateDictionary.knows(creator)) {
            if (creators.isEmpty()) {
                creators = new HashMap<>();
            }
            creators.put(creatorTag, creator);
        }
    }

    /** The VR of a private element in a block of a known creator, else UN. */
    VR privateVr(int privateTag) {
        String creator = creators.get(privateTag & 0xFFFF0000 | privateTag >>> 8 & 0xFF);
        return creator == null ? VR.UN : PrivateDictionary.vr(creator, privateTag);
    }

    private record Bounds(
            @Nullable Level parent,
            int tag,
            long end,
            boolean undefinedLength,
            boolean explicitVr,
            boolean bigEndian) {}
}
