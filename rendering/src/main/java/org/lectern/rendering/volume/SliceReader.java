package org.lectern.rendering.volume;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.PixelPadding;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.imaging.pixel.SampleFormat;
import org.lectern.imaging.study.Frame;
import org.lectern.imaging.study.Instance;

/** Reads the frames of one instance into slices; for one thread at a time. */
final class SliceReader implements AutoCloseable {
    private final DataSet dataSet;
    private final ImagePixels pixels;

    private SliceReader(DataSet dataSet, ImagePixels pixels) {
        this.dataSet = dataSet;
        this.pixels = pixels;
    }

    static SliceReader open(Instance instance) throws IOException {
        DicomFile file = DicomFile.read(instance.file());
        return new SliceReader(file.dataSet(), ImagePixels.of(file));
    }

    /** Refuses a frame that cannot be whole. */
    void check(Frame frame) throws IOException {
        pixels.check(frame.index());
    }

    /** Stored values in the volume's own type; answers whether there is padding among them. */
    boolean readStored(Frame frame, VolumePlan plan, MemorySegment slice) throws IOException {
        PixelLayout layout = pixels.layout();
        boolean fits = layout.frameBytes() == slice.byteSize()
                && layout.bitsAllocated() == plan.layout().bitsAllocated()
                && layout.signed() == plan.layout().signed()
                && layout.samplesPerPixel() == 1
                && pixels.format() == SampleFormat.INTEGER;
        if (!fits) {
            throw new VolumeException("%s: the pixels of frame %d are unlike those of the other slices"
                    .formatted(frame.instance().file().getFileName(), frame.index() + 1));
        }
        pixels.decode(frame.index(), slice);
        Optional<PixelPadding> padding =
                GrayscaleTransforms.of(dataSet, frame.index()).padding();
        return layout.bitsAllocated() == 16
                ? StoredSamples.tidy16(slice, layout, padding)
                : StoredSamples.tidy8(slice, layout, padding);
    }

    /** Modality values as floats, NaN for padding. */
    void readModality(Frame frame, Grid grid, MemorySegment slice) throws IOException {
        PixelLayout layout = pixels.layout();
        if (layout.columns() != grid.columns() || layout.rows() != grid.rows() || layout.samplesPerPixel() != 1) {
            throw new VolumeException("%s: frame %d has another size than the other slices"
                    .formatted(frame.instance().file().getFileName(), frame.index() + 1));
        }
        GrayscaleTransforms transforms = GrayscaleTransforms.of(dataSet, frame.index());
        try (Arena arena = Arena.ofConfined()) {
            pixels.check(frame.index());
            MemorySegment samples = arena.allocate(layout.frameBytes(), 8);
            PhotometricInterpretation photometric = pixels.decode(frame.index(), samples);
            FrameSamples stored =
                    new FrameSamples(layout, photometric, pixels.format() != SampleFormat.INTEGER, samples);
            long count = layout.frameSamples();
            for (long i = 0; i < count; i++) {
                double value = stored.stored(i);
                boolean isPadding = transforms.padding().isPresent()
                        && transforms.padding().get().contains(value);
                slice.setAtIndex(
                        ValueLayout.JAVA_FLOAT,
                        i,
                        isPadding ? Float.NaN : (float) transforms.modality().apply(value));
            }
        }
    }

    @Override
    public void close() {
        pixels.close();
    }
}
