package org.lectern.rendering.volume;

/** How a voxel is stored. */
public enum SampleType {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    FLOAT32(4);

    private final int bytes;

    SampleType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one voxel. */
    public int bytes() {
        return bytes;
    }
}
