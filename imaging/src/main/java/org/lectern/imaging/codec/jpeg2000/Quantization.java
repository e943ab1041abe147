package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/**
 * The QCD or QCC parameters, T.800 A.6.4.
 *
 * @param derived whether all sub-bands follow from the first one (scalar derived)
 * @param exponents per sub-band in the order LL, HL, LH, HH, HL, …
 */
record Quantization(boolean derived, int guardBits, int[] exponents, int[] mantissas) {
    static Quantization read(Bytes bytes, int at, int end) throws CodecException {
        int style = bytes.u8(at);
        int kind = style & 0x1F;
        if (kind > 2) {
            throw new CodecException("Quantization style %d is not defined".formatted(kind), at);
        }
        int width = kind == 0 ? 1 : 2;
        int count = kind == 1 ? 1 : (end - at - 1) / width;
        if (count <= 0) {
            throw new CodecException("The quantization names no sub-band", at);
        }
        int[] exponents = new int[count];
        int[] mantissas = new int[count];
        for (int i = 0; i < count; i++) {
            int step = kind == 0 ? bytes.u8(at + 1 + i) << 8 : bytes.u16(at + 1 + 2 * i);
            exponents[i] = step >> 11;
            mantissas[i] = step & 0x7FF;
        }
        return new Quantization(kind == 1, style >> 5, exponents, mantissas);
    }

    /** Exponent of sub-band {@code index}, which belongs to {@code resolution}; T.800 equation E-5. */
    int exponent(int index, int resolution) throws CodecException {
        if (derived) {
            return Math.max(0, exponents[0] - Math.max(0, resolution - 1));
        }
        if (index >= exponents.length) {
            throw new CodecException("The quantization names %d sub-bands only".formatted(exponents.length), -1);
        }
        return exponents[index];
    }

    int mantissa(int index) {
        return mantissas[derived ? 0 : index];
    }
}
