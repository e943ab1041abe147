package org.lectern.imaging.pixel;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.codec.video.VideoFrames;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.TransferSyntax;

/** Finds out where the frames of an image come from. */
final class FrameSources {
    private final DataSet dataSet;
    private final TransferSyntax syntax;
    private final ImagePixelModule module;
    private final PixelLayout layout;
    private final List<Finding> findings;

    private FrameSources(DataSet dataSet, TransferSyntax syntax, ImagePixelModule module, List<Finding> findings)
            throws PixelDataException {
        this.dataSet = dataSet;
        this.syntax = syntax;
        this.module = module;
        this.layout = module.layout();
        this.findings = findings;
    }

    static FrameSource open(
            DataSet dataSet, TransferSyntax syntax, ImagePixelModule module, Decoders decoders, List<Finding> findings)
            throws IOException {
        return new FrameSources(dataSet, syntax, module, findings).open(decoders);
    }

    private FrameSource open(Decoders decoders) throws IOException {
        int tag = switch (module.format()) {
            case INTEGER -> Tag.PixelData;
            case FLOAT -> Tag.FloatPixelData;
            case DOUBLE -> Tag.DoubleFloatPixelData;
        };
        Element element = dataSet.element(tag)
                .orElseThrow(() -> new PixelDataException(tag, "is missing; this object has no readable image"));
        return switch (element) {
            case Element.Encapsulated fragments -> encapsulated(fragments, decoders);
            case Element.Bulk(int _, VR vr, BulkData data) -> uncompressed(tag, vr, data);
            case Element.Value(int _, VR vr, byte[] bytes) -> uncompressed(tag, vr, BulkData.InMemory.of(bytes));
            case Element.Sequence _ ->
                throw new PixelDataException(tag, "holds a sequence instead of samples; the object is damaged");
        };
    }

    private FrameSource uncompressed(int tag, VR vr, BulkData data) throws PixelDataException {
        if (syntax.encapsulated()) {
            findings.add(new Finding("lies there uncompressed although the transfer syntax says otherwise", tag, -1));
        }
        boolean half = halfChrominance(data.length());
        NativeSamples cells = new NativeSamples(layout, module.bitsAllocated(), data.order(), vr, half);
        return new NativeFrames(data, tag, cells, module.declaredFrames(), findings);
    }

    /** Many writers say YBR_FULL_422 and store full chrominance; the length of the value tells. */
    private boolean halfChrominance(long length) throws PixelDataException {
        boolean half = switch (layout.photometric()) {
            case YBR_FULL_422, YBR_PARTIAL_422 -> layout.samplesPerPixel() == 3;
            default -> false;
        };
        if (!half) {
            return false;
        }
        NativeSamples full = new NativeSamples(layout, module.bitsAllocated(), ByteOrder.LITTLE_ENDIAN, VR.OB, false);
        if (length < full.frameBits() / 8 * module.declaredFrames()) {
            return true;
        }
        findings.add(new Finding(
                "says half chrominance, but the length of the pixel data is that of full chrominance",
                Tag.PhotometricInterpretation,
                -1));
        return false;
    }

    private FrameSource encapsulated(Element.Encapsulated element, Decoders decoders) throws IOException {
        if (VideoFrames.isVideo(syntax.uid()) && !element.fragments().isEmpty()) {
            return new VideoSource(element.fragments(), layout, module.declaredFrames());
        }
        FrameDecoder decoder = decoders.decoder(syntax.uid())
                .orElseThrow(() -> new PixelDataException(
                        Tag.PixelData,
                        "is in the transfer syntax %s, which is not decoded; a plug-in for it may be added"
                                .formatted(Dictionary.uidName(syntax.uid()).orElse(syntax.uid()))));
        FragmentIndex index = FragmentIndex.of(dataSet, element, module.declaredFrames(), findings);
        return new EncapsulatedFrames(element.fragments(), index, decoder, layout);
    }
}
