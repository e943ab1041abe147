/** JPEG XL, ISO/IEC 18181-1. */
package org.lectern.imaging.codec.jpegxl;
