/** Encapsulated frames to stored samples (PS3.5 section 8.2 and Annex A.4), one sub-package per standard. */
package org.lectern.imaging.codec;
