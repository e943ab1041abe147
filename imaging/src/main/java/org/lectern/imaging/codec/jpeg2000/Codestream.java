package org.lectern.imaging.codec.jpeg2000;

import java.util.Map;
import java.util.TreeMap;
import org.lectern.imaging.codec.CodecException;

/**
 * The headers of a code stream, T.800 Annex A: the main header, then the tile-parts, sorted into their tiles.
 *
 * <p>The main header is read first and alone, so that the image size can be refused before anything else is believed.
 */
final class Codestream {
    private static final int SOT_BYTES = 12;

    private final Bytes bytes;
    private final ImageSize size;
    private final Parameters main;
    private final PackedHeaders packedHeaders = new PackedHeaders();
    private final Map<Integer, TileStream> tiles = new TreeMap<>();
    private int position;

    private Codestream(Bytes bytes, int start) throws CodecException {
        this.bytes = bytes;
        if (bytes.u16(start + 2) != Markers.SIZ) {
            throw new CodecException("SIZ does not follow SOC", start + 2);
        }
        this.size = ImageSize.read(bytes, start + 4);
        this.main = new Parameters(size.components(), null);
        this.position = start + 4 + bytes.u16(start + 4);
        readMainHeader();
    }

    /** Reads the main header. */
    static Codestream open(Bytes bytes) throws CodecException {
        return new Codestream(bytes, Jp2Boxes.codestream(bytes));
    }

    ImageSize size() {
        return size;
    }

    Bytes bytes() {
        return bytes;
    }

    /** The tiles in order of their index, complete after {@link #readTileParts}. */
    Map<Integer, TileStream> tiles() {
        return tiles;
    }

    /** Levels that may be discarded from every tile and component. */
    int minimumLevels() throws CodecException {
        int minimum = 32;
        for (TileStream tile : tiles.values()) {
            minimum = Math.min(minimum, tile.parameters().minimumLevels());
        }
        return minimum;
    }

    private void readMainHeader() throws CodecException {
        while (true) {
            int marker = bytes.u16(position);
            if (marker == Markers.SOT) {
                packedHeaders.closeMain();
                return;
            }
            int at = segment(marker);
            if (marker == Markers.PPM) {
                packedHeaders.addMain(bytes, at);
            } else {
                main.read(marker, bytes, at);
            }
        }
    }

    /** Steps over the marker segment at the position and answers where its length field is. */
    private int segment(int marker) throws CodecException {
        int at = position + 2;
        if (marker < 0xFF01 || marker >= 0xFF30 && marker <= 0xFF3F || marker == Markers.SOD || marker == Markers.EOC) {
            throw new CodecException("Marker %04X where a marker segment belongs".formatted(marker), position);
        }
        int length = bytes.u16(at);
        if (length < 2) {
            throw new CodecException("Marker segment %04X has length %d".formatted(marker, length), at);
        }
        bytes.require(at, length);
        position = at + length;
        return at;
    }

    /** Collects the tile-parts up to EOC or the end of the data, which must have brought every tile. */
    void readTileParts() throws CodecException {
        if (size.tiles() * (SOT_BYTES + 2) > bytes.length()) {
            throw new CodecException(
                    "%d tiles cannot fit in %d bytes".formatted(size.tiles(), bytes.length()), position);
        }
        while (bytes.length() - position >= SOT_BYTES && bytes.u16(position) == Markers.SOT) {
            readTilePart();
        }
        if (tiles.size() < size.tiles()) {
            throw new CodecException(
                    "The stream ends with %d of %d tiles".formatted(tiles.size(), size.tiles()), position);
        }
    }

    private void readTilePart() throws CodecException {
        int start = position;
        int index = bytes.u16(start + 4);
        long length = bytes.u32(start + 6);
        if (bytes.u16(start + 2) != 10 || index >= size.tiles() || length != 0 && length < SOT_BYTES + 2) {
            throw new CodecException("Impossible tile-part header of tile %d".formatted(index), start);
        }
        // A length beyond the data is forgiven here: if packets are missing, reading them will tell.
        int end = length == 0 ? bytes.length() : (int) Math.min(start + length, bytes.length());
        position = start + SOT_BYTES;

        TileStream tile = tiles.computeIfAbsent(index, i -> new TileStream(new Parameters(size.components(), main)));
        int marker = bytes.u16(position);
        while (marker != Markers.SOD) {
            int at = segment(marker);
            if (marker == Markers.PPT) {
                if (position < at + 3) {
                    throw new CodecException("PPT is empty", at);
                }
                tile.addPackedHeaders(bytes.array(), at + 3, position);
            } else {
                tile.parameters().read(marker, bytes, at);
            }
            marker = bytes.u16(position);
        }
        position += 2;
        packedHeaders.moveNextPart(tile);
        if (end < position) {
            throw new CodecException("A tile-part is shorter than its header", start);
        }
        tile.add(new TileStream.Part(position, end));
        position = end;
    }
}
