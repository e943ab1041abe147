/** Associations: the state machine, negotiation and exchange of messages of the DICOM upper layer (PS3.8). */
package org.lectern.imaging.dimse.association;
