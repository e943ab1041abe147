package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lectern.app.Threads;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** The sample studies that a new user finds in the list. */
final class SampleStudies {
    /** Quick ones first, so that the list fills at once. */
    private static final List<Sample> ORDER = List.of(
            Sample.ECG,
            Sample.US_CINE,
            Sample.CT_TILT,
            Sample.CT_CHEST,
            Sample.SR,
            Sample.PDF,
            Sample.MR_HEAD,
            Sample.DX_CHEST,
            Sample.MAMMOGRAPHY);

    private final Folders folders;
    private final Path scratch;

    SampleStudies(Folders folders) {
        this.folders = folders;
        this.scratch = folders.archive().resolveSibling("samples-being-imported");
    }

    /** Whether this is the first start: the samples have never been offered before. */
    boolean areWanted() {
        return !Files.exists(marker());
    }

    /**
     * Makes the samples one after the other, to be imported.
     *
     * @param made told of the folder of each as soon as it is complete
     */
    void write(Threads threads, Consumer<Path> made) throws IOException {
        clear();
        Files.createDirectories(scratch);
        Parallel parallel = Parallel.on(threads.pool(), threads.size());
        for (Sample sample : ORDER) {
            sample.write(scratch, parallel, file -> {});
            made.accept(scratch.resolve(sample.label()));
        }
        Files.createDirectories(folders.configuration());
        Files.writeString(
                marker(), "The sample studies have been offered; delete this file to be offered them again.\n");
    }

    /** How many imports the samples make. */
    static int count() {
        return ORDER.size();
    }

    /** Deletes what was written. */
    void clear() throws IOException {
        if (!Files.isDirectory(scratch)) {
            return;
        }
        try (Stream<Path> written = Files.walk(scratch)) {
            for (Path path : written.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path marker() {
        return folders.configuration().resolve("samples-offered");
    }
}
