/** What DIMSE and DICOMweb share: how work is cancelled, where objects that arrive go, how a failure is told. */
package org.lectern.imaging.network;
