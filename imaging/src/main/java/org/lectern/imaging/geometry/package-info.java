/** Image planes in the patient, frames of reference, orientation letters, and spacing with its provenance (PS3.3 C.7.6.2). */
package org.lectern.imaging.geometry;
