package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.jpegxl.DequantMatrices.Parameters;

/** Parameters of the default dequantization matrices (ISO/IEC 18181-1 Annex I.6.3). */
final class DefaultMatrices {
    private static final float[][] DCT4_BANDS = {{2200, 0, 0, 0}, {392, 0, 0, 0}, {112, -0.25f, -0.25f, -0.5f}};
    private static final float[][] DCT4X8_BANDS = {
        {2198.0505f, -0.96269625f, -0.7619425f, -0.65511405f},
        {764.36554f, -0.926302f, -0.967523f, -0.2784529f},
        {527.10754f, -1.4594386f, -1.4500821f, -1.5843723f}
    };
    private static final float[][] LARGE = {
        {-1.025f, -0.78f, -0.65012f, -0.19041574f, -0.20819396f, -0.421064f, -0.32733846f},
        {-0.30419582f, -0.36330363f, -0.3566038f, -0.34430745f, -0.33699593f, -0.30180866f, -0.27321684f},
        {-1.2f, -1.2f, -0.8f, -0.7f, -0.7f, -0.4f, -0.5f}
    };

    private DefaultMatrices() {}

    static Parameters[] all() {
        return new Parameters[] {
            bands(new float[][] {
                {3150, 0, -0.4f, -0.4f, -0.4f, -2}, {560, 0, -0.3f, -0.3f, -0.3f, -0.3f}, {512, -2, -1, 0, -1, -2}
            }),
            values(1, new float[][] {{280, 3160, 3160}, {60, 864, 864}, {18, 200, 200}}),
            values(2, new float[][] {
                {3840, 2560, 1280, 640, 480, 300}, {960, 640, 320, 180, 140, 120}, {640, 320, 128, 64, 32, 16}
            }),
            new Parameters(3, DCT4_BANDS, new float[][] {{1, 1}, {1, 1}, {1, 1}}, new float[3][0]),
            dct16(),
            dct32(),
            dct16x8(),
            dct32x8(),
            dct32x16(),
            new Parameters(4, DCT4X8_BANDS, new float[][] {{1}, {1}, {1}}, new float[3][0]),
            afv(),
            large(23966.166f, 8380.191f, 4493.024f),
            large(15358.898f, 5597.3604f, 2919.9617f),
            large(47932.332f, 16760.383f, 8986.048f),
            large(30717.797f, 11194.721f, 5839.9233f),
            large(95864.664f, 33520.766f, 17972.096f),
            large(61435.594f, 24209.441f, 12979.847f)
        };
    }

    private static Parameters bands(float[][] bands) {
        return new Parameters(6, bands, new float[3][0], new float[3][0]);
    }

    private static Parameters values(int mode, float[][] values) {
        return new Parameters(mode, new float[3][0], values, new float[3][0]);
    }

    private static Parameters large(float... first) {
        float[][] bands = new float[3][8];
        for (int c = 0; c < 3; c++) {
            bands[c][0] = first[c];
            System.arraycopy(LARGE[c], 0, bands[c], 1, 7);
        }
        return bands(bands);
    }

    private static Parameters afv() {
        return new Parameters(
                5,
                DCT4X8_BANDS,
                new float[][] {
                    {3072, 3072, 256, 256, 256, 414, 0, 0, 0},
                    {1024, 1024, 50, 50, 50, 58, 0, 0, 0},
                    {384, 384, 12, 12, 12, 22, -0.25f, -0.25f, -0.25f}
                },
                DCT4_BANDS);
    }

    private static Parameters dct16() {
        return bands(new float[][] {
            {8996.873f, -1.3000778f, -0.4942453f, -0.43909377f, -0.6350102f, -0.9017726f, -1.6162099f},
            {3191.4836f, -0.67424583f, -0.80745816f, -0.4492584f, -0.3586544f, -0.3132239f, -0.37615025f},
            {1157.504f, -2.0531423f, -1.4f, -0.5068713f, -0.4270873f, -1.4856834f, -4.920914f}
        });
    }

    private static Parameters dct32() {
        return bands(new float[][] {
            {15718.408f, -1.025f, -0.98f, -0.9012f, -0.4f, -0.48819396f, -0.421064f, -0.27f},
            {7305.7637f, -0.8041958f, -0.76330364f, -0.5566038f, -0.49785304f, -0.43699592f, -0.40180868f, -0.27321684f
            },
            {3803.5317f, -3.0607336f, -2.041327f, -2.023565f, -0.54953897f, -0.4f, -0.4f, -0.3f}
        });
    }

    private static Parameters dct16x8() {
        return bands(new float[][] {
            {7240.7734f, -0.7f, -0.7f, -0.2f, -0.2f, -0.2f, -0.5f},
            {1448.1547f, -0.5f, -0.5f, -0.5f, -0.2f, -0.2f, -0.2f},
            {506.85413f, -1.4f, -0.2f, -0.5f, -0.5f, -1.5f, -3.6f}
        });
    }

    private static Parameters dct32x8() {
        return bands(new float[][] {
            {16283.249f, -1.7812846f, -1.6309059f, -1.0382179f, -0.85f, -0.7f, -0.9f, -1.2360638f},
            {5089.1577f, -0.3200494f, -0.3536285f, -0.3034f, -0.61f, -0.5f, -0.5f, -0.6f},
            {3397.7761f, -0.32132736f, -0.3450762f, -0.7034f, -0.9f, -1, -1, -1.1754606f}
        });
    }

    private static Parameters dct32x16() {
        return bands(new float[][] {
            {13844.971f, -0.971138f, -0.658f, -0.42026f, -0.22712f, -0.2206f, -0.226f, -0.6f},
            {4798.964f, -0.6112531f, -0.8377079f, -0.7901486f, -0.26927274f, -0.38272768f, -0.22924222f, -0.20719099f},
            {1807.2369f, -1.2f, -1.2f, -0.7f, -0.7f, -0.7f, -0.4f, -0.5f}
        });
    }
}
