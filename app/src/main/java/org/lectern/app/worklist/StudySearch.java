package org.lectern.app.worklist;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/** Searches the archive in the background; the newest question wins, answers to older ones are dropped. */
public final class StudySearch {
    private final LocalArchive archive;
    private final Executor io;
    private final Executor screen;
    private final AtomicLong newest = new AtomicLong();

    /**
     * A search.
     *
     * @param io runs the question
     * @param screen runs what receives the answer
     */
    public StudySearch(LocalArchive archive, Executor io, Executor screen) {
        this.archive = archive;
        this.io = io;
        this.screen = screen;
    }

    /** Asks; one of the two consumers hears on the screen's executor, unless a newer question comes before. */
    public void ask(StudyQuery query, Consumer<List<StudyEntry>> found, Consumer<String> failed) {
        long number = newest.incrementAndGet();
        io.execute(() -> {
            if (number != newest.get()) {
                return;
            }
            try {
                List<StudyEntry> studies = archive.studies(query);
                answer(number, () -> found.accept(studies));
            } catch (IOException e) {
                answer(number, () -> failed.accept(String.valueOf(e.getMessage())));
            }
        });
    }

    private void answer(long number, Runnable answer) {
        screen.execute(() -> {
            if (number == newest.get()) {
                answer.run();
            }
        });
    }
}
