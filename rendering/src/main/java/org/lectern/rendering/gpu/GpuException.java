package org.lectern.rendering.gpu;

/** The graphics processor cannot do what was asked, in plain words; whoever asked draws on the processor instead. */
public final class GpuException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GpuException(String message) {
        super(message);
    }

    GpuException(String message, Throwable cause) {
        super(message, cause);
    }
}
