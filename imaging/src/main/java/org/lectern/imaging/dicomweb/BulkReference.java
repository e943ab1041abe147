package org.lectern.imaging.dicomweb;

import java.net.URI;

/**
 * Where a value that the metadata left out is to be had.
 *
 * @param tag the element, whatever its depth
 * @param uri absolute
 */
public record BulkReference(int tag, URI uri) {}
