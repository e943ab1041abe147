package org.lectern.imaging.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamSizeTest {
    private static EncodedFrame frame(String hex) {
        return EncodedFrame.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "FFD8 FFC0 000B 08 0102 0304 01011100, 772, 258",
        "FFD8 FFE0 0004 AAAA FFFF C3 000B 08 0102 0304 01011100, 772, 258",
        "FFD8 FFF7 000B 08 0010 0020 01011100, 32, 16",
        "FFD8 FFC4 0003 00 FFC1 000B 0C 0000 0020 01011100, 32, 0",
        "FF4F FF51 0029 0000 00000030 00000020 00000010 00000008 00000001, 32, 24",
    })
    void theSizeIsThatOfTheStream(String hex, long columns, long rows) {
        assertEquals(Optional.of(new StreamSize(columns, rows)), StreamSize.of(frame(hex)));
    }

    @ParameterizedTest
    @CsvSource({"''", "FFD8", "FFD8 FFDA 0004 AAAA 000000000000", "FFD8 FFE0 0001 00000000000000", "00112233445566"})
    void whatNamesNoSizeHasNone(String hex) {
        assertEquals(Optional.empty(), StreamSize.of(frame(hex)));
    }

    @Test
    void bytesAreFoundAcrossManyFragmentsWithEmptyOnesAmongThem() {
        List<MemorySegment> parts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            parts.add(MemorySegment.ofArray(new byte[i % 3]));
            parts.add(MemorySegment.ofArray(new byte[] {(byte) i}));
        }
        EncodedFrame frame = new EncodedFrame(parts);
        byte[] whole = new byte[(int) frame.size()];
        assertEquals(whole.length, frame.read(0, whole, 0, whole.length));
        byte[] one = new byte[1];
        for (int at = 0; at < whole.length; at++) {
            assertEquals(1, frame.read(at, one, 0, 1));
            assertEquals(whole[at], one[0], "byte " + at);
        }
        assertEquals(0, frame.read(whole.length, one, 0, 1));
    }
}
