package org.lectern.imaging.presentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.ModalityTransform;
import org.lectern.imaging.grayscale.OverlayPlane;
import org.lectern.imaging.grayscale.PresentationTransform;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.imaging.grayscale.Voi;

/**
 * A grayscale softcopy presentation state (PS3.3 A.33.1, PS3.4 Annex N). What it says replaces what the image says,
 * and what it leaves out is left out: without a modality LUT here the image's own does not apply.
 *
 * @param rotationDegrees clockwise, applied before the flip: 0, 90, 180 or 270
 * @param flippedHorizontally whether left and right are exchanged
 * @param activations which overlay groups are shown, of the image or of the state
 * @param overlays the state's own, which stand for the image's of the same group
 */
public record PresentationState(
        String label,
        String description,
        ImageScope images,
        ModalityTransform modality,
        List<ScopedVoi> vois,
        PresentationTransform presentation,
        List<ScopedArea> areas,
        int rotationDegrees,
        boolean flippedHorizontally,
        Shutters shutters,
        List<GraphicLayer> layers,
        List<GraphicAnnotation> annotations,
        List<Activation> activations,
        List<OverlayPlane> overlays,
        List<Finding> findings) {

    /** A VOI transformation and the images it is for. */
    public record ScopedVoi(ImageScope scope, Voi voi) {}

    /** A displayed area and the images it is for. */
    public record ScopedArea(ImageScope scope, DisplayedArea area) {}

    /** An overlay group that is shown on a layer. */
    public record Activation(int group, String layer) {}

    /** An overlay to show, and on which layer. */
    public record ActiveOverlay(OverlayPlane plane, String layer) {}

    /** A data set that is no presentation state. */
    public static final class NotOneException extends IOException {
        private static final long serialVersionUID = 1;

        NotOneException() {
            super("not a presentation state: it refers to no images");
        }
    }

    /** Copies the lists. */
    public PresentationState {
        vois = List.copyOf(vois);
        areas = List.copyOf(areas);
        layers = List.copyOf(layers);
        annotations = List.copyOf(annotations);
        activations = List.copyOf(activations);
        overlays = List.copyOf(overlays);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a presentation state.
     *
     * @throws NotOneException when the data set is none
     */
    public static PresentationState of(DataSet dataSet) throws NotOneException {
        ImageScope images = ImageScope.ofAllSeries(dataSet);
        if (!"PR".equals(dataSet.text(Tag.Modality).orElse(""))
                && images.references().isEmpty()) {
            throw new NotOneException();
        }
        List<Finding> findings = new ArrayList<>();
        int rotation = dataSet.integer(Tag.ImageRotation).orElse(0);
        if (rotation % 90 != 0) {
            findings.add(new Finding("a rotation that is no right angle was ignored", Tag.ImageRotation, -1));
            rotation = 0;
        }
        return new PresentationState(
                dataSet.text(Tag.ContentLabel).orElse(""),
                dataSet.text(Tag.ContentDescription).orElse(""),
                images,
                ModalityTransform.read(dataSet, false, findings).orElseGet(ModalityTransform::identity),
                vois(dataSet, findings),
                PresentationTransform.read(dataSet, findings).orElse(PresentationTransform.Shape.IDENTITY),
                areas(dataSet, findings),
                Math.floorMod(rotation, 360),
                "Y".equals(dataSet.text(Tag.ImageHorizontalFlip).orElse("N")),
                Shutters.of(dataSet, findings),
                GraphicLayer.all(dataSet),
                GraphicAnnotation.all(dataSet, findings),
                activations(dataSet),
                OverlayPlane.of(dataSet, findings),
                findings);
    }

    /** Whether the state is meant for an image's frame, counted from 0. */
    public boolean appliesTo(String sopInstanceUid, int frame) {
        return images.covers(sopInstanceUid, frame);
    }

    /** The pipeline for a frame; where the state names no VOI transformation, the full range of the stored values. */
    public GrayscalePipeline pipeline(String sopInstanceUid, int frame, GrayscaleTransforms own, FrameSamples samples) {
        Voi voi = voisFor(sopInstanceUid, frame).stream().findFirst().orElseGet(() -> samples.fullRange(modality));
        return new GrayscalePipeline(modality, voi, presentation, false, own.padding());
    }

    /** The VOI transformations for a frame. */
    public List<Voi> voisFor(String sopInstanceUid, int frame) {
        return vois.stream()
                .filter(voi -> voi.scope().covers(sopInstanceUid, frame))
                .map(ScopedVoi::voi)
                .toList();
    }

    /** The displayed area for a frame. */
    public Optional<DisplayedArea> areaFor(String sopInstanceUid, int frame) {
        return areas.stream()
                .filter(area -> area.scope().covers(sopInstanceUid, frame))
                .map(ScopedArea::area)
                .findFirst();
    }

    /** The drawings and texts for a frame. */
    public List<GraphicAnnotation> annotationsFor(String sopInstanceUid, int frame) {
        return annotations.stream()
                .filter(annotation -> annotation.scope().covers(sopInstanceUid, frame))
                .toList();
    }

    /** The overlays that are switched on, the state's own before the image's of the same group. */
    public List<ActiveOverlay> activeOverlays(List<OverlayPlane> ofImage) {
        List<ActiveOverlay> active = new ArrayList<>();
        for (Activation activation : activations) {
            find(overlays, activation.group())
                    .or(() -> find(ofImage, activation.group()))
                    .ifPresent(plane -> active.add(new ActiveOverlay(plane, activation.layer())));
        }
        return active;
    }

    private static Optional<OverlayPlane> find(List<OverlayPlane> planes, int group) {
        return planes.stream().filter(plane -> plane.group() == group).findFirst();
    }

    private static List<ScopedVoi> vois(DataSet dataSet, List<Finding> findings) {
        List<ScopedVoi> vois = new ArrayList<>();
        for (DataSet item : dataSet.items(Tag.SoftcopyVOILUTSequence)) {
            ImageScope scope = ImageScope.of(item);
            Voi.read(item, false, findings).forEach(voi -> vois.add(new ScopedVoi(scope, voi)));
        }
        return vois;
    }

    private static List<ScopedArea> areas(DataSet dataSet, List<Finding> findings) {
        List<ScopedArea> areas = new ArrayList<>();
        for (DataSet item : dataSet.items(Tag.DisplayedAreaSelectionSequence)) {
            ImageScope scope = ImageScope.of(item);
            DisplayedArea.of(item, findings).ifPresent(area -> areas.add(new ScopedArea(scope, area)));
        }
        return areas;
    }

    private static List<Activation> activations(DataSet dataSet) {
        List<Activation> activations = new ArrayList<>();
        for (int group = 0x6000; group <= 0x601E; group += 2) {
            int of = group;
            dataSet.text(group << 16 | 0x1001).ifPresent(layer -> activations.add(new Activation(of, layer)));
        }
        return activations;
    }
}
