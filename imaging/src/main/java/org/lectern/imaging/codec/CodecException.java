package org.lectern.imaging.codec;

import java.io.IOException;

/** A frame that cannot be decoded: what is wrong and at which byte of the encoded frame. */
public final class CodecException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /**
     * A malformed or unsupported code stream.
     *
     * @param offset bytes from the start of the encoded frame, or -1 where no place can be named
     */
    public CodecException(String message, long offset) {
        super(offset < 0 ? message : message + " (byte " + offset + " of the frame)");
        this.offset = offset;
    }

    /** Bytes from the start of the encoded frame, or -1. */
    public long offset() {
        return offset;
    }
}
