package org.lectern.imaging.archive;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Starts programs of the tests' own in other processes, quickly: their classes come from an archive (JEP 350) that the first
 * start of a program lays down by running it once to its end. Such an archive takes classes from jars only, so the folders
 * of the class path are put into one.
 */
final class ChildJvm {
    private final Path folder;
    private final List<String> command = new ArrayList<>();

    private ChildJvm(Path folder) {
        this.folder = folder;
    }

    /** A starter of this program, trained by running it with these arguments, which must let it end by itself. */
    static ChildJvm trained(Path folder, Class<?> program, String... arguments) throws IOException {
        ChildJvm child = new ChildJvm(Files.createDirectories(folder));
        Path classes = folder.resolve("classes.jsa");
        child.command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + classes,
                "-cp",
                child.classPath(),
                program.getName()));
        int exit;
        try {
            exit = child.start(arguments).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (exit != 0) {
            throw new IOException(program + " ended with " + exit);
        }
        child.command.replaceAll(
                part -> part.startsWith("-XX:ArchiveClassesAtExit") ? "-XX:SharedArchiveFile=" + classes : part);
        return child;
    }

    /** Starts it; its output is to be read. */
    Process start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String classPath() throws IOException {
        List<Path> parts = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> !part.isEmpty())
                .map(Path::of)
                .toList();
        Path jar = folder.resolve("classes.jar");
        Set<String> there = new LinkedHashSet<>();
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
            out.setLevel(0);
            for (Path part : parts) {
                if (Files.isDirectory(part)) {
                    add(part, out, there);
                }
            }
        }
        return String.join(
                File.pathSeparator,
                Stream.concat(Stream.of(jar), parts.stream().filter(Files::isRegularFile))
                        .map(Path::toString)
                        .toList());
    }

    private static void add(Path part, ZipOutputStream out, Set<String> there) throws IOException {
        try (Stream<Path> walk = Files.walk(part)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                String name = part.relativize(file).toString().replace(File.separatorChar, '/');
                if (there.add(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
