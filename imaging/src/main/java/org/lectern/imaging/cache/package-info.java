/** Decoded frames and volumes off the heap under one budget; nobody else sees an arena. */
package org.lectern.imaging.cache;
