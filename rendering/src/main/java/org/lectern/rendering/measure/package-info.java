/** Lengths, angles and statistics of regions, with their unit and where it comes from. */
package org.lectern.rendering.measure;
