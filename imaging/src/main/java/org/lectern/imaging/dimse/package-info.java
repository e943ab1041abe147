/**
 * DIMSE (PS3.7, PS3.8, PS3.4): what a peer can be asked, {@link org.lectern.imaging.dimse.DimseClient}, and what we answer,
 * {@link org.lectern.imaging.dimse.DimseServer}.
 */
package org.lectern.imaging.dimse;
