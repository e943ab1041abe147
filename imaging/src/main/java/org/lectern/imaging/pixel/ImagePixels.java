package org.lectern.imaging.pixel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.TransferSyntax;

/**
 * The frames of one image (PS3.5 section 8 and Annex A.4), each decoded when it is asked for.
 *
 * <p>Frames count from 0 here. Safe for several threads. Only a video holds anything open, which {@link #close} frees;
 * for every other image closing does nothing and may be left out.
 */
public final class ImagePixels implements AutoCloseable {
    private final PixelLayout layout;
    private final SampleFormat format;
    private final int declaredFrameCount;
    private final FrameSource source;
    private final List<Finding> findings;

    private ImagePixels(PixelLayout layout, ImagePixelModule module, FrameSource source, List<Finding> findings) {
        this.layout = layout;
        this.format = module.format();
        this.declaredFrameCount = module.declaredFrames();
        this.source = source;
        this.findings = List.copyOf(findings);
    }

    /** Whether there is pixel data of any of the three kinds. */
    public static boolean present(DataSet dataSet) {
        return dataSet.contains(Tag.PixelData)
                || dataSet.contains(Tag.FloatPixelData)
                || dataSet.contains(Tag.DoubleFloatPixelData);
    }

    /**
     * The frames of a file that was read whole.
     *
     * @throws PixelDataException naming the attribute that is missing or impossible
     */
    public static ImagePixels of(DicomFile file) throws IOException {
        return of(file.dataSet(), file.syntax());
    }

    /** The frames of a data set, by the built-in decoders and the site's plug-ins. */
    public static ImagePixels of(DataSet dataSet, TransferSyntax syntax) throws IOException {
        return of(dataSet, syntax, syntax.encapsulated() ? Decoders.standard() : Decoders.builtIn());
    }

    /** The frames of a data set, by these decoders. */
    public static ImagePixels of(DataSet dataSet, TransferSyntax syntax, Decoders decoders) throws IOException {
        ImagePixelModule module = new ImagePixelModule(dataSet);
        PixelLayout layout = module.layout();
        List<Finding> findings = new ArrayList<>();
        FrameSource source = FrameSources.open(dataSet, syntax, module, decoders, findings);
        findings.addAll(0, module.findings());
        return new ImagePixels(layout, module, source, findings);
    }

    /** What each decoded frame looks like. */
    public PixelLayout layout() {
        return layout;
    }

    /** Whether samples are integers or floating-point numbers. */
    public SampleFormat format() {
        return format;
    }

    /** Frames that have at least a beginning in the file, at least 1; fewer than declared where the file is short. */
    public int frameCount() {
        return source.frameCount();
    }

    /** Number of Frames (0028,0008) as declared. */
    public int declaredFrameCount() {
        return declaredFrameCount;
    }

    /** What was irregular about the pixel data and its description. */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Refuses a frame that cannot be whole, before anybody makes room for its samples: a header of a few bytes may
     * declare gigabytes. A frame that passes may still turn out to be damaged.
     *
     * @param frame from 0
     */
    public void check(int frame) throws IOException {
        checkFrame(frame);
        source.check(frame);
    }

    /**
     * Decodes one frame.
     *
     * @param frame from 0
     * @param samples receives {@code layout().frameBytes()} bytes; on failure its content must not be shown
     * @return how the samples are to be interpreted, which is not always what the data set says of the encoded ones
     * @throws IOException a {@link PixelDataException} or a {@link org.lectern.imaging.codec.CodecException} where the
     *     frame is missing, cut short or malformed; the other frames may be whole
     */
    public PhotometricInterpretation decode(int frame, MemorySegment samples) throws IOException {
        checkFrame(frame);
        if (samples.byteSize() < layout.frameBytes()) {
            throw new IllegalArgumentException(
                    "A frame needs %d bytes, not %d".formatted(layout.frameBytes(), samples.byteSize()));
        }
        try {
            return source.decode(frame, samples.asSlice(0, layout.frameBytes()));
        } catch (InternalError e) { // how the JDK reports a mapped page that is gone
            throw new IOException(
                    "The file became shorter or unreadable while frame %d was read".formatted(frame + 1), e);
        }
    }

    /**
     * The frame as it lies in the file, without a copy, where that is the same as a decoded frame; its interpretation
     * is the layout's. The segment need not be aligned.
     */
    public Optional<MemorySegment> nativeFrame(int frame, Arena arena) throws IOException {
        checkFrame(frame);
        return source.direct(frame, arena);
    }

    /**
     * The frame as it lies in the file where that is uncompressed YBR_FULL_422, whose stored samples are fewer than those
     * of a decoded frame.
     */
    public Optional<MemorySegment> subsampledFrame(int frame, Arena arena) throws IOException {
        checkFrame(frame);
        return source.subsampled(frame, arena);
    }

    @Override
    public void close() {
        source.close();
    }

    private void checkFrame(int frame) throws PixelDataException {
        if (frame < 0 || frame >= frameCount()) {
            throw new PixelDataException(
                    Tag.NumberOfFrames,
                    frame >= 0 && frame < declaredFrameCount
                            ? "declares %d frames but the pixel data holds %d; frame %d is missing"
                                    .formatted(declaredFrameCount, frameCount(), frame + 1)
                            : "is %d; there is no frame %d".formatted(declaredFrameCount, frame + 1));
        }
    }
}
