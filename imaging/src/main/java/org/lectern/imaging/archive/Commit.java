package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.archive.Arrival.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One commit: what was staged becomes part of the archive, all or nothing.
 *
 * <p>Order: future places written to a manifest → within one transaction, moved into place and indexed → manifest gone.
 * Whatever a crash interrupts, {@link Opening} finishes or clears away. After a failure the objects lie where they lay
 * before, so that another commit can take them.
 */
final class Commit {
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);
    static final String MANIFEST = "manifest";

    private final Places places;
    private final ObjectStore store;
    private final Transaction transaction;
    private final Path folder;
    private final List<Staged> moved = new ArrayList<>();
    private final List<Staged> lost = new ArrayList<>();
    private final List<Staged> stuck = new ArrayList<>();
    private boolean isUnsure;

    /** Runs the work of a commit on the index, all or nothing. */
    interface Transaction {
        List<Arrival> run(LocalArchive.Indexing<List<Arrival>> work) throws IOException;
    }

    /** Where the index says that an object lies. */
    interface Places {
        Optional<String> of(String sopUid) throws IOException;
    }

    Commit(Places places, ObjectStore store, Transaction transaction, Path folder) {
        this.places = places;
        this.store = store;
        this.transaction = transaction;
        this.folder = folder;
    }

    /** Commits once; answers what became of each object. */
    List<Arrival> run(List<Staged> staged) throws IOException {
        String targets = String.join("\n", staged.stream().map(Staged::place).toList());
        store.disk().write(folder.resolve(MANIFEST), targets.getBytes(StandardCharsets.ISO_8859_1));
        List<Arrival> arrivals;
        try {
            arrivals = transaction.run(writer -> moveAndIndex(writer, staged));
        } catch (IOException | RuntimeException e) {
            takeBack();
            throw e;
        }
        clearAway(staged);
        return arrivals;
    }

    /** Deletes what was not moved, objects that were here already; what cannot be deleted is left to the next opening. */
    private void clearAway(List<Staged> staged) {
        try {
            for (Staged object : staged) {
                if (!object.file().equals(store.file(object.place()))) {
                    store.disk().delete(object.file());
                }
            }
            store.disk().delete(folder.resolve(MANIFEST));
        } catch (IOException e) {
            LOG.warn("archive: what a commit left could not be deleted", e);
        }
    }

    /** Whether the index could not be asked after a failure: folder and manifest must stay for the next opening. */
    boolean isUnsure() {
        return isUnsure;
    }

    /** What is no longer in the incoming folder after a failure: in the index after all, or not to be moved back. */
    List<Staged> lost() {
        return lost;
    }

    private List<Arrival> moveAndIndex(IndexWriter writer, List<Staged> staged) throws IOException, SQLException {
        List<Arrival> arrivals = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (Staged object : staged) {
            var stored = writer.placeOf(object.object().sopUid()).map(store::file);
            if (stored.isPresent() && Files.exists(stored.get())) {
                Likeness likeness = SameObject.likeness(object.file(), stored.get());
                if (likeness == Likeness.SAME && object.settled()) {
                    store.disk().force(stored.get()); // the one that is here may not lie on the medium yet
                }
                arrivals.add(object.as(likeness.imported()));
                continue;
            }
            writer.forget(object.object().sopUid()); // whose file is missing or damaged
            Path target = store.file(object.place());
            Path parent = Objects.requireNonNull(target.getParent());
            if (folders.add(parent)) {
                store.disk().makeFolder(parent);
            }
            moved.add(object);
            store.disk().move(object.file(), target);
            writer.add(object);
            arrivals.add(object.as(Outcome.STORED));
        }
        for (Path parent : folders) {
            store.disk().force(parent);
        }
        writer.finish();
        return arrivals;
    }

    /**
     * Moves back what a failed commit moved, save what the index lists: a commit may fail after it has taken effect. Where
     * the index cannot be asked, files and manifest stay for {@link Opening} to decide.
     */
    private void takeBack() throws IOException {
        for (Staged object : moved) {
            if (isListed(object)) {
                lost.add(object);
            } else if (Files.exists(store.file(object.place()))) {
                moveBack(object);
            }
        }
    }

    private void moveBack(Staged object) throws IOException {
        Path target = store.file(object.place());
        if (target.equals(object.file())) {
            return;
        }
        try {
            store.disk().move(target, object.file());
        } catch (IOException e) {
            LOG.warn("archive: an object could not be moved back after a failed commit", e);
            if (object.origin() == Origin.RECEIVED) {
                stuck.add(object); // its sender was told that it is safe: the manifest knows of it
            } else {
                lost.add(object);
                store.disk().delete(target);
            }
        }
    }

    /** An object as it lies after a failure. */
    Staged asItLies(Staged object) {
        return stuck.contains(object) ? object.at(store.file(object.place())) : object;
    }

    private boolean isListed(Staged object) {
        try {
            return places.of(object.object().sopUid())
                    .filter(object.place()::equals)
                    .isPresent();
        } catch (IOException e) {
            LOG.warn("archive: the index could not be asked after a failed commit; files stay", e);
            isUnsure = true;
            return true;
        }
    }
}
