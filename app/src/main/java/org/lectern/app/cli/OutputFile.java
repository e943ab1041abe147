package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a command writes: made beside its place first, so that a full disk neither leaves half of it nor takes an
 * older one.
 */
final class OutputFile {
    private OutputFile() {}

    /** Writes the whole file. */
    interface Writer {
        void write(Path file) throws IOException;
    }

    static void write(Path out, Writer writer) throws IOException {
        Path target = out.toAbsolutePath();
        Path folder = target.getParent();
        if (Files.isDirectory(target) || folder == null) {
            throw new IOException(out + " is a folder; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("the folder " + folder + " does not exist; make it first");
        }
        Path partial;
        try {
            partial = Files.createTempFile(folder, ".lectern-", ".part");
        } catch (IOException e) {
            throw new IOException(out + " cannot be written: " + reason(e), e);
        }
        try {
            try {
                writer.write(partial);
            } catch (FileSystemException e) {
                throw new IOException(out + " cannot be written: " + reason(e), e);
            } catch (IOException e) {
                throw Failures.isDiskFull(e) ? new IOException(out + ": " + Failures.explain(e), e) : e;
            }
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : Failures.explain(failure);
    }
}
