package org.lectern.imaging.dicomweb;

import java.nio.file.Path;

/** A file to send. */
record SentFile(Path path, String sopInstanceUid, long bytes) {}
