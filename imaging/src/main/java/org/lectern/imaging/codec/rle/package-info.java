/** RLE Lossless, PS3.5 Annex G. */
package org.lectern.imaging.codec.rle;
