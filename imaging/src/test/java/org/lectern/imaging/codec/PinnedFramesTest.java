package org.lectern.imaging.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PinnedFramesTest {
    private static final int MUTATIONS = 1000;

    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.PinnedFrame#all")
    void samplesAreThoseOfOtherToolkits(PinnedFrame pinned) throws CodecException {
        assertArrayEquals(pinned.samples(), Layouts.decode(pinned.decoder(), pinned.frame(), pinned.layout(), 0x55));
    }

    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.PinnedFrame#all")
    void halfAFrameIsRefused(PinnedFrame pinned) {
        byte[] half = Arrays.copyOf(pinned.frame(), pinned.frame().length * 3 / 4);
        assertThrows(CodecException.class, () -> Layouts.decode(pinned.decoder(), half, pinned.layout(), 0));
    }

    /** Nothing but a CodecException may escape, and nothing of what the memory held before may show. */
    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.PinnedFrame#all")
    void aDamagedFrameIsDecodedOrRefusedTheSameEachTime(PinnedFrame pinned) {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] mutated = mutate(pinned.frame(), new Random(seed));
            assertEquals(verdict(pinned, mutated, 0), verdict(pinned, mutated, 0x77), "seed " + seed);
        }
    }

    private static String verdict(PinnedFrame pinned, byte[] frame, int before) {
        try {
            return HexFormat.of().formatHex(Layouts.decode(pinned.decoder(), frame, pinned.layout(), before));
        } catch (CodecException e) {
            return e.getMessage();
        }
    }

    private static byte[] mutate(byte[] frame, Random random) {
        byte[] mutated = frame.clone();
        int kind = random.nextInt(4);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (kind) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutated[at] = (byte) 0xff;
                default -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
            }
        }
        return mutated;
    }
}
