package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** A program of its own that adds objects to an archive, to be killed or run beside another one. */
public final class ArchiveProcess {
    private ArchiveProcess() {}

    /**
     * Arguments: the archive, the first number, how many, {@code quiet} or {@code telling}. Prints a line for each commit: the
     * last number committed; when it is to tell, also each step to the disk.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        Path scratch = folder.resolveSibling("scratch-" + first);
        Disk disk = arguments[3].equals("telling") ? TellingDisk.toOutput() : new LocalDisk();
        try (LocalArchive archive = LocalArchive.open(folder, disk, InstantSource.system());
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
}
