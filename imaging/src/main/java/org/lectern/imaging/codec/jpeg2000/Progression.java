package org.lectern.imaging.codec.jpeg2000;

/**
 * One run of packets, from the COD or from an entry of POC (T.800 A.6.6); upper bounds excluded.
 *
 * @param order 0 LRCP, 1 RLCP, 2 RPCL, 3 PCRL, 4 CPRL
 */
record Progression(
        int order, int resolutionStart, int resolutionEnd, int componentStart, int componentEnd, int layerEnd) {}
