package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.Instance;

/**
 * Seeded damage to whole objects in many transfer syntaxes, from the file to the picture: each is shown, shown in part or
 * refused with a reason; the same way twice; in bounded time and memory. The number of mutations is the system property
 * {@code lectern.mutations}, 1,000 by default.
 */
final class MutatedObjectsTest {
    private static final int MUTATIONS = Integer.getInteger("lectern.mutations", 1_000);
    private static final int FIRST_SEED = Integer.getInteger("lectern.seed", 0);
    private static final long MOST_READING_BYTES = 64L << 20;
    private static final long MOST_NANOSECONDS = 2_000_000_000L;
    private static final byte[][] INTERESTING = {
        {-1, -1, -1, -1},
        {0, 0, 0, 0},
        {-1, -1, -1, 0x7F},
        {0, 0, 0, (byte) 0x80},
        {1, 0, 0, 0},
        {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0},
        {(byte) 0xFE, (byte) 0xFF, 0x0D, (byte) 0xE0},
        {(byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0},
        {'S', 'Q', 0, 0},
        {'9', '9', '9', '9'},
        {'1', 'e', '9', '9'},
        {'-', '.', '0', '\\'},
        {'N', 'a', 'N', ' '},
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    /** The makers of PDF complain at length about damaged ones. */
    private static final Logger PDF = Logger.getLogger("org.apache.pdfbox");

    private final Map<String, String> escaped = new TreeMap<>();
    private long slowest;
    private String slowestName = "";
    private long most;
    private String mostName = "";

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void damageIsShownOrRefusedTheSameWayTwiceInBoundedTimeAndMemory() throws Exception {
        PDF.setLevel(Level.OFF);
        Bases bases = Bases.in(folder);
        List<Map.Entry<String, byte[]>> made = List.copyOf(bases.made().entrySet());
        List<Map.Entry<String, byte[]>> all = new ArrayList<>(made);
        all.addAll(bases.real().entrySet());
        List<Instance> companions = companions();
        for (Map.Entry<String, byte[]> base : all) {
            examine(base.getValue(), base.getKey() + " as it is", companions);
        }
        int refused = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            Random random = new Random(seed);
            List<Map.Entry<String, byte[]>> from = seed % 2 == 0 ? made : all;
            Map.Entry<String, byte[]> base = from.get(random.nextInt(from.size()));
            String verdict =
                    examine(mutate(base.getValue(), random), "seed " + seed + " of " + base.getKey(), companions);
            refused += verdict.contains("image:") ? 0 : 1;
        }
        String figures =
                "%d mutations of %d files in %d transfer syntaxes, %d refused; slowest %d ms (%s); most read %d KiB (%s)"
                        .formatted(
                                MUTATIONS,
                                all.size(),
                                bases.syntaxes().size(),
                                refused,
                                slowest / 1_000_000,
                                slowestName,
                                most >> 10,
                                mostName);
        System.out.println(figures);
        assertEquals(Map.of(), escaped, figures);
        assertTrue(slowest < MOST_NANOSECONDS, figures);
        assertTrue(most < MOST_READING_BYTES, figures);
        assertTrue(bases.syntaxes().size() >= 4, figures);
    }

    /** Three whole slices beside the one that is damaged, so that stacks and volumes are made with it. */
    private List<Instance> companions() throws IOException {
        List<Instance> companions = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            Path file = folder.resolve("companion" + i + ".dcm");
            new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                    .write(
                            Bases.gray(i == 1 ? "1.2.3.1" : "1.2.3.9" + i)
                                    .text(Tag.InstanceNumber, Integer.toString(i + 1))
                                    .text(Tag.ImagePositionPatient, "0", "0", Integer.toString(i))
                                    .build(),
                            file);
            companions.add(Instance.of(DicomFile.read(file)));
        }
        return companions;
    }

    private String examine(byte[] bytes, String name, List<Instance> companions) throws IOException {
        Path file = Files.write(folder.resolve("mutated.dcm"), bytes);
        try {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                DicomFile.read(file);
            } catch (IOException expected) {
                assertTrue(expected.getMessage() != null, name);
            }
            long read = THREADS.getCurrentThreadAllocatedBytes() - before - bytes.length;
            if (read > most) {
                most = read;
                mostName = name;
            }
            long start = THREADS.getCurrentThreadCpuTime();
            String first = new Chain(file, folder.resolve("picture.png"), companions).verdict();
            long time = THREADS.getCurrentThreadCpuTime() - start;
            if (time > slowest) {
                slowest = time;
                slowestName = name;
            }
            String second = new Chain(file, folder.resolve("picture.png"), companions).verdict();
            if (!first.equals(second)) {
                escaped.putIfAbsent("two verdicts", name + "\n" + first + "\n---\n" + second);
            }
            return first;
        } catch (RuntimeException | Error e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = Arrays.stream(trace)
                    .filter(frame -> frame.getClassName().startsWith("org.lectern"))
                    .limit(3)
                    .map(Object::toString)
                    .toList()
                    .toString();
            escaped.putIfAbsent(e.getClass().getName() + " " + where, name + ": " + e.getMessage());
            return "";
        }
    }

    private static byte[] mutate(byte[] base, Random random) {
        byte[] bytes = base.clone();
        for (int change = 1 + random.nextInt(4); change > 0; change--) {
            int start = random.nextInt(4) == 0 ? 0 : Math.min(132, bytes.length - 1);
            int at = start + random.nextInt(bytes.length - start);
            int count = Math.min(bytes.length - at, 1 + random.nextInt(64));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> {
                    byte[] value = INTERESTING[random.nextInt(INTERESTING.length)];
                    System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
                }
                case 3 -> bytes = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = spliced(bytes, at, at + count);
                default -> bytes = spliced(bytes, at + count, at);
            }
        }
        return bytes;
    }

    /** The bytes up to one place and from another: a piece taken out, or one repeated. */
    private static byte[] spliced(byte[] bytes, int to, int from) {
        byte[] spliced = Arrays.copyOf(bytes, Math.max(1, to + bytes.length - from));
        System.arraycopy(bytes, from, spliced, to, Math.min(bytes.length - from, spliced.length - to));
        return spliced;
    }
}
