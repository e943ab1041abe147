package org.lectern.imaging.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** Reads the packets of one tile: which code-blocks they bring how many passes and bytes of (T.800 B.9, B.10). */
final class PacketReader implements PacketOrder.Visitor {
    private static final int SOP_BYTES = 6;
    private static final int MAX_MISSING_PLANES = 74;

    /** A piece of a code-block whose bytes follow the header. */
    private record Pending(CodeBlock block, int piece) {}

    private final TileStream stream;
    private final TileStyle tileStyle;
    private final PacketBits body;
    private final @Nullable PacketBits packed;
    private final List<Pending> pending = new ArrayList<>();
    private int nextPart;

    PacketReader(byte[] frame, TileStream stream) throws CodecException {
        this.stream = stream;
        this.tileStyle = stream.parameters().tileStyle();
        this.body = new PacketBits(frame, 0, 0);
        byte[] headers = stream.packedHeaders();
        this.packed = stream.hasPackedHeaders() ? new PacketBits(headers, 0, headers.length) : null;
    }

    @Override
    public void packet(Resolution resolution, int index, ComponentStyle style) throws CodecException {
        nextPartIfNeeded();
        if (tileStyle.sop()) {
            body.skipMarker(Markers.SOP, SOP_BYTES);
        }
        PacketBits bits = packed == null ? body : packed;
        pending.clear();
        if (bits.bit() == 1) {
            for (Subband band : resolution.bands) {
                header(bits, resolution, band, index, style);
            }
        }
        bits.align();
        if (tileStyle.eph()) {
            bits.skipMarker(Markers.EPH, 2);
        }
        int position = body.position();
        for (Pending next : pending) {
            int at = next.piece() * CodeBlock.PIECE;
            int length = next.block().pieces[at + 3];
            if (length > body.end() - position) {
                throw new CodecException("The JPEG 2000 stream ends within a code-block", position);
            }
            next.block().pieces[at + 2] = position;
            position += length;
        }
        body.seek(position, body.end());
    }

    private void nextPartIfNeeded() throws CodecException {
        while (body.position() >= body.end()) {
            if (nextPart == stream.parts().size()) {
                if (packed != null) {
                    return; // empty packets have no body
                }
                throw new CodecException("The JPEG 2000 stream ends before all packets have come", body.position());
            }
            TileStream.Part part = stream.parts().get(nextPart++);
            body.seek(part.start(), part.end());
        }
    }

    private void header(PacketBits bits, Resolution resolution, Subband band, int index, ComponentStyle style)
            throws CodecException {
        Precinct precinct = band.precinct(index);
        if (precinct == null) {
            Area area = resolution.precinct(index, band);
            if (area.isEmpty()) {
                return;
            }
            precinct = band.put(index, new Precinct(area, band));
        }
        int layer = resolution.layersRead[index];
        for (int i = 0; i < precinct.blocks.length; i++) {
            CodeBlock block = precinct.blocks[i];
            int x = i % precinct.blocksAcross;
            int y = i / precinct.blocksAcross;
            if (block.isIncluded() ? bits.bit() == 1 : precinct.inclusion.isBelow(x, y, layer + 1, bits)) {
                if (!block.isIncluded()) {
                    block.missingPlanes = precinct.planes.value(x, y, MAX_MISSING_PLANES, bits);
                }
                contribution(bits, block, style);
            }
        }
    }

    private void contribution(PacketBits bits, CodeBlock block, ComponentStyle style) throws CodecException {
        int passes = passes(bits);
        while (bits.bit() == 1) {
            block.lengthBits++;
        }
        if (block.lengthBits > 31) {
            throw new CodecException("A code-block's length has %d bits".formatted(block.lengthBits), bits.position());
        }
        if (style.has(ComponentStyle.HIGH_THROUGHPUT)) {
            highThroughputLengths(bits, block, passes);
        } else {
            lengths(bits, block, passes, style);
        }
    }

    /** T.800 table B.4. */
    private static int passes(PacketBits bits) throws CodecException {
        if (bits.bit() == 0) {
            return 1;
        }
        if (bits.bit() == 0) {
            return 2;
        }
        int more = bits.bits(2);
        if (more < 3) {
            return 3 + more;
        }
        more = bits.bits(5);
        return more < 31 ? 6 + more : 37 + bits.bits(7);
    }

    /** T.800 B.10.7: one length for each codeword segment that the packet brings passes of. */
    private void lengths(PacketBits bits, CodeBlock block, int count, ComponentStyle style) throws CodecException {
        int left = count;
        while (left > 0) {
            if (block.segments == 0 || block.segmentPasses == block.segmentLimit) {
                block.segmentLimit = segmentLimit(block, style);
                block.segmentPasses = 0;
                block.segments++;
            }
            int passes = Math.min(left, block.segmentLimit - block.segmentPasses);
            addPiece(bits, block, block.segments - 1, passes);
            block.segmentPasses += passes;
            left -= passes;
        }
    }

    private static int segmentLimit(CodeBlock block, ComponentStyle style) {
        if (style.has(ComponentStyle.TERMALL)) {
            return 1;
        }
        if (!style.has(ComponentStyle.BYPASS)) {
            return Integer.MAX_VALUE;
        }
        if (block.segments == 0) {
            return EbcotBlockDecoder.FIRST_BYPASS_PASS;
        }
        return block.segmentLimit == 2 ? 1 : 2;
    }

    /**
     * T.814 B.3: a cleanup segment, then one that holds both refinement passes. Passes in front of the first cleanup pass
     * are placeholders. Segment 2k is the cleanup of HT set k, 2k + 1 its refinement.
     */
    private void highThroughputLengths(PacketBits bits, CodeBlock block, int count) throws CodecException {
        int left = count;
        while (left > 0) {
            int first = block.passes % 3;
            int placeholders = block.passes == 0 ? (count - 1) / 3 * 3 : 0;
            int passes = first == 0 ? placeholders + 1 : Math.min(left, 3 - first);
            int set = (block.passes + placeholders) / 3;
            addPiece(bits, block, first == 0 ? 2 * set : 2 * set + 1, passes);
            left -= passes;
        }
    }

    private void addPiece(PacketBits bits, CodeBlock block, int segment, int passes) throws CodecException {
        int size = block.lengthBits + 31 - Integer.numberOfLeadingZeros(passes);
        if (size > 31) {
            throw new CodecException("A code-block's length has %d bits".formatted(size), bits.position());
        }
        int length = bits.bits(size);
        pending.add(new Pending(block, block.pieceCount));
        block.addPiece(segment, passes, 0, length);
        block.passes += passes;
    }
}
