package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The real disk, with a line about each step before it is done, so that whoever listens can pull the plug then. */
record TellingDisk(Disk disk, PrintStream out) implements Disk {
    /** What is printed for a step. */
    static final String STEP = "step";

    static Disk toOutput() {
        return new TellingDisk(new LocalDisk(), System.out);
    }

    private void tell() {
        out.println(STEP);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        disk.makeFolder(folder);
    }

    @Override
    public Path create(Path file) throws IOException {
        tell();
        return disk.create(file);
    }

    @Override
    public long copy(Path source, Path target, CRC32C checksum) throws IOException {
        tell();
        return disk.copy(source, target, checksum);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        tell();
        disk.write(file, content);
    }

    @Override
    public void force(Path path) throws IOException {
        tell();
        disk.force(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        tell();
        disk.move(from, to);
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
        return disk.freeBytes(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        tell();
        disk.delete(file);
    }
}
