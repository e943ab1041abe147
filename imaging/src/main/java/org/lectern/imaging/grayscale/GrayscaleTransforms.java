package org.lectern.imaging.grayscale;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * The grayscale transformations that an image offers for one frame, from its data set and, in enhanced objects, its
 * functional groups (PS3.3 C.7.6.16.2.9 and C.7.6.16.2.10).
 *
 * @param vois windows first, then tables, in the order of the data set; the first is the one to start with
 */
public record GrayscaleTransforms(
        ModalityTransform modality,
        List<Voi> vois,
        PresentationTransform presentation,
        Optional<PixelPadding> padding,
        List<Finding> findings) {

    /** Copies the lists. */
    public GrayscaleTransforms {
        vois = List.copyOf(vois);
        findings = List.copyOf(findings);
    }

    /**
     * Reads what holds for a frame.
     *
     * @param frame counted from 0
     */
    public static GrayscaleTransforms of(DataSet dataSet, int frame) {
        List<Finding> findings = new ArrayList<>();
        boolean signed = dataSet.integer(Tag.PixelRepresentation).orElse(0) == 1;
        int bitsStored = dataSet.integer(Tag.BitsStored).orElse(16);
        List<DataSet> modalityPlaces = places(dataSet, frame, Tag.PixelValueTransformationSequence);
        ModalityTransform modality = first(modalityPlaces, place -> ModalityTransform.read(place, signed, findings))
                .filter(read -> !isForIntensity(dataSet, read))
                .orElse(ModalityTransform.identity());
        boolean signedOutput = signed || canBeNegative(modality, bitsStored);
        List<Voi> vois = first(
                        places(dataSet, frame, Tag.FrameVOILUTSequence),
                        place -> Optional.of(Voi.read(place, signedOutput, findings))
                                .filter(list -> !list.isEmpty()))
                .orElse(List.of());
        return new GrayscaleTransforms(
                withUnit(modality, modalityPlaces, dataSet),
                vois,
                presentation(dataSet, findings),
                PixelPadding.read(dataSet, signed, bitsStored, findings),
                findings);
    }

    /** The pipeline with one of the VOI transformations or another. */
    public GrayscalePipeline pipeline(Voi voi) {
        return new GrayscalePipeline(modality, voi, presentation, false, padding);
    }

    /** The pipeline with the first VOI transformation, or with the default for the frame where there is none. */
    public GrayscalePipeline pipeline(DataSet dataSet, FrameSamples samples) {
        return pipeline(vois.isEmpty() ? DefaultVoi.of(dataSet, this, samples) : vois.getFirst());
    }

    /**
     * Whether the table leads back to the X-ray intensity rather than on to the display: so in angiography and
     * fluoroscopy, where windows apply to the values as stored (PS3.3 C.8.7.1.1.2, PS3.4 N.2.1.2).
     */
    private static boolean isForIntensity(DataSet dataSet, ModalityTransform modality) {
        String relationship = dataSet.text(Tag.PixelIntensityRelationship).orElse("");
        String kind = dataSet.text(Tag.Modality).orElse("");
        return modality instanceof ModalityTransform.Table
                && (kind.equals("XA") || kind.equals("RF"))
                && (relationship.equals("LOG") || relationship.equals("DISP"));
    }

    private static boolean canBeNegative(ModalityTransform modality, int bitsStored) {
        return modality instanceof ModalityTransform.Rescale rescale
                && Math.min(rescale.apply(0), rescale.apply(Math.scalb(1.0, bitsStored) - 1)) < 0;
    }

    /** MONOCHROME1 and the INVERSE shape say the same thing, not one after the other (PS3.3 C.8.11.3.1.2). */
    private static PresentationTransform presentation(DataSet dataSet, List<Finding> findings) {
        boolean monochrome1 =
                "MONOCHROME1".equals(dataSet.text(Tag.PhotometricInterpretation).orElse(""));
        Optional<PresentationTransform> read = PresentationTransform.read(dataSet, findings);
        if (read.isPresent() && read.get() instanceof PresentationTransform.Table table) {
            return table;
        }
        boolean inverse =
                read.filter(PresentationTransform.Shape.INVERSE::equals).isPresent();
        if (read.isPresent() && inverse != monochrome1) {
            findings.add(new Finding(
                    "the presentation LUT shape contradicts the photometric interpretation, which was followed",
                    Tag.PresentationLUTShape,
                    -1));
        }
        return monochrome1 ? PresentationTransform.Shape.INVERSE : PresentationTransform.Shape.IDENTITY;
    }

    /** The unit where Rescale Type, which may say that there is none, is missing. */
    private static ModalityTransform withUnit(ModalityTransform modality, List<DataSet> places, DataSet dataSet) {
        boolean said =
                places.stream().anyMatch(place -> place.text(Tag.RescaleType).isPresent());
        if (said || !(modality instanceof ModalityTransform.Rescale rescale)) {
            return modality;
        }
        String unit = switch (dataSet.text(Tag.Modality).orElse("")) {
            case "CT" -> modality.isIdentity() ? "" : "HU"; // PS3.3 C.8.2.1.1.2: HU unless Rescale Type says otherwise
            case "PT" -> dataSet.text(Tag.Units).orElse("");
            default -> "";
        };
        return new ModalityTransform.Rescale(rescale.slope(), rescale.intercept(), unit);
    }

    /** Where an attribute may stand, nearest to the frame first. */
    private static List<DataSet> places(DataSet dataSet, int frame, int macroTag) {
        List<DataSet> places = new ArrayList<>(3);
        List<DataSet> perFrame = dataSet.items(Tag.PerFrameFunctionalGroupsSequence);
        if (frame >= 0 && frame < perFrame.size()) {
            perFrame.get(frame).item(macroTag).ifPresent(places::add);
        }
        dataSet.item(Tag.SharedFunctionalGroupsSequence)
                .flatMap(shared -> shared.item(macroTag))
                .ifPresent(places::add);
        places.add(dataSet);
        return places;
    }

    private static <T> Optional<T> first(List<DataSet> places, Function<DataSet, Optional<T>> read) {
        return places.stream().map(read).flatMap(Optional::stream).findFirst();
    }
}
