/** Planes and slabs through a volume, and the linked planes of a multiplanar reading. */
package org.lectern.rendering.mpr;
