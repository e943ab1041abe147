package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * OpsinInverseMatrix (ISO/IEC 18181-1 Annex L.2): from XYB to linear light, and the biases of quantized coefficients.
 *
 * @param numbers the matrix by rows, three opsin biases, three quantization biases and the bias numerator
 */
record Opsin(float... numbers) {
    static final Opsin DEFAULT = new Opsin(
            11.031567f,
            -9.866944f,
            -0.16462299f,
            -3.2541473f,
            4.4187703f,
            -0.16462299f,
            -3.6588514f,
            2.712923f,
            1.9459282f,
            -0.0037930734f,
            -0.0037930734f,
            -0.0037930734f,
            1 - 0.054650072f,
            1 - 0.0700545f,
            1 - 0.049935102f,
            0.145f);

    static Opsin read(BitReader in) throws CodecException {
        if (in.bool()) {
            return DEFAULT;
        }
        float[] numbers = new float[16];
        for (int i = 0; i < 16; i++) {
            numbers[i] = in.f16();
        }
        return new Opsin(numbers);
    }

    /** What a quantized coefficient of a channel most probably was before quantization (Annex F.3). */
    float unquantized(int coefficient, int channel) {
        if (coefficient >= -1 && coefficient <= 1) {
            return coefficient * numbers[12 + channel];
        }
        return coefficient - numbers[15] / coefficient;
    }

    /** Turns X, Y and B into linear red, green and blue, 1 at the intensity target. */
    void toLinear(float[] x, float[] y, float[] b, float intensityTarget) {
        float[] m = new float[9];
        for (int i = 0; i < 9; i++) {
            m[i] = numbers[i] * 255 / intensityTarget;
        }
        float biasL = numbers[9];
        float biasM = numbers[10];
        float biasS = numbers[11];
        float rootL = (float) Math.cbrt(biasL);
        float rootM = (float) Math.cbrt(biasM);
        float rootS = (float) Math.cbrt(biasS);
        for (int i = 0; i < x.length; i++) {
            float l = y[i] + x[i] - rootL;
            float mid = y[i] - x[i] - rootM;
            float s = b[i] - rootS;
            l = l * l * l + biasL;
            mid = mid * mid * mid + biasM;
            s = s * s * s + biasS;
            x[i] = m[0] * l + m[1] * mid + m[2] * s;
            y[i] = m[3] * l + m[4] * mid + m[5] * s;
            b[i] = m[6] * l + m[7] * mid + m[8] * s;
        }
    }
}
