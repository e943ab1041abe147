package org.lectern.rendering.raster;

import org.lectern.imaging.grayscale.OverlayBitmap;

/** An overlay in one colour, {@code 0xAARRGGBB} not premultiplied. */
public record OverlayLayer(OverlayBitmap bitmap, int argb) {}
