package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.lectern.imaging.network.ObjectSink;

/** Keeps what arrives in a folder and remembers what is still open. */
final class FolderSink implements ObjectSink {
    private final Path folder;
    private final Map<String, Path> kept = new ConcurrentHashMap<>();
    private final Set<Path> open = ConcurrentHashMap.newKeySet();

    FolderSink(Path parent) throws IOException {
        folder = Files.createTempDirectory(parent, "sink");
    }

    @Override
    public Path newFile() throws IOException {
        Path file = Files.createTempFile(folder, "object", ".dcm");
        open.add(file);
        return file;
    }

    @Override
    public Outcome take(Received object) throws IOException {
        open.remove(object.file());
        if (kept.putIfAbsent(object.sopInstanceUid(), object.file()) == null) {
            return Outcome.STORED;
        }
        Files.delete(object.file());
        return Outcome.ALREADY_HERE;
    }

    @Override
    public void discard(Path file) {
        open.remove(file);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What was handed over, by SOP Instance UID. */
    Map<String, Path> kept() {
        return kept;
    }

    /** Files neither handed over nor discarded. */
    Set<Path> open() {
        return open;
    }

    /** Files that lie in the folder. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
