package org.lectern.imaging.geometry;

/**
 * A patient point seen from an image plane.
 *
 * @param column column index, the centre of the first column at 0
 * @param row row index, the centre of the first row at 0
 * @param distanceMm signed distance from the plane, along its normal
 */
public record ImagePoint(double column, double row, double distanceMm) {}
