package org.lectern.imaging.codec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;

/**
 * Decodes the first frame of each file named on the command line over and over: megabytes of decoded pixels for each
 * second of the thread's CPU time, median of what ran after warming up.
 */
final class DecodeBenchmark {
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 101;
    private static final long LONGEST_NANOS = 3_000_000_000L;

    private DecodeBenchmark() {}

    public static void main(String[] paths) throws IOException {
        for (String path : paths) {
            try (Arena arena = Arena.ofConfined();
                    ImagePixels pixels = ImagePixels.of(DicomFile.read(Path.of(path)))) {
                MemorySegment samples = arena.allocate(pixels.layout().frameBytes());
                run(pixels, samples, WARM_UP);
                double perSecond = samples.byteSize() * 1e3 / run(pixels, samples, ROUNDS);
                System.out.printf(Locale.ROOT, "%8.1f MB/s  %s%n", perSecond, path);
            }
        }
    }

    /** Median nanoseconds of a frame. */
    private static long run(ImagePixels pixels, MemorySegment samples, int rounds) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[rounds];
        int done = 0;
        for (long spent = 0; done < rounds && (done < 3 || spent < LONGEST_NANOS); done++) {
            long start = threads.getCurrentThreadCpuTime();
            pixels.decode(0, samples);
            nanos[done] = threads.getCurrentThreadCpuTime() - start;
            spent += nanos[done];
        }
        Arrays.sort(nanos, 0, done);
        return Math.max(1, nanos[done / 2]);
    }
}
