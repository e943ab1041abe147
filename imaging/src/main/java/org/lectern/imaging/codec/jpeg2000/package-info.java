/** JPEG 2000 and High-Throughput JPEG 2000, ITU-T T.800 and T.814. */
package org.lectern.imaging.codec.jpeg2000;
