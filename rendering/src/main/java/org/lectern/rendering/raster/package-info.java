/** Frames to screen pixels: resampling, the grayscale pipeline, overlays and shutters. */
package org.lectern.rendering.raster;
