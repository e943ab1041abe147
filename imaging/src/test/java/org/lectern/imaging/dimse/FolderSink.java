package org.lectern.imaging.dimse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lectern.imaging.network.ObjectSink;

/** Keeps what arrives in a folder, and counts what was begun and not ended. */
final class FolderSink implements ObjectSink {
    private final Path folder;
    private final Map<String, Path> taken = new TreeMap<>();
    private final Set<Path> open = new HashSet<>();
    private final List<String> senders = new ArrayList<>();
    private int count;

    FolderSink(Path parent) throws IOException {
        this.folder = Files.createTempDirectory(parent, "sink");
    }

    @Override
    public synchronized Path newFile() throws IOException {
        Path file = Files.createFile(folder.resolve("arrival-" + count++));
        open.add(file);
        return file;
    }

    @Override
    public synchronized Outcome take(Received object) {
        open.remove(object.file());
        senders.add(object.from());
        return taken.putIfAbsent(object.sopInstanceUid(), object.file()) == null
                ? Outcome.STORED
                : Outcome.ALREADY_HERE;
    }

    @Override
    public synchronized void discard(Path file) {
        open.remove(file);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was handed over, by SOP Instance UID. */
    synchronized Map<String, Path> taken() {
        return Map.copyOf(taken);
    }

    /** Files that were neither handed over nor discarded. */
    synchronized int openFiles() {
        return open.size();
    }

    /** Files in the folder. */
    long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    synchronized List<String> senders() {
        return List.copyOf(senders);
    }
}
