package org.lectern.imaging.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.lectern.imaging.codec.CodecException;

/** The packet headers of all tile-parts where the main header holds them: PPM, T.800 A.7.4. */
final class PackedHeaders {
    private record Slice(int start, int end) {}

    private final Map<Integer, Slice> segments = new TreeMap<>();
    private final Deque<Slice> parts = new ArrayDeque<>();
    private byte[] all = {};
    private boolean used;
    private byte[] source = {};

    /** Takes the PPM segment whose length field is at {@code at}; Zppm tells its place. */
    void addMain(Bytes bytes, int at) throws CodecException {
        int end = at + bytes.u16(at);
        if (end < at + 3 || segments.put(bytes.u8(at + 2), new Slice(at + 3, end)) != null) {
            throw new CodecException("PPM is empty or repeated", at);
        }
        source = bytes.array();
        used = true;
    }

    /** Cuts what was collected into one piece for each tile-part (Nppm, Ippm). */
    void closeMain() throws CodecException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Slice slice : segments.values()) {
            joined.write(source, slice.start(), slice.end() - slice.start());
        }
        all = joined.toByteArray();
        int at = 0;
        while (at < all.length) {
            long length = -1;
            if (all.length - at >= 4) {
                length = (all[at] & 0xFFL) << 24
                        | (all[at + 1] & 0xFF) << 16
                        | (all[at + 2] & 0xFF) << 8
                        | all[at + 3] & 0xFF;
            }
            if (length < 0 || length > all.length - at - 4) {
                throw new CodecException("The packed packet headers (PPM) end early", -1);
            }
            parts.add(new Slice(at + 4, (int) (at + 4 + length)));
            at += 4 + (int) length;
        }
    }

    /** Gives the next tile-part's headers to its tile, if the main header has any. */
    void moveNextPart(TileStream tile) throws CodecException {
        if (!used) {
            return;
        }
        Slice next = parts.poll();
        if (next == null) {
            throw new CodecException("The packed packet headers (PPM) lack a tile-part", -1);
        }
        tile.addPackedHeaders(all, next.start(), next.end());
    }
}
