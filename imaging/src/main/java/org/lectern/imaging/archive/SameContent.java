package org.lectern.imaging.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PixelDataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares two objects that are encoded in different ways (PS3.5 section 10, annex A): attribute by attribute, and the
 * decoded samples frame by frame, so that two frames are in memory at most.
 */
final class SameContent {
    private static final Logger LOG = LoggerFactory.getLogger(SameContent.class);
    private static final long LARGEST_FRAME_BYTES = 256L << 20;

    /** What only says how the pixel data lies in the file and how it came to lie so, for equal samples. */
    private static final Set<Integer> LAYOUT = Set.of(
            Tag.PhotometricInterpretation,
            Tag.PlanarConfiguration,
            Tag.DerivationDescription,
            Tag.DerivationCodeSequence);

    /** What a program that compresses with loss writes anew (PS3.3 sections C.7.6.1.1.2 and C.7.6.1.1.5). */
    private static final Set<Integer> LOSS = Set.of(
            Tag.PhotometricInterpretation,
            Tag.PlanarConfiguration,
            Tag.LossyImageCompression,
            Tag.LossyImageCompressionRatio,
            Tag.LossyImageCompressionMethod,
            Tag.ImageType,
            Tag.DerivationDescription,
            Tag.DerivationCodeSequence,
            Tag.SmallestImagePixelValue,
            Tag.LargestImagePixelValue);

    private static final Set<Integer> NOT_COMPARED =
            Set.of(Tag.PixelData, Tag.ExtendedOffsetTable, Tag.ExtendedOffsetTableLengths, Tag.DataSetTrailingPadding);

    /** Transfer syntaxes that may lose something (PS3.5 section 8.2), those of video apart. */
    private static final Set<String> LOSSY = Set.of(
            "1.2.840.10008.1.2.4.50",
            "1.2.840.10008.1.2.4.51",
            "1.2.840.10008.1.2.4.81",
            "1.2.840.10008.1.2.4.91",
            "1.2.840.10008.1.2.4.93",
            "1.2.840.10008.1.2.4.111",
            "1.2.840.10008.1.2.4.112",
            "1.2.840.10008.1.2.4.203");

    private final DicomFile one;
    private final DicomFile other;

    SameContent(DicomFile one, DicomFile other) {
        this.one = one;
        this.other = other;
    }

    Likeness likeness() throws IOException {
        Set<Integer> differing = differing(one.dataSet(), other.dataSet());
        boolean isImage = ImagePixels.present(one.dataSet());
        if (!LOSS.containsAll(differing) || isImage != ImagePixels.present(other.dataSet())) {
            return Likeness.OTHER;
        }
        if (differing.contains(Tag.PhotometricInterpretation) && !(isOfColour(one) && isOfColour(other))) {
            return Likeness.OTHER; // the same samples as MONOCHROME1 and 2 are a picture and its negative
        }
        if (!isImage) {
            return differing.isEmpty() ? Likeness.SAME : Likeness.OTHER;
        }
        boolean areSame;
        try {
            areSame = areSamplesEqual();
        } catch (PixelDataException | CodecException e) {
            LOG.debug("an object that cannot be decoded counts as another one", e);
            return Likeness.OTHER;
        }
        if (areSame) {
            boolean isWrittenAnew = !one.syntax().uid().equals(other.syntax().uid());
            return differing.isEmpty() || isWrittenAnew && LAYOUT.containsAll(differing)
                    ? Likeness.SAME
                    : Likeness.OTHER;
        }
        return isLossy(one) || isLossy(other) ? Likeness.LOSSY_COPY : Likeness.OTHER;
    }

    /** Whether samples are RGB or YBR, between which an encoding may choose without changing what they mean. */
    private static boolean isOfColour(DicomFile file) {
        return file.dataSet()
                .text(Tag.PhotometricInterpretation)
                .filter(photometric -> photometric.equals("RGB") || photometric.startsWith("YBR"))
                .isPresent();
    }

    private static boolean isLossy(DicomFile file) {
        return LOSSY.contains(file.syntax().uid())
                || file.dataSet()
                        .text(Tag.LossyImageCompression)
                        .filter("01"::equals)
                        .isPresent();
    }

    private boolean areSamplesEqual() throws IOException {
        try (ImagePixels first = ImagePixels.of(one);
                ImagePixels second = ImagePixels.of(other)) {
            long bytes = first.layout().frameBytes();
            if (bytes != second.layout().frameBytes()
                    || first.format() != second.format()
                    || first.frameCount() != second.frameCount()
                    || first.declaredFrameCount() != second.declaredFrameCount()
                    || bytes > LARGEST_FRAME_BYTES) {
                return false;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment samples = arena.allocate(bytes);
                MemorySegment others = arena.allocate(bytes);
                for (int frame = 0; frame < first.frameCount(); frame++) {
                    if (first.decode(frame, samples) != second.decode(frame, others) || samples.mismatch(others) >= 0) {
                        return false;
                    }
                }
                return true;
            }
        }
    }

    /** Tags of the attributes that are not equal, those that only serve the encoding apart. */
    private static Set<Integer> differing(DataSet one, DataSet other) throws IOException {
        Set<Integer> tags = new HashSet<>();
        one.forEach(element -> tags.add(element.tag()));
        other.forEach(element -> tags.add(element.tag()));
        tags.removeIf(tag -> (tag & 0xFFFF) == 0 || NOT_COMPARED.contains(tag));
        Set<Integer> differing = new HashSet<>();
        for (int tag : tags) {
            if (!areEqual(one.element(tag), other.element(tag))) {
                differing.add(tag);
            }
        }
        return differing;
    }

    private static boolean areEqual(Optional<Element> one, Optional<Element> other) throws IOException {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        return switch (one.get()) {
            case Element.Sequence first ->
                other.get() instanceof Element.Sequence second && areItemsEqual(first, second);
            case Element.Encapsulated _ -> false;
            case Element.Value _, Element.Bulk _ -> areBytesEqual(one.get(), other.get());
        };
    }

    private static boolean areItemsEqual(Element.Sequence one, Element.Sequence other) throws IOException {
        if (one.items().size() != other.items().size()) {
            return false;
        }
        for (int item = 0; item < one.items().size(); item++) {
            DataSet first = one.items().get(item);
            DataSet second = other.items().get(item);
            if (!differing(first, second).isEmpty()
                    || first.contains(Tag.PixelData)
                            && !areEqual(first.element(Tag.PixelData), second.element(Tag.PixelData))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areBytesEqual(Element one, Element other) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Optional<MemorySegment> first = bytes(one, arena);
            Optional<MemorySegment> second = bytes(other, arena);
            return first.isPresent() && second.isPresent() && first.get().mismatch(second.get()) < 0;
        }
    }

    /** Little-endian bytes without padding (PS3.5 section 6.2); nothing where they lie otherwise. */
    private static Optional<MemorySegment> bytes(Element element, Arena arena) throws IOException {
        return switch (element) {
            case Element.Value value -> Optional.of(MemorySegment.ofArray(value.bytes()));
            case Element.Bulk bulk
            when bulk.data().order() == ByteOrder.LITTLE_ENDIAN ->
                Optional.of(bulk.data().map(arena));
            default -> Optional.empty();
        };
    }
}
