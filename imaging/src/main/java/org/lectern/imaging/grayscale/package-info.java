/** What a stored value looks like: modality, VOI and presentation transformations, palettes, overlays and shutters. */
package org.lectern.imaging.grayscale;
