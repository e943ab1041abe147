package org.lectern.imaging.dimse;

/**
 * How a query ended.
 *
 * @param isCutOff whether there were more answers than the limit
 * @param unsupportedKeys whether the peer ignored some of the keys (status FF01)
 */
public record FindEnd(int answers, boolean isCutOff, boolean unsupportedKeys) {}
