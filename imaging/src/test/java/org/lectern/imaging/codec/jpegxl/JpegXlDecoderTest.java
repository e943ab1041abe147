package org.lectern.imaging.codec.jpegxl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.Layouts;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

class JpegXlDecoderTest {
    private static final int MUTATIONS = 1000;

    private final JpegXlDecoder decoder = new JpegXlDecoder();

    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.jpegxl.PinnedJxl#all")
    void samplesAreThoseOfTheReferenceDecoder(PinnedJxl pinned) throws CodecException {
        byte[] actual = Layouts.decode(decoder, pinned.frame(), pinned.layout(), 0x55);
        PinnedJxl.assertClose(pinned.samples(), actual, pinned.layout().sampleBytes(), pinned.tolerance());
    }

    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.jpegxl.PinnedJxl#all")
    void aTruncatedFrameIsRefused(PinnedJxl pinned) {
        byte[] most = Arrays.copyOf(pinned.frame(), pinned.frame().length * 3 / 4);
        assertThrows(CodecException.class, () -> Layouts.decode(decoder, most, pinned.layout(), 0));
    }

    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.jpegxl.PinnedJxl#all")
    void aPaddingByteAfterTheFrameIsNoDamage(PinnedJxl pinned) throws CodecException {
        byte[] padded = Arrays.copyOf(pinned.frame(), pinned.frame().length + 1);
        byte[] actual = Layouts.decode(decoder, padded, pinned.layout(), 0x55);
        PinnedJxl.assertClose(pinned.samples(), actual, pinned.layout().sampleBytes(), pinned.tolerance());
    }

    /** Nothing but a CodecException may escape, and nothing of what the memory held before may show. */
    @ParameterizedTest
    @MethodSource("org.lectern.imaging.codec.jpegxl.PinnedJxl#all")
    void aDamagedFrameIsDecodedOrRefusedTheSameEachTime(PinnedJxl pinned) {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            byte[] mutated = mutate(pinned.frame(), new Random(seed));
            assertEquals(verdict(pinned, mutated, 0), verdict(pinned, mutated, 0x77), "seed " + seed);
        }
    }

    @Test
    void aStreamOfAnotherSizeIsRefusedBeforeItIsDecoded() throws IOException {
        PinnedJxl pinned = PinnedJxl.named("lossless-grey-8");
        PixelLayout other = Layouts.grey(22, 26, 8, 8);
        CodecException refusal =
                assertThrows(CodecException.class, () -> Layouts.decode(decoder, pinned.frame(), other, 0));
        assertTrue(String.valueOf(refusal.getMessage()).contains("26 × 21"), refusal.getMessage());
    }

    @Test
    void colorWhereTheDataSetHasOneSampleIsRefused() throws IOException {
        PinnedJxl pinned = PinnedJxl.named("lossless-color");
        PixelLayout grey = Layouts.grey(21, 26, 8, 8);
        assertThrows(CodecException.class, () -> Layouts.decode(decoder, pinned.frame(), grey, 0));
    }

    @Test
    void sixteenBitsDoNotFitIntoEight() throws IOException {
        PinnedJxl pinned = PinnedJxl.named("lossless-grey-12-in-16");
        PixelLayout narrow = Layouts.grey(21, 26, 8, 8);
        assertThrows(CodecException.class, () -> Layouts.decode(decoder, pinned.frame(), narrow, 0));
    }

    @Test
    void recompressedJpegYieldsRgbWhateverTheDataSetCallsIt() throws IOException {
        PinnedJxl pinned = PinnedJxl.named("jpeg-420");
        PixelLayout layout = Layouts.colour(21, 26, 3, 8, PhotometricInterpretation.YBR_FULL_422);
        assertEquals(PhotometricInterpretation.RGB, photometric(pinned, layout));
    }

    @Test
    void losslessSamplesAreWhatTheDataSetCallsThem() throws IOException {
        PinnedJxl pinned = PinnedJxl.named("lossless-color");
        PixelLayout layout = Layouts.colour(21, 26, 3, 8, PhotometricInterpretation.YBR_FULL);
        assertEquals(PhotometricInterpretation.YBR_FULL, photometric(pinned, layout));
    }

    /** A header and nothing more that promises 26000 × 26000 samples. */
    @Test
    void anImageThatNoMemoryHoldsIsRefusedBeforeItIsDecoded() {
        assumeTrue(Runtime.getRuntime().maxMemory() < 1L << 34, "a very large heap");
        byte[] lie = HexFormat.of().parseHex("ff0a7c2c2303");
        PixelLayout layout = Layouts.colour(26000, 26000, 3, 8, PhotometricInterpretation.RGB);
        CodecException refusal = assertThrows(
                CodecException.class, () -> decoder.decode(EncodedFrame.of(lie), layout, MemorySegment.NULL));
        assertTrue(String.valueOf(refusal.getMessage()).contains("memory"), refusal.getMessage());
    }

    @Test
    void noStreamAtAllIsRefused() {
        PixelLayout layout = Layouts.grey(1, 1, 8, 8);
        assertThrows(CodecException.class, () -> Layouts.decode(decoder, new byte[0], layout, 0));
    }

    private PhotometricInterpretation photometric(PinnedJxl pinned, PixelLayout layout) throws CodecException {
        MemorySegment samples = MemorySegment.ofArray(new byte[(int) layout.frameBytes()]);
        return decoder.decode(EncodedFrame.of(pinned.frame()), layout, samples);
    }

    private String verdict(PinnedJxl pinned, byte[] frame, int before) {
        try {
            return HexFormat.of().formatHex(Layouts.decode(decoder, frame, pinned.layout(), before));
        } catch (CodecException e) {
            return String.valueOf(e.getMessage());
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
