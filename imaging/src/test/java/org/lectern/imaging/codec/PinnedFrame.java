package org.lectern.imaging.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.lectern.imaging.codec.jpeg.JpegDecoder;
import org.lectern.imaging.codec.jpeg2000.Jpeg2000Decoder;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

/** A small frame that another toolkit encoded, with the samples that another toolkit decodes it to. */
record PinnedFrame(String name, FrameDecoder decoder, PixelLayout layout, byte[] frame, byte[] samples) {
    static Stream<PinnedFrame> all() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PinnedFrame.class.getResourceAsStream("pinned-frames.txt")),
                StandardCharsets.UTF_8))) {
            List<PinnedFrame> frames = lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(PinnedFrame::of)
                    .toList();
            return frames.stream();
        }
    }

    private static PinnedFrame of(String line) {
        String[] field = line.split(" ", -1);
        int bitsStored = Integer.parseInt(field[6]);
        PixelLayout layout = new PixelLayout(
                Integer.parseInt(field[2]),
                Integer.parseInt(field[3]),
                Integer.parseInt(field[4]),
                Integer.parseInt(field[5]),
                bitsStored,
                bitsStored - 1,
                field[0].contains("signed"),
                PhotometricInterpretation.of(field[7]).orElseThrow(),
                false);
        FrameDecoder decoder = switch (field[1]) {
            case "RLE" -> new RleDecoder();
            case "J2K" -> new Jpeg2000Decoder();
            default -> new JpegDecoder();
        };
        HexFormat hex = HexFormat.of();
        return new PinnedFrame(field[0], decoder, layout, hex.parseHex(field[8]), hex.parseHex(field[9]));
    }

    @Override
    public String toString() {
        return name;
    }
}
