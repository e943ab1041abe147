/** Volumes: the slices of a display set as one grid of voxels off the heap, and where it lies in the patient. */
package org.lectern.rendering.volume;
