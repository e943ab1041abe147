package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A disk whose n-th step fails, and every one after it. */
final class FailingDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final String words;
    private final boolean deletes;
    private int left;

    private FailingDisk(String words, boolean deletes, int steps) {
        this.words = words;
        this.deletes = deletes;
        this.left = steps;
    }

    /** A disk that is sound until it is told to fill up; a full disk can still delete. */
    static FailingDisk full() {
        return new FailingDisk("No space left on device", true, Integer.MAX_VALUE);
    }

    /** A disk that does nothing more at all after so many steps. */
    static FailingDisk withoutPowerAfter(int steps) {
        return new FailingDisk("the power is gone", false, steps);
    }

    void failAfter(int steps) {
        left = steps;
    }

    void mend() {
        left = Integer.MAX_VALUE;
    }

    private void step() throws IOException {
        if (left-- <= 0) {
            throw new IOException(words);
        }
    }

    @Override
    public void makeFolder(Path path) throws IOException {
        step();
        disk.makeFolder(path);
    }

    @Override
    public Path create(Path file) throws IOException {
        step();
        return disk.create(file);
    }

    @Override
    public long copy(Path source, Path target, CRC32C checksum) throws IOException {
        step();
        return disk.copy(source, target, checksum);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step();
        disk.write(file, content);
    }

    @Override
    public void force(Path path) throws IOException {
        step();
        disk.force(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step();
        disk.move(from, to);
    }

    @Override
    public long freeBytes(Path path) {
        return left > 0 ? Long.MAX_VALUE : 0;
    }

    @Override
    public void delete(Path file) throws IOException {
        if (!deletes) {
            step();
        }
        disk.delete(file);
    }
}
