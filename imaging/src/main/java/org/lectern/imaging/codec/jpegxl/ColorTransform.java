package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** From XYB or YCbCr to the colours of the image (ISO/IEC 18181-1 Annex L). */
record ColorTransform(ImageHeader image, boolean ycbcr) {
    private static final int BT709 = 1;
    private static final int LINEAR = 8;
    private static final int SRGB = 13;
    private static final int PQ = 16;
    private static final int DCI = 17;

    /** Transforms planes in place; of a grey image one is left. */
    Plane[] apply(Plane[] planes) throws CodecException {
        if (planes.length == 3) {
            if (image.xyb()) {
                fromXyb(planes);
            } else if (ycbcr) {
                fromYcbcr(planes);
            }
        }
        return image.colorChannels() == 1 && planes.length == 3 ? new Plane[] {planes[1]} : planes;
    }

    private static void fromYcbcr(Plane[] planes) {
        Plane cb = planes[0];
        Plane luma = planes[1];
        Plane cr = planes[2];
        for (int y = 0; y < luma.height(); y++) {
            for (int x = 0; x < luma.width(); x++) {
                float light = luma.get(x, y) + 128 / 255f;
                float blue = cb.get(x, y);
                float red = cr.get(x, y);
                cb.set(x, y, light + 1.402f * red);
                luma.set(x, y, light - 0.3441363f * blue - 0.7141363f * red);
                cr.set(x, y, light + 1.772f * blue);
            }
        }
    }

    private void fromXyb(Plane[] planes) throws CodecException {
        ColorEncoding color = image.color();
        image.opsin().toLinear(planes[0].data(), planes[1].data(), planes[2].data(), image.intensityTarget());
        if (!color.primaries().isSrgb()) {
            convert(planes, color.primaries().fromSrgb());
        }
        for (int c = 0; c < 3; c++) {
            if (color.gray() ? c == 1 : true) {
                encode(planes[c].data(), color, image.intensityTarget());
            }
        }
    }

    private static void encode(float[] samples, ColorEncoding color, float nits) throws CodecException {
        if (color.gamma() > 0) {
            power(samples, color.gamma() * 1e-7);
            return;
        }
        switch (color.transfer()) {
            case LINEAR -> {}
            case SRGB -> srgb(samples);
            case BT709 -> {
                for (int i = 0; i < samples.length; i++) {
                    float light = samples[i];
                    samples[i] = light < 0.018f ? 4.5f * light : (float) (1.099 * Math.pow(light, 0.45) - 0.099);
                }
            }
            case DCI -> power(samples, 1 / 2.6);
            case PQ -> perceptual(samples, nits / 10000);
            default ->
                throw new CodecException(
                        "JPEG XL: Transfer function %d is not supported with XYB".formatted(color.transfer()), -1);
        }
    }

    private static void convert(Plane[] planes, double[] matrix) {
        float[] red = planes[0].data();
        float[] green = planes[1].data();
        float[] blue = planes[2].data();
        for (int i = 0; i < red.length; i++) {
            double r = red[i];
            double g = green[i];
            double b = blue[i];
            red[i] = (float) (matrix[0] * r + matrix[1] * g + matrix[2] * b);
            green[i] = (float) (matrix[3] * r + matrix[4] * g + matrix[5] * b);
            blue[i] = (float) (matrix[6] * r + matrix[7] * g + matrix[8] * b);
        }
    }

    /** SMPTE ST 2084. */
    private static void perceptual(float[] samples, double scale) {
        for (int i = 0; i < samples.length; i++) {
            double power = Math.pow(Math.max(0, samples[i] * scale), 2610.0 / 16384);
            samples[i] =
                    (float) Math.pow((3424.0 / 4096 + 2413.0 / 128 * power) / (1 + 2392.0 / 128 * power), 2523.0 / 32);
        }
    }

    private static void power(float[] samples, double exponent) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = samples[i] <= 0 ? 0 : (float) Math.pow(samples[i], exponent);
        }
    }

    private static void srgb(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            float light = samples[i];
            samples[i] = light <= 0.0031308f ? 12.92f * light : (float) (1.055 * Math.pow(light, 1 / 2.4) - 0.055);
        }
    }
}
