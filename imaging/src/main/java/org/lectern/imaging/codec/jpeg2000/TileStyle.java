package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/** How a tile's packets are laid out: the Scod and SGcod parameters of COD, T.800 tables A.13 and A.14. */
record TileStyle(int progression, int layers, boolean componentTransform, boolean sop, boolean eph) {
    static TileStyle read(Bytes bytes, int at) throws CodecException {
        int scod = bytes.u8(at + 2);
        int progression = bytes.u8(at + 3);
        int layers = bytes.u16(at + 4);
        int transform = bytes.u8(at + 6);
        if (progression > 4 || layers == 0) {
            throw new CodecException("COD names progression %d and %d layers".formatted(progression, layers), at);
        }
        if (transform > 1) {
            throw new CodecException("The multiple component transformations of Part 2 are not supported", at);
        }
        return new TileStyle(progression, layers, transform == 1, (scod & 2) != 0, (scod & 4) != 0);
    }
}
