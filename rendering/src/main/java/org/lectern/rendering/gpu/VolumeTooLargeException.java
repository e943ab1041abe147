package org.lectern.rendering.gpu;

/** A volume does not fit the device; the device itself is well. */
final class VolumeTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    VolumeTooLargeException(String message) {
        super(message);
    }
}
