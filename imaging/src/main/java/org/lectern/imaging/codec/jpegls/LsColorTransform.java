package org.lectern.imaging.codec.jpegls;

/** The reversible colour transforms of HP's encoder, announced by APP8 "mrfx"; arithmetic modulo the sample's range. */
enum LsColorTransform {
    NONE,
    HP1,
    HP2,
    HP3;

    /** Turns pixels back to red, green, blue. */
    void invert(int[][] lines, int columns, int range) {
        if (this == NONE) {
            return;
        }
        int mask = range - 1;
        for (int x = 1; x <= columns; x++) {
            int v1 = lines[0][x];
            int v2 = lines[1][x];
            int v3 = lines[2][x];
            int green = this == HP3 ? v1 - (v2 + v3 >> 2) + range / 4 & mask : v2;
            int red = (this == HP3 ? v3 : v1) + green - range / 2 & mask;
            int base = this == HP2 ? red + green >> 1 : green;
            lines[0][x] = red;
            lines[1][x] = green;
            lines[2][x] = (this == HP3 ? v2 : v3) + base - range / 2 & mask;
        }
    }
}
