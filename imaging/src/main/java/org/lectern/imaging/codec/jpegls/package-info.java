/** JPEG-LS lossless and near-lossless, ITU-T T.87. */
package org.lectern.imaging.codec.jpegls;
