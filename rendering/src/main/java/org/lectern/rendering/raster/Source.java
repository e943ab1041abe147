package org.lectern.rendering.raster;

/** Pixel values as floats to interpolate: one plane of modality values, or three of red, green and blue. */
interface Source {
    int rows();

    int columns();

    int planes();

    /** Reads a whole row, or a whole column where the picture lies on its side. */
    void readLine(boolean column, int line, float[][] planes);

    /** Adds a whole row or column, weighted. */
    void addLine(boolean column, int line, float weight, float[][] planes);

    float value(int plane, int column, int row);

    /** The colours of interpolated values. */
    void finish(float[][] planes, int begin, int end, int[] argb);

    /** The colour of a pixel as it is, not interpolated. */
    int exact(int column, int row);
}
