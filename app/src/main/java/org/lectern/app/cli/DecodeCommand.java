package org.lectern.app.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PixelLayout;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code lectern decode}: the stored samples of one frame or all. One frame is in memory at a time; a failure leaves no
 * output behind.
 */
@Command(
        name = "decode",
        description = "Writes stored samples after decompression: little-endian, bits-allocated wide, colour-by-pixel;"
                + " one-bit samples packed, frames without a gap.")
final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|UID",
            description = "A DICOM file, or the SOP Instance UID of an object in the archive.")
    private String file;

    @ArgGroup
    private @Nullable Which which;

    @Option(names = "--out", required = true, paramLabel = "FILE.raw", description = "Receives the samples.")
    private Path out;

    /** The frames that are asked for. */
    private static final class Which {
        @Option(names = "--frame", paramLabel = "N", description = "A frame, the first is 1 (default).")
        private @Nullable Integer frame;

        @Option(names = "--all", description = "Every frame, one after the other.")
        private boolean all;
    }

    @Override
    public Integer call() throws IOException {
        Which asked = which;
        int frame = asked == null || asked.frame == null ? 1 : asked.frame;
        if (frame < 1) {
            throw new ParameterException(spec.commandLine(), "--frame counts from 1");
        }
        try (ImagePixels pixels = ImagePixels.of(
                DicomFile.read(new FileOrUid(file).file(spec.commandLine().getErr())))) {
            boolean all = asked != null && asked.all;
            int first = all ? 0 : frame - 1;
            int end = all ? pixels.declaredFrameCount() : frame;
            write(pixels, first, end);
        }
        return 0;
    }

    private void write(ImagePixels pixels, int first, int end) throws IOException {
        OutputFile.write(out, partial -> {
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
                    Arena arena = Arena.ofShared()) {
                copy(pixels, first, end, channel, arena);
            }
        });
    }

    private static void copy(ImagePixels pixels, int first, int end, FileChannel channel, Arena arena)
            throws IOException {
        PixelLayout layout = pixels.layout();
        pixels.check(first);
        MemorySegment samples = arena.allocate(layout.frameBytes());
        boolean packed = layout.bitsAllocated() == 1 && layout.frameSamples() % 8 != 0;
        PackedBits bits = new PackedBits();
        for (int frame = first; frame < end; frame++) {
            Optional<MemorySegment> stored = pixels.subsampledFrame(frame, arena);
            if (stored.isPresent()) {
                write(channel, stored.get());
                continue;
            }
            pixels.decode(frame, samples);
            write(channel, packed ? bits.append(samples, layout.frameSamples()) : samples);
        }
        write(channel, bits.rest());
    }

    private static void write(FileChannel channel, MemorySegment samples) throws IOException {
        ByteBuffer buffer = samples.asByteBuffer();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
