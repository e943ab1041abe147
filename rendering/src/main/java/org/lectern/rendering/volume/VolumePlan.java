package org.lectern.rendering.volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.ModalityTransform;
import org.lectern.imaging.grayscale.PixelPadding;
import org.lectern.imaging.pixel.PixelDataException;
import org.lectern.imaging.pixel.PixelLayout;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.imaging.study.StackGeometry;

/**
 * What a volume of a display set will look like, from headers alone.
 *
 * <p>Voxels keep the stored type where one scale and one padding value hold for all slices, which lie evenly. Else they
 * are floats in modality units: where each slice has its own slope (PET), where samples are wider than 16 bits, or
 * where slices lie unevenly and are interpolated to an even grid.
 *
 * @param frames one for each distinct place, in order
 * @param positionsMm their places along the normal
 * @param emptyAfter which frames are followed by missing slices, left empty
 * @param layout of every frame
 * @param padding the stored value that means no voxel
 */
record VolumePlan(
        Grid grid,
        List<Frame> frames,
        List<Double> positionsMm,
        List<Integer> emptyAfter,
        boolean even,
        PixelLayout layout,
        SampleType type,
        ModalityScale scale,
        OptionalInt padding,
        List<Finding> findings) {

    private static final double SAME_PLACE_MM = 0.01;
    private static final int MOST_SLICES_FOR_ONE = 16;

    static VolumePlan of(DisplaySet set) throws VolumeException {
        StackGeometry stack = set.stack().orElse(null);
        if (stack == null || !set.isVolumeEligible()) {
            throw new VolumeException("These images do not form a volume: "
                    + (set.stack().isEmpty()
                            ? "they are not parallel slices at known places"
                            : "fewer than three places, or colour"));
        }
        List<Frame> frames = new ArrayList<>();
        List<Double> positions = new ArrayList<>();
        List<Integer> empty = new ArrayList<>();
        for (int i = 0; i < set.frames().size(); i++) {
            double position = stack.positionsMm().get(i);
            if (positions.isEmpty() || position - positions.getLast() > SAME_PLACE_MM) {
                frames.add(set.frames().get(i));
                positions.add(position);
            }
            if (stack.missingAfter().contains(i)) {
                empty.add(frames.size() - 1);
            }
        }
        boolean even = isEven(positions) && empty.isEmpty();
        Grid grid = grid(stack, positions, even, frames.getFirst());
        List<Finding> findings = new ArrayList<>(set.findings());
        if (!even) {
            findings.add(new Finding(
                    empty.isEmpty()
                            ? "slices were interpolated to an even grid for reformatted planes"
                            : "reformatted planes are empty where slices are missing",
                    Tag.ImagePositionPatient,
                    -1));
        }
        return scaled(new VolumePlan(
                grid,
                frames,
                positions,
                empty,
                even,
                layout(frames.getFirst()),
                SampleType.FLOAT32,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                findings));
    }

    private static boolean isEven(List<Double> positions) {
        double mean = positions.getLast() / (positions.size() - 1);
        for (int i = 0; i < positions.size(); i++) {
            if (Math.abs(positions.get(i) - i * mean) > 0.1 * mean) {
                return false;
            }
        }
        return true;
    }

    private static Grid grid(StackGeometry stack, List<Double> positions, boolean even, Frame first)
            throws VolumeException {
        double span = positions.getLast();
        long slices = even ? positions.size() : 1 + Math.max(2, Math.round(span / stack.spacingMm()));
        if (slices > (long) MOST_SLICES_FOR_ONE * positions.size()) {
            throw new VolumeException("The %d slices lie too unevenly for a volume: it would need %d slices of %.2f mm"
                    .formatted(positions.size(), slices, stack.spacingMm()));
        }
        ImagePlane plane = stack.first();
        Vector3 step = stack.step().times(span / (slices - 1) / stack.spacingMm());
        return new Grid(
                plane.columns(),
                plane.rows(),
                (int) slices,
                new Affine(
                        plane.rowDirection().times(plane.columnSpacingMm()),
                        plane.columnDirection().times(plane.rowSpacingMm()),
                        step,
                        plane.position()),
                FrameOfReference.of(first.attributes()));
    }

    private static PixelLayout layout(Frame first) throws VolumeException {
        try {
            return PixelLayout.of(first.instance().header());
        } catch (PixelDataException e) {
            throw new VolumeException("These images do not form a volume: " + e.getMessage(), e);
        }
    }

    private static VolumePlan scaled(VolumePlan plan) {
        Optional<ModalityScale> scale = commonScale(plan.frames);
        PixelLayout layout = plan.layout;
        boolean narrow = layout.bitsAllocated() == 8 || layout.bitsAllocated() == 16;
        if (!plan.even || scale.isEmpty() || !narrow || hasFloats(plan.frames.getFirst())) {
            return plan;
        }
        Optional<OptionalInt> padding = commonPadding(plan.frames, type(layout));
        return padding.isEmpty()
                ? plan
                : new VolumePlan(
                        plan.grid,
                        plan.frames,
                        plan.positionsMm,
                        plan.emptyAfter,
                        true,
                        layout,
                        type(layout),
                        scale.get(),
                        padding.get(),
                        plan.findings);
    }

    private static boolean hasFloats(Frame frame) {
        return frame.instance().header().contains(Tag.FloatPixelPaddingValue)
                || frame.instance().header().integer(Tag.BitsAllocated).orElse(0) > 16;
    }

    private static SampleType type(PixelLayout layout) {
        if (layout.bitsAllocated() == 8) {
            return layout.signed() ? SampleType.INT8 : SampleType.UINT8;
        }
        return layout.signed() ? SampleType.INT16 : SampleType.UINT16;
    }

    private static Optional<ModalityScale> commonScale(List<Frame> frames) {
        ModalityScale common = null;
        for (Frame frame : frames) {
            if (frame.attributes().contains(Tag.ModalityLUTSequence)
                    || !(transforms(frame).modality() instanceof ModalityTransform.Rescale rescale)) {
                return Optional.empty();
            }
            ModalityScale scale = new ModalityScale(rescale.slope(), rescale.intercept());
            if (common != null && !common.equals(scale)) {
                return Optional.empty();
            }
            common = scale;
        }
        return Optional.ofNullable(common);
    }

    /**
     * The padding value of all frames or of none; empty where they disagree, or where the samples cannot hold all of it:
     * an empty slice filled with it would then look like tissue.
     */
    private static Optional<OptionalInt> commonPadding(List<Frame> frames, SampleType type) {
        Optional<PixelPadding> first = transforms(frames.getFirst()).padding();
        if (first.isPresent() && !holds(type, first.get())) {
            return Optional.empty();
        }
        for (Frame frame : frames) {
            if (!transforms(frame).padding().equals(first)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                first.map(padding -> OptionalInt.of((int) padding.lowest())).orElse(OptionalInt.empty()));
    }

    private static boolean holds(SampleType type, PixelPadding padding) {
        return switch (type) {
            case INT8 -> padding.lowest() >= Byte.MIN_VALUE && padding.highest() <= Byte.MAX_VALUE;
            case UINT8 -> padding.lowest() >= 0 && padding.highest() <= 0xFF;
            case INT16 -> padding.lowest() >= Short.MIN_VALUE && padding.highest() <= Short.MAX_VALUE;
            case UINT16 -> padding.lowest() >= 0 && padding.highest() <= 0xFFFF;
            case FLOAT32 -> false;
        };
    }

    private static GrayscaleTransforms transforms(Frame frame) {
        return GrayscaleTransforms.of(frame.instance().header(), frame.index());
    }
}
