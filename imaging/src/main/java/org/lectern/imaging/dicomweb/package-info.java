/** The DICOMweb client (PS3.18): searching by QIDO-RS, fetching by WADO-RS, sending by STOW-RS. */
package org.lectern.imaging.dicomweb;
