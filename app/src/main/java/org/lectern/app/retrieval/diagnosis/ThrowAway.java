package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lectern.imaging.network.ObjectSink;

/** Takes objects, notes that they came, and deletes them with its folder. Safe for several threads. */
final class ThrowAway implements ObjectSink, AutoCloseable {
    private final Path folder;
    private String syntax = "";
    private int taken;

    ThrowAway(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path newFile() throws IOException {
        return Files.createTempFile(folder, "object", ".dcm");
    }

    @Override
    public synchronized Outcome take(Received object) throws IOException {
        syntax = WebLadder.syntax(object.file());
        taken++;
        Files.delete(object.file());
        return Outcome.STORED;
    }

    @Override
    public void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // goes with the folder
        }
    }

    /** How the last object was encoded. */
    synchronized String syntax() {
        return syntax;
    }

    synchronized int taken() {
        return taken;
    }

    @Override
    public void close() throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
