package org.lectern.imaging.codec.jpeg2000;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What the code stream holds of one tile: its parameters and where its packets lie. */
final class TileStream {
    /** The packets of one tile-part. */
    record Part(int start, int end) {}

    private final Parameters parameters;
    private final List<Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream packedHeaders = new ByteArrayOutputStream();
    private boolean packed;

    TileStream(Parameters parameters) {
        this.parameters = parameters;
    }

    Parameters parameters() {
        return parameters;
    }

    List<Part> parts() {
        return parts;
    }

    void add(Part part) {
        parts.add(part);
    }

    /** Appends packet headers that were moved to PPM or PPT. */
    void addPackedHeaders(byte[] from, int start, int end) {
        packed = true;
        packedHeaders.write(from, start, end - start);
    }

    boolean hasPackedHeaders() {
        return packed;
    }

    byte[] packedHeaders() {
        return packedHeaders.toByteArray();
    }

    /** Bytes of packets, headers included: no more packets than this can follow, since each takes at least one. */
    long packetBytes() {
        long total = packedHeaders.size();
        for (Part part : parts) {
            total += part.end() - part.start();
        }
        return total;
    }
}
