package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lectern.imaging.archive.SchemaScripts;

/** The versions of the list of transfers and the way from each to the next. */
final class TransferSchema {
    private static final SchemaScripts SCRIPTS = new SchemaScripts(
            List.of("V1__transfers.sql"), name -> TransferSchema.class.getResourceAsStream("schema/" + name));

    /** The version that this program reads and writes. */
    static final int VERSION = SCRIPTS.version();

    private TransferSchema() {}

    static void migrate(Path file) throws IOException {
        SCRIPTS.migrate(file, VERSION);
    }
}
