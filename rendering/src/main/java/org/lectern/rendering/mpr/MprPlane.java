package org.lectern.rendering.mpr;

/** The three linked planes of a multiplanar reading. */
public enum MprPlane {
    AXIAL,
    CORONAL,
    SAGITTAL
}
