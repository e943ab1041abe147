package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of its own that adds objects to an archive, to be killed or run beside another one. */
public final class ArchiveProcess {
    private ArchiveProcess() {}

    /** Arguments: the archive, the first number, how many. Prints a line for each commit: the last number committed. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        Path scratch = folder.resolveSibling("scratch-" + first);
        try (LocalArchive archive = LocalArchive.open(folder);
                ArchiveBatch batch = archive.batch()) {
            System.out.println("open");
            for (int i = first; i < first + count; i++) {
                batch.add(object(i).write(scratch.resolve(i + ".dcm")));
                if (i % 5 == 4) {
                    batch.commit();
                    System.out.println(i);
                }
            }
            batch.commit();
            System.out.println(first + count - 1);
        }
        System.out.println("end");
    }

    static TestObject object(int number) {
        return TestObject.of("DOE^Jane", "1", "1.2." + number / 20, "1.2.3." + number / 20, sop(number))
                .pixels(5000, number);
    }

    static String sop(int number) {
        return "1.2.3.4." + number;
    }

    static Process start(Path folder, int first, int count) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ArchiveProcess.class.getName(),
                folder.toString(),
                Integer.toString(first),
                Integer.toString(count)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
