package org.lectern.app.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchTest {
    @Test
    void everyBenchmarkHasANameOfItsOwnAndADescription() {
        List<Benchmark> all = Benchmarks.all();
        assertEquals(
                List.of(
                        "start", "header", "import", "decode", "view", "volume", "raycast", "memory", "network",
                        "receive", "query"),
                all.stream().map(Benchmark::name).toList());
        assertTrue(all.stream().noneMatch(benchmark -> benchmark.description().isBlank()));
    }

    @Test
    void aRatioAboveOneIsAheadOfThePeerWhicheverWayIsBetter() {
        Figure throughput = new Figure("header", 3000, "files/s", true, Optional.of(new Figure.Peer("dcmdump", 1500)));
        Figure delay = new Figure("volume", 100, "ms", false, Optional.of(new Figure.Peer("VTK", 250)));
        assertEquals(2.0, throughput.ratio().orElseThrow(), 1e-12);
        assertEquals(2.5, delay.ratio().orElseThrow(), 1e-12);
        assertFalse(Figure.alone("heap", 100, "MiB", false).ratio().isPresent());
    }

    @Test
    void aCodecNamesItsFilesWhereTheToolWantsThem() {
        Codec htj2k = Codec.ALL.getLast();
        assertArrayEquals(
                new String[] {"ojph_expand", "-i", "/a/x.j2c", "-o", "/a/x.pgm"},
                htj2k.decode(Path.of("/a/x.j2c"), Path.of("/a/x.pgm")));
        assertEquals("ojph_expand", htj2k.peer());
    }
}
