package org.lectern.imaging.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * SQL scripts that bring an SQLite file from one version to the next. They are handed to Flyway one by one, because its own
 * search for them does not see into named modules (docs/decisions/0003-schema-migrations.md).
 */
public final class SchemaScripts {
    private final List<String> names;
    private final Function<String, @Nullable InputStream> opener;

    /**
     * Scripts.
     *
     * @param names {@code V1__what_it_makes.sql} and so on, without a gap
     * @param opener finds one by its name; null where it is missing, as a class's resources answer
     */
    public SchemaScripts(List<String> names, Function<String, @Nullable InputStream> opener) {
        this.names = List.copyOf(names);
        this.opener = opener;
    }

    /** The version after the last script. */
    public int version() {
        return names.size();
    }

    /**
     * Brings a file to a version; one that is not there is made.
     *
     * @throws IOException when a script fails
     */
    public void migrate(Path file, int version) throws IOException {
        try {
            Flyway.configure(SchemaScripts.class.getClassLoader())
                    .dataSource("jdbc:sqlite:" + file, null, null)
                    .resourceProvider(new Scripts())
                    .loggers("slf4j")
                    .target(Integer.toString(version))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IOException(
                    "%s could not be brought to version %d. Is the disk full or read-only?".formatted(file, version),
                    e);
        }
    }

    private final class Scripts implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return names.contains(name) ? new Script(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return names.stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> (LoadableResource) new Script(name))
                    .toList();
        }
    }

    private final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = opener.apply(name)) {
                if (script == null) {
                    throw new IllegalStateException(name + " is missing from the program");
                }
                return new InputStreamReader(new ByteArrayInputStream(script.readAllBytes()), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new IllegalStateException(name + " cannot be read", e);
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
