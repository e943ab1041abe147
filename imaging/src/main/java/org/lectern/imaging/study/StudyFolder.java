package org.lectern.imaging.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.part10.DicomFile;

/**
 * The studies of a folder outside the archive, by the headers of all files in it.
 *
 * @param refused files that are no DICOM objects or too damaged to read
 */
public record StudyFolder(StudyTree tree, List<Path> refused) {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_FILES = 1_000_000;

    /** Copies the list. */
    public StudyFolder {
        refused = List.copyOf(refused);
    }

    /**
     * Reads the headers in a folder and its folders, or that of a single file.
     *
     * @throws IOException when the folder itself cannot be read
     */
    public static StudyFolder read(Path folder, Parallel parallel) throws IOException {
        List<Path> files = files(folder);
        @Nullable Instance[] instances = new Instance[files.size()];
        parallel.forEach(files.size(), i -> instances[i] = instance(files.get(i)));
        List<Path> refused = new ArrayList<>();
        for (int i = 0; i < instances.length; i++) {
            if (instances[i] == null) {
                refused.add(files.get(i));
            }
        }
        List<Instance> read = Arrays.stream(instances).filter(Objects::nonNull).toList();
        return new StudyFolder(StudyTree.of(read), refused);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        try (Stream<Path> walk = Files.walk(folder, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile).limit(MAX_FILES).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static @Nullable Instance instance(Path file) {
        try {
            return Instance.of(DicomFile.readHeader(file));
        } catch (IOException e) {
            return null;
        }
    }
}
