package org.lectern.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** Writes objects as Part 10 files, explicit little-endian. */
record FolderWriter(Path folder, Parallel parallel, Consumer<Path> written) implements SampleWriter {
    @Override
    public void write(Path relative, DataSet object) throws IOException {
        Path file = folder.resolve(relative);
        Files.createDirectories(file.resolveSibling("."));
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(object, file);
        written.accept(file);
    }

    @Override
    public void writeStack(IntFunction<Path> name, int count, Maker maker) throws IOException {
        try {
            parallel.forEach(count, n -> {
                try {
                    write(name.apply(n), maker.make(n));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
