package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The versions of the index and the way from each to the next. The version stands in SQLite's {@code user_version}, so that
 * an up-to-date index opens without Flyway.
 */
final class Schema {
    private static final SchemaScripts SCRIPTS = new SchemaScripts(
            List.of("V1__studies_series_instances.sql", "V2__cache.sql", "V3__keeping_and_withdrawing.sql"),
            name -> Schema.class.getResourceAsStream("schema/" + name));

    /** The version that this program reads and writes. */
    static final int VERSION = SCRIPTS.version();

    private Schema() {}

    /** Brings an index to {@link #VERSION}; a new one is made whole. */
    static void migrate(Path index) throws ArchiveException {
        migrate(index, VERSION);
    }

    static void migrate(Path index, int version) throws ArchiveException {
        try {
            SCRIPTS.migrate(index, version);
        } catch (IOException e) {
            throw new ArchiveException(
                    "The index of the archive (%s) could not be brought to version %d. Is the disk full or read-only?"
                            .formatted(index, VERSION),
                    e);
        }
    }
}
