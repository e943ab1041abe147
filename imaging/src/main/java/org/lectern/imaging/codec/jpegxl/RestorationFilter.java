package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/**
 * RestorationFilter (ISO/IEC 18181-1 Annex J.1).
 *
 * @param gaborish whether to smooth
 * @param smoothing weights of side and corner neighbours of each channel
 * @param iterations of the edge-preserving filter
 * @param sharpness by block sharpness, quantization multiplier included
 */
record RestorationFilter(
        boolean gaborish,
        float[] smoothing,
        int iterations,
        float[] sharpness,
        float[] channelScale,
        float[] sigma,
        float sigmaForModular) {
    private static final float SIDE = 0.115169525f;
    private static final float CORNER = 0.061248593f;
    static final RestorationFilter DEFAULT = new RestorationFilter(
            true, defaultSmoothing(), 2, curve(0.46f), defaultScale(), new float[] {0.46f, 0.9f, 6.5f, 2 / 3f}, 1);

    /** Factor of the first step's sigma. */
    float firstSigma() {
        return sigma[1];
    }

    /** Factor of the last step's sigma. */
    float lastSigma() {
        return sigma[2];
    }

    /** Factor of differences at the border of a block. */
    float borderFactor() {
        return sigma[3];
    }

    static RestorationFilter read(BitReader in, boolean modular) throws CodecException {
        if (in.bool()) {
            return DEFAULT;
        }
        boolean gaborish = in.bool();
        float[] smoothing = defaultSmoothing();
        if (gaborish && in.bool()) {
            read(in, smoothing);
            for (int c = 0; c < 3; c++) {
                if (Math.abs(1 + 4 * (smoothing[2 * c] + smoothing[2 * c + 1])) < 1e-8) {
                    throw in.error("The weights of the smoothing filter add up to nothing");
                }
            }
        }
        int iterations = in.bits(2);
        float[] curve = curve(1);
        float[] scale = defaultScale();
        float[] sigma = DEFAULT.sigma.clone();
        float sigmaForModular = 1;
        if (iterations > 0) {
            if (!modular && in.bool()) {
                read(in, curve);
            }
            if (in.bool()) {
                read(in, scale);
                in.bits(32);
            }
            if (in.bool()) {
                sigma[0] = modular ? sigma[0] : in.f16();
                sigma[1] = in.f16();
                sigma[2] = in.f16();
                sigma[3] = in.f16();
            }
            sigmaForModular = modular ? in.f16() : 1;
        }
        in.skipExtensions();
        for (int i = 0; i < curve.length; i++) {
            curve[i] *= sigma[0];
        }
        return new RestorationFilter(gaborish, smoothing, iterations, curve, scale, sigma, sigmaForModular);
    }

    private static void read(BitReader in, float[] values) throws CodecException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.f16();
        }
    }

    private static float[] defaultSmoothing() {
        return new float[] {SIDE, CORNER, SIDE, CORNER, SIDE, CORNER};
    }

    private static float[] defaultScale() {
        return new float[] {40, 5, 3.5f};
    }

    private static float[] curve(float factor) {
        float[] curve = new float[8];
        for (int i = 0; i < 8; i++) {
            curve[i] = factor * i / 7;
        }
        return curve;
    }
}
