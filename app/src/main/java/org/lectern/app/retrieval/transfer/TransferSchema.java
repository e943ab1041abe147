package org.lectern.app.retrieval.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the list of transfers and the way from each to the next, handed to Flyway as the local archive does
 * (imaging/docs/decisions/0003-schema-migrations.md).
 */
final class TransferSchema {
    private static final List<String> SCRIPTS = List.of("V1__transfers.sql");

    /** The version that this program reads and writes. */
    static final int VERSION = SCRIPTS.size();

    private TransferSchema() {}

    static void migrate(Path file) throws IOException {
        try {
            Flyway.configure(TransferSchema.class.getClassLoader())
                    .dataSource("jdbc:sqlite:" + file, null, null)
                    .resourceProvider(new Scripts())
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IOException(
                    "The list of transfers (%s) could not be brought to version %d. Is the disk full or read-only?"
                            .formatted(file, VERSION),
                    e);
        }
    }

    private static final class Scripts implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return SCRIPTS.contains(name) ? new Script(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return SCRIPTS.stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> (LoadableResource) new Script(name))
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = TransferSchema.class.getResourceAsStream("schema/" + name)) {
                if (script == null) {
                    throw new IllegalStateException("schema/" + name + " is missing from the program");
                }
                return new InputStreamReader(new ByteArrayInputStream(script.readAllBytes()), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException("schema/" + name + " cannot be read", e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
