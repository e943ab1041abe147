/** JPEG baseline, extended, progressive and lossless, ITU-T T.81. */
package org.lectern.imaging.codec.jpeg;
