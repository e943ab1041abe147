package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.lectern.imaging.network.ObjectSink;

/** Writes what arrives into files of a scratch folder, and keeps them or not. */
final class ScratchSink implements ObjectSink {
    private final Path folder;
    private final boolean keeps;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger objects = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    ScratchSink(Path folder, boolean keeps) {
        this.folder = folder;
        this.keeps = keeps;
    }

    int objects() {
        return objects.get();
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    public Path newFile() throws IOException {
        return Files.createFile(folder.resolve(numbers.incrementAndGet() + ".dcm"));
    }

    @Override
    public Outcome take(Received object) throws IOException {
        bytes.addAndGet(Files.size(object.file()));
        objects.incrementAndGet();
        if (!keeps) {
            Files.delete(object.file());
        }
        return Outcome.STORED;
    }

    @Override
    public void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // deleted with the folder
        }
    }
}
