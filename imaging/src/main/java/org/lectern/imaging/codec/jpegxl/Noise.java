package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** Synthetic film grain (ISO/IEC 18181-1 Annex K.5): strengths by intensity. */
record Noise(float[] strength) {
    static Noise read(BitReader in, Groups groups) throws CodecException {
        throw in.error("Synthetic noise is not supported (%d groups)".formatted(groups.count()));
    }

    void add(Plane[] planes, float[] chroma) throws CodecException {
        throw new CodecException("JPEG XL: Synthetic noise is not supported", planes.length - chroma.length);
    }
}
