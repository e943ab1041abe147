package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What the archive does to the disk, so that tests can let each single step fail. */
interface Disk {
    /** Makes a folder that only its owner may enter, and those above it. */
    void makeFolder(Path folder) throws IOException;

    /** Makes an empty file that only its owner may read. */
    Path create(Path file) throws IOException;

    /** Copies a file into a new one that only its owner may read, adding its bytes to the checksum. */
    long copy(Path source, Path target, CRC32C checksum) throws IOException;

    /** Writes a small file, whole or not at all, and waits until it lies on the medium. */
    void write(Path file, byte[] content) throws IOException;

    /** Waits until the file or folder lies on the medium. */
    void force(Path path) throws IOException;

    /** Moves a file within the archive in one step, replacing one that is there. */
    void move(Path from, Path to) throws IOException;

    /** How many bytes can still be written below the folder. */
    long freeBytes(Path folder) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;
}
