/** What a stored sample means: the Image Pixel Module (PS3.3 C.7.6.3) and the frames of an image. */
package org.lectern.imaging.pixel;
