package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is encrypted with an archive though it lies outside its folder. A folder: its files and their names. A file whose
 * name ends in {@code .sqlite}: the text in its tables. Any other file: all of it. With each file goes what a crash or a
 * repair leaves beside it ({@code .new}, {@code .aside-1}).
 */
record Companions(Path archive, List<String> entries) {
    private static final String DATABASE = ".sqlite";
    private static final String BESIDE = "(\\.new|\\.aside-[0-9]+)";

    private List<Path> paths() {
        return entries.stream().map(entry -> archive.resolve(entry).normalize()).toList();
    }

    private static boolean isDatabase(Path path) {
        return path.toString().endsWith(DATABASE);
    }

    /** The SQLite files that are there. */
    List<Path> databases() {
        return paths().stream()
                .filter(path -> isDatabase(path) && Files.isRegularFile(path))
                .toList();
    }

    /** The folders that are there, in which names are sealed too. */
    List<Path> folders() {
        return paths().stream().filter(Files::isDirectory).toList();
    }

    /** Other files that are there. */
    List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : paths()) {
            Path folder = path.getParent();
            if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
                continue;
            }
            Pattern name = Pattern.compile(
                    Pattern.quote(String.valueOf(path.getFileName())) + (isDatabase(path) ? BESIDE : BESIDE + "?"));
            try (Stream<Path> beside = Files.list(folder)) {
                beside.filter(file ->
                                name.matcher(String.valueOf(file.getFileName())).matches())
                        .filter(Files::isRegularFile)
                        .forEach(found::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return found;
    }

    /** Moves an SQLite file that is damaged out of the way, so that it is treated like any other file. */
    static void setAside(Path database, Disk disk) throws IOException {
        int n = 1;
        while (Files.exists(database.resolveSibling(database.getFileName() + ".aside-" + n))) {
            n++;
        }
        disk.move(database, database.resolveSibling(database.getFileName() + ".aside-" + n));
        for (String companion : List.of("-wal", "-shm", "-journal")) {
            disk.delete(database.resolveSibling(database.getFileName() + companion));
        }
    }
}
