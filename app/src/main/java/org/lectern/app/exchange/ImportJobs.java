package org.lectern.app.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.importing.ImportProgress;
import org.lectern.imaging.archive.importing.ImportReport;
import org.lectern.imaging.archive.importing.Importer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports one after the other in the background. Safe for several threads; listeners hear on any thread. */
public final class ImportJobs {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);

    private final LocalArchive archive;
    private final ExecutorService io;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private Optional<Job> running = Optional.empty();

    /** Hears how an import goes. */
    public interface Listener {
        /** Called often. */
        void progressed(ImportProgress progress);

        /** Called once at the end. */
        void ended(ImportReport report);
    }

    private record Job(List<Path> sources, Listener listener, AtomicBoolean cancelled) {}

    /** Jobs that import into an archive. */
    public ImportJobs(LocalArchive archive, ExecutorService io) {
        this.archive = archive;
        this.io = io;
    }

    /** Imports, after those that wait already. */
    public void start(List<Path> sources, Listener listener) {
        synchronized (this) {
            waiting.add(new Job(List.copyOf(sources), listener, new AtomicBoolean()));
        }
        next();
    }

    /** Ends the import that is running; what it committed stays. */
    public synchronized void cancel() {
        running.ifPresent(job -> job.cancelled().set(true));
    }

    /** Ends everything. */
    public synchronized void cancelAll() {
        waiting.clear();
        cancel();
    }

    private void next() {
        Job job;
        synchronized (this) {
            if (running.isPresent() || waiting.isEmpty()) {
                return;
            }
            job = waiting.remove();
            running = Optional.of(job);
        }
        io.execute(() -> {
            Consumer<ImportReport> ended = job.listener()::ended;
            try {
                ended.accept(run(job));
            } finally {
                synchronized (this) {
                    running = Optional.empty();
                }
                next();
            }
        });
    }

    private ImportReport run(Job job) {
        try {
            return new Importer(archive, io)
                    .run(
                            job.sources(),
                            job.listener()::progressed,
                            () -> job.cancelled().get());
        } catch (IOException | RuntimeException e) {
            LOG.error("import ended early", e);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new ImportReport(0, 0, 0, 0, 0, Set.of(), List.of(), List.of(), Optional.of(why));
        }
    }
}
