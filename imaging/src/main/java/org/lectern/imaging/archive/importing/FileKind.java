package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the first bytes of a file say about it. */
enum FileKind {
    /** Has the preamble of PS3.10 section 7.1. */
    DICOM,
    /** Begins like a bare data set; only reading it can tell. */
    PERHAPS_DICOM,
    /** A ZIP archive. */
    ZIP,
    /** Nothing in it. */
    EMPTY,
    /** Something else. */
    OTHER;

    private static final int PREAMBLE = 128;

    /** As many bytes as {@link #of(byte[])} looks at. */
    static final int BYTES = PREAMBLE + 4;

    static FileKind of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(BYTES));
        }
    }

    static FileKind of(byte[] start) {
        if (start.length == 0) {
            return EMPTY;
        }
        if (start.length >= BYTES
                && start[PREAMBLE] == 'D'
                && start[PREAMBLE + 1] == 'I'
                && start[PREAMBLE + 2] == 'C'
                && start[PREAMBLE + 3] == 'M') {
            return DICOM;
        }
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return ZIP;
        }
        return start.length >= 8 && (beginsGroup(start[0], start[1]) || beginsGroup(start[1], start[0]))
                ? PERHAPS_DICOM
                : OTHER;
    }

    /** Group 0002 with or without the preamble, or group 0008, in which data sets begin. */
    private static boolean beginsGroup(byte low, byte high) {
        return high == 0 && (low == 2 || low == 8);
    }
}
