package org.lectern.imaging.archive;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One stored object.
 *
 * @param file where it lies; stays readable until it is removed from the archive
 * @param frames 1 for objects without Number of Frames
 * @param rows 0 for objects without pixels
 * @param rejected whether a note rejected it for quality: shown crossed out, where the site shows such objects at all
 */
public record InstanceEntry(
        long id,
        long seriesId,
        String sopInstanceUid,
        String sopClassUid,
        String transferSyntaxUid,
        OptionalInt number,
        int frames,
        int rows,
        int columns,
        Path file,
        long bytes,
        Origin origin,
        boolean rejected) {}
