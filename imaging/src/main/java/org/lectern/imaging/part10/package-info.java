/** DICOM files and streams to data sets and back (PS3.10, PS3.5 section 7). */
package org.lectern.imaging.part10;
