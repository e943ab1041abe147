package org.lectern.rendering.raster;

/** Fills rows of the picture, one band's worth; keeps what neighbouring rows share. */
interface RowSampler {
    /** Writes the pixels of a row that lie on the image, leaving the others. */
    void sample(int y, int[] argb);
}
