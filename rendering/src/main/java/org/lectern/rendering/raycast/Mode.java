package org.lectern.rendering.raycast;

/** How the samples of a ray become one pixel. */
public enum Mode {
    /** As translucent matter, front to back. */
    COMPOSITE,
    /** Maximum intensity projection. */
    MIP,
    /** Minimum intensity projection. */
    MINIP
}
