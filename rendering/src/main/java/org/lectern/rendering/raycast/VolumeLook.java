package org.lectern.rendering.raycast;

import java.util.Optional;

/**
 * Everything that a picture of a volume depends on but the volume and the view.
 *
 * @param matter what values look like when composed
 * @param projection the colours of projections; its opacity does not matter
 * @param sculpt what the scissors took away
 * @param labels segments to be drawn in colours of their own
 * @param background what is seen where there is nothing
 */
public record VolumeLook(
        Mode mode,
        TransferFunction matter,
        TransferFunction projection,
        Lighting lighting,
        Quality quality,
        Clip clip,
        Optional<Sculpt> sculpt,
        Optional<Labels> labels,
        Rgb background) {

    /** Composed, unlit, in full quality, nothing cut away, on black. */
    public static VolumeLook of(TransferFunction matter) {
        return new VolumeLook(
                Mode.COMPOSITE,
                matter,
                TransferFunction.window(
                        (matter.least() + matter.most()) / 2, Math.max(matter.most() - matter.least(), 1)),
                Lighting.NONE,
                Quality.FULL,
                Clip.NONE,
                Optional.empty(),
                Optional.empty(),
                Rgb.BLACK);
    }

    /** With another mode. */
    public VolumeLook withMode(Mode other) {
        return new VolumeLook(other, matter, projection, lighting, quality, clip, sculpt, labels, background);
    }

    /** With other matter. */
    public VolumeLook withMatter(TransferFunction other) {
        return new VolumeLook(mode, other, projection, lighting, quality, clip, sculpt, labels, background);
    }

    /** With other colours for projections, such as {@link TransferFunction#window}. */
    public VolumeLook withProjection(TransferFunction other) {
        return new VolumeLook(mode, matter, other, lighting, quality, clip, sculpt, labels, background);
    }

    /** In another light. */
    public VolumeLook withLighting(Lighting other) {
        return new VolumeLook(mode, matter, projection, other, quality, clip, sculpt, labels, background);
    }

    /** In another quality. */
    public VolumeLook withQuality(Quality other) {
        return new VolumeLook(mode, matter, projection, lighting, other, clip, sculpt, labels, background);
    }

    /** Cut by other planes. */
    public VolumeLook withClip(Clip other) {
        return new VolumeLook(mode, matter, projection, lighting, quality, other, sculpt, labels, background);
    }

    /** Cut by scissors. */
    public VolumeLook withSculpt(Sculpt other) {
        return new VolumeLook(
                mode, matter, projection, lighting, quality, clip, Optional.of(other), labels, background);
    }

    /** Not cut by scissors. */
    public VolumeLook unsculpted() {
        return new VolumeLook(mode, matter, projection, lighting, quality, clip, Optional.empty(), labels, background);
    }

    /** With segments in colours. */
    public VolumeLook withLabels(Labels other) {
        return new VolumeLook(
                mode, matter, projection, lighting, quality, clip, sculpt, Optional.of(other), background);
    }

    /** Without segments. */
    public VolumeLook unlabelled() {
        return new VolumeLook(mode, matter, projection, lighting, quality, clip, sculpt, Optional.empty(), background);
    }

    /** On another background. */
    public VolumeLook withBackground(Rgb other) {
        return new VolumeLook(mode, matter, projection, lighting, quality, clip, sculpt, labels, other);
    }
}
