package org.lectern.app.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.codec.EncodedFrame;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.samples.Sample;

/** Decoding on one thread, of a CT slice and a mammogram that installed tools compress on the spot. */
final class DecodeBenchmark implements Benchmark {
    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String description() {
        return "decoded pixels a second on one thread, each codec; peers are whole processes, start and files included";
    }

    @Override
    public List<Figure> run(Bench bench) throws IOException {
        List<Path> slices = bench.sample(Sample.CT_CHEST);
        List<Figure> figures = new ArrayList<>();
        measure(bench, "CT slice", slices.get(slices.size() / 2), figures);
        measure(bench, "mammogram", bench.sample(Sample.MAMMOGRAPHY).getFirst(), figures);
        return figures;
    }

    private static void measure(Bench bench, String image, Path original, List<Figure> figures) throws IOException {
        Path folder = bench.scratch("decode");
        Path pgm = folder.resolve("image.pgm");
        writePgm(original, pgm);
        for (Codec codec : Codec.ALL) {
            Path in = codec.input() == Codec.Input.DICOM ? original : pgm;
            Path encoded = Files.createTempFile(folder, "encoded", "." + codec.outputName());
            if (bench.succeeds(codec.encode(in, encoded))) {
                figures.add(figure(bench, image, codec, original, encoded));
            }
        }
    }

    private static Figure figure(Bench bench, String image, Codec codec, Path original, Path encoded)
            throws IOException {
        try (Arena arena = Arena.ofShared()) {
            ImagePixels pixels =
                    ImagePixels.of(DicomFile.read(codec.input() == Codec.Input.DICOM ? encoded : original));
            PixelLayout layout = pixels.layout();
            MemorySegment samples = arena.allocate(layout.frameBytes(), 8);
            double megabytes = layout.frameBytes() / 1e6;
            double seconds = codec.input() == Codec.Input.DICOM
                    ? bench.seconds(() -> pixels.decode(0, samples))
                    : stream(bench, codec, encoded, layout, samples);
            Path decoded = encoded.resolveSibling(codec.input() == Codec.Input.DICOM ? "decoded.dcm" : "decoded.pgm");
            OptionalDouble peer = bench.peerSeconds(codec.decode(encoded, decoded));
            return new Figure(
                    "decode " + codec.name() + ", " + image,
                    megabytes / seconds,
                    "MB/s",
                    true,
                    peer.isPresent()
                            ? Optional.of(
                                    new Figure.Peer(codec.peer() + " (whole process)", megabytes / peer.getAsDouble()))
                            : Optional.empty());
        }
    }

    private static double stream(Bench bench, Codec codec, Path encoded, PixelLayout layout, MemorySegment samples)
            throws IOException {
        FrameDecoder decoder = Decoders.builtIn()
                .decoder(codec.transferSyntaxUid())
                .orElseThrow(() -> new IOException("There is no decoder for " + codec.name()));
        EncodedFrame frame = EncodedFrame.of(Files.readAllBytes(encoded));
        return bench.seconds(() -> decoder.decode(frame, layout, samples));
    }

    /** The samples of an unsigned image, as tools that know no DICOM read them: 16 bit, high byte first. */
    private static void writePgm(Path original, Path pgm) throws IOException {
        ImagePixels pixels = ImagePixels.of(DicomFile.read(original));
        PixelLayout layout = pixels.layout();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment samples = arena.allocate(layout.frameBytes(), 8);
            pixels.decode(0, samples);
            byte[] head = "P5\n%d %d\n%d\n"
                    .formatted(layout.columns(), layout.rows(), (1 << layout.bitsStored()) - 1)
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] bytes = new byte[head.length + (int) layout.frameBytes()];
            System.arraycopy(head, 0, bytes, 0, head.length);
            for (int n = 0; n < layout.frameSamples(); n++) {
                short stored = samples.getAtIndex(ValueLayout.JAVA_SHORT, n);
                bytes[head.length + 2 * n] = (byte) (stored >> 8);
                bytes[head.length + 2 * n + 1] = (byte) stored;
            }
            Files.write(pgm, bytes);
        }
    }
}
