package org.lectern.imaging.data;

import java.util.List;
import org.lectern.imaging.dictionary.VR;

/** One data element (PS3.5 section 7.1): a value on the heap, a sequence, a bulk value or encapsulated fragments. */
public sealed interface Element {
    /** Group and element number in one int. */
    int tag();

    /** The value representation. */
    VR vr();

    /** A value held as its encoded bytes: little-endian, padding included, characters not yet decoded. */
    record Value(int tag, VR vr, byte[] bytes) implements Element {}

    /** A sequence of items. */
    record Sequence(int tag, List<DataSet> items) implements Element {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public VR vr() {
            return VR.SQ;
        }
    }

    /** A value left in its file. */
    record Bulk(int tag, VR vr, BulkData data) implements Element {}

    /**
     * Encapsulated pixel data (PS3.5 section A.4): the Basic Offset Table, empty where the stream has none, and the
     * fragments after it.
     */
    record Encapsulated(int tag, VR vr, BulkData offsetTable, List<BulkData> fragments) implements Element {
        /** Copies the list. */
        public Encapsulated {
            fragments = List.copyOf(fragments);
        }
    }
}
