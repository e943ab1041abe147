/** The protocol data units of the DICOM upper layer (PS3.8 section 9.3) as values, and their bytes. */
package org.lectern.imaging.dimse.pdu;
