package org.lectern.imaging.codec.jpeg2000;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.lectern.imaging.codec.EncodedFrame;

/**
 * Megabytes of decoded pixels for each second of the thread's CPU time, on a CT slice, a mammogram and a colour picture
 * that opj_compress and ojph_compress encode first: median of the rounds after warming up.
 */
final class Jpeg2000Benchmark {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    private Jpeg2000Benchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        CommandLineCodecs tools = new CommandLineCodecs(Files.createTempDirectory("benchmark"));
        for (TestPicture picture : new TestPicture[] {
            TestPicture.of(512, 512, 1, 16), TestPicture.of(3328, 4096, 1, 12), TestPicture.of(1024, 768, 3, 8)
        }) {
            measure("J2K lossless", picture, tools.openJpeg(picture, ""));
            measure("J2K 10:1", picture, tools.openJpeg(picture, "-I -r 10"));
            measure("HTJ2K lossless", picture, tools.openJph(picture, "-reversible true"));
        }
        try (var files = Files.list(tools.folder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(tools.folder());
    }

    private static void measure(String name, TestPicture picture, byte[] stream) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        MemorySegment samples =
                MemorySegment.ofArray(new byte[(int) picture.layout().frameBytes()]);
        int repeats = Math.max(1, (int) (8_000_000 / samples.byteSize()));
        double[] rates = new double[WARM_UP + ROUNDS];
        for (int round = 0; round < rates.length; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < repeats; i++) {
                new Jpeg2000Decoder().decode(EncodedFrame.of(stream), picture.layout(), samples);
            }
            long nanos = threads.getCurrentThreadCpuTime() - start;
            rates[round] = 1e3 * repeats * samples.byteSize() / nanos;
        }
        Arrays.sort(rates, WARM_UP, rates.length);
        System.out.printf(
                Locale.ROOT,
                "%-15s %-26s %8.1f MB/s, %d bytes%n",
                name,
                picture,
                rates[WARM_UP + ROUNDS / 2],
                stream.length);
    }
}
