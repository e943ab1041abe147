package org.lectern.imaging.dicomweb;

import java.nio.file.Path;

/**
 * A frame, or another bulk value, as it came.
 *
 * @param number from 1; 1 for a bulk value
 * @param mediaType such as {@code application/octet-stream} or {@code image/jls}
 * @param transferSyntaxUid as the server says; empty where it says nothing
 */
public record Frame(int number, String mediaType, String transferSyntaxUid, Path file, long bytes) {
    /** Where frames go. */
    public interface Target {
        /** A new empty file for a frame. */
        Path newFile(int number) throws java.io.IOException;

        /** Takes a whole frame over. */
        void take(Frame frame) throws java.io.IOException;
    }
}
