/**
 * Files that only the holder of a key can read: a format of chunks sealed with AES-256-GCM, and a file system over a folder
 * of such files, so that whoever reads a {@link java.nio.file.Path} need not know (imaging/docs/archive.md).
 */
package org.lectern.imaging.encryption;
