package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** How a token and the raw bits after it make an integer (ISO/IEC 18181-1 Annex C.2.3). */
record HybridUint(int splitExponent, int msb, int lsb) {
    static HybridUint parse(BitReader in, int logAlphabet) throws CodecException {
        int split = in.bits(BitReader.bitsFor(logAlphabet + 1));
        if (split > logAlphabet) {
            throw in.error("A split exponent is too large");
        }
        if (split == logAlphabet) {
            return new HybridUint(split, 0, 0);
        }
        int msb = in.bits(BitReader.bitsFor(split + 1));
        if (msb > split) {
            throw in.error("An integer configuration is impossible");
        }
        int lsb = in.bits(BitReader.bitsFor(split - msb + 1));
        if (msb + lsb > split) {
            throw in.error("An integer configuration is impossible");
        }
        return new HybridUint(split, msb, lsb);
    }

    /** The unsigned integer that starts with this token. */
    int read(BitReader in, int token) throws CodecException {
        int split = 1 << splitExponent;
        if (token < split) {
            return token;
        }
        int count = splitExponent - msb - lsb + (token - split >>> msb + lsb);
        if (count > 31) {
            throw in.error("An integer has more than 32 bits");
        }
        int low = token & (1 << lsb) - 1;
        int high = token >>> lsb & (1 << msb) - 1 | 1 << msb;
        return (high << count | in.bits(count)) << lsb | low;
    }
}
