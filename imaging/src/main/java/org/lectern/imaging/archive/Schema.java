package org.lectern.imaging.archive;

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
 * The versions of the index and the way from each to the next.
 *
 * <p>The version stands in SQLite's {@code user_version}, so that an up-to-date index opens without Flyway. The scripts
 * are handed to Flyway one by one, because its own search for them does not see into named modules
 * (docs/decisions/0003-schema-migrations.md).
 */
final class Schema {
    private static final List<String> SCRIPTS =
            List.of("V1__studies_series_instances.sql", "V2__cache.sql", "V3__keeping_and_withdrawing.sql");

    /** The version that this program reads and writes. */
    static final int VERSION = SCRIPTS.size();

    private Schema() {}

    /** Brings an index to {@link #VERSION}; a new one is made whole. */
    static void migrate(Path index) throws ArchiveException {
        migrate(index, VERSION);
    }

    static void migrate(Path index, int version) throws ArchiveException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource("jdbc:sqlite:" + index, null, null)
                    .resourceProvider(new Scripts())
                    .loggers("slf4j")
                    .target(Integer.toString(version))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ArchiveException(
                    "The index of the archive (%s) could not be brought to version %d. Is the disk full or read-only?"
                            .formatted(index, VERSION),
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
            InputStream script = Schema.class.getResourceAsStream("schema/" + name);
            if (script == null) {
                throw new IllegalStateException("schema/" + name + " is missing from the program");
            }
            try {
                return new InputStreamReader(
                        new java.io.ByteArrayInputStream(script.readAllBytes()), StandardCharsets.UTF_8);
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
