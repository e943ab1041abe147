package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/**
 * The SIZ marker segment, T.800 A.5.1: the reference grid, its tiles and the components.
 *
 * @param precision bits per sample of each component
 * @param stepX horizontal sub-sampling of each component (XRsiz)
 * @param stepY vertical sub-sampling of each component (YRsiz)
 */
record ImageSize(
        int x0,
        int y0,
        int x1,
        int y1,
        int tileX0,
        int tileY0,
        int tileWidth,
        int tileHeight,
        int[] precision,
        boolean[] signed,
        int[] stepX,
        int[] stepY) {

    private static final int MAX_COMPONENTS = 4;

    /** Reads the segment whose length field is at {@code at}. */
    static ImageSize read(Bytes bytes, int at) throws CodecException {
        int length = bytes.u16(at);
        bytes.require(at, length);
        int components = bytes.u16(at + 36);
        if (components == 0 || components > MAX_COMPONENTS || length != 38 + 3 * components) {
            throw new CodecException("SIZ names %d components in %d bytes".formatted(components, length), at);
        }
        int[] precision = new int[components];
        boolean[] signed = new boolean[components];
        int[] stepX = new int[components];
        int[] stepY = new int[components];
        for (int c = 0; c < components; c++) {
            int ssiz = bytes.u8(at + 38 + 3 * c);
            precision[c] = (ssiz & 0x7F) + 1;
            signed[c] = (ssiz & 0x80) != 0;
            stepX[c] = bytes.u8(at + 39 + 3 * c);
            stepY[c] = bytes.u8(at + 40 + 3 * c);
            if (precision[c] > 31 || stepX[c] == 0 || stepY[c] == 0) {
                throw new CodecException(
                        "SIZ gives component %d %d bits and sub-sampling %d × %d"
                                .formatted(c, precision[c], stepX[c], stepY[c]),
                        at);
            }
        }
        ImageSize size = new ImageSize(
                grid(bytes, at + 12),
                grid(bytes, at + 16),
                grid(bytes, at + 4),
                grid(bytes, at + 8),
                grid(bytes, at + 28),
                grid(bytes, at + 32),
                grid(bytes, at + 20),
                grid(bytes, at + 24),
                precision,
                signed,
                stepX,
                stepY);
        size.check(at);
        return size;
    }

    /** The grid may reach 2^32 - 1; what DICOM can describe ends at 65535, tile sizes beyond the image are equal to it. */
    private static int grid(Bytes bytes, int at) throws CodecException {
        return (int) Math.min(bytes.u32(at), 1 << 30);
    }

    private void check(int at) throws CodecException {
        boolean tilesFit = tileWidth > 0
                && tileHeight > 0
                && tileX0 <= x0
                && tileY0 <= y0
                && (long) tileX0 + tileWidth > x0
                && (long) tileY0 + tileHeight > y0;
        if (x1 <= x0 || y1 <= y0 || x1 >= 1 << 30 || y1 >= 1 << 30 || !tilesFit || tiles() > 65535) {
            throw new CodecException("SIZ describes an impossible grid or tiling", at);
        }
    }

    int components() {
        return precision.length;
    }

    int tilesAcross() {
        return (int) Math.ceilDiv((long) x1 - tileX0, (long) tileWidth);
    }

    long tiles() {
        return tilesAcross() * Math.ceilDiv((long) y1 - tileY0, (long) tileHeight);
    }

    /** A tile on the reference grid, T.800 equations B-7 to B-10. */
    Area tile(int index) {
        long p = index % tilesAcross();
        long q = index / tilesAcross();
        return new Area(
                (int) Math.max(tileX0 + p * tileWidth, x0),
                (int) Math.max(tileY0 + q * tileHeight, y0),
                (int) Math.min(tileX0 + (p + 1) * tileWidth, x1),
                (int) Math.min(tileY0 + (q + 1) * tileHeight, y1));
    }

    /** The part of component {@code c} that lies in an area of the reference grid, T.800 equation B-12. */
    Area component(Area grid, int c) {
        return new Area(
                Math.ceilDiv(grid.x0(), stepX[c]),
                Math.ceilDiv(grid.y0(), stepY[c]),
                Math.ceilDiv(grid.x1(), stepX[c]),
                Math.ceilDiv(grid.y1(), stepY[c]));
    }

    Area image() {
        return new Area(x0, y0, x1, y1);
    }
}
