package org.lectern.app.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.FrameKey;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.grayscale.Colors;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;

/** One frame of a stack. */
final class StackPicture implements Picture {
    private final DisplaySet displaySet;
    private final int position;
    private final Frame frame;
    private final FrameAttributes attributes;
    private final FrameSource source;
    private final Optional<ImagePlane> plane;
    private final PixelSpacing spacing;
    private final OrientationLabels labels;

    StackPicture(DisplaySet displaySet, int position, FrameSource source) {
        this.displaySet = displaySet;
        this.position = position;
        this.frame = displaySet.frames().get(position);
        this.attributes = frame.attributes();
        this.source = source;
        this.plane = ImagePlane.of(attributes);
        this.spacing = PixelSpacing.of(attributes);
        this.labels = OrientationLabels.of(attributes);
    }

    @Override
    public Object identity() {
        return List.of(displaySet.key(), position);
    }

    @Override
    public ImageGrid grid() {
        int columns = Math.max(1, attributes.integer(Tag.Columns).orElse(1));
        int rows = Math.max(1, attributes.integer(Tag.Rows).orElse(1));
        return new ImageGrid(columns, rows, spacing.column(), spacing.row(), spacing.isMillimetres());
    }

    @Override
    public OrientationLabels labels() {
        return labels;
    }

    @Override
    public Optional<ImagePlane> plane() {
        return plane;
    }

    @Override
    public Optional<FrameOfReference> frameOfReference() {
        return FrameOfReference.of(attributes);
    }

    @Override
    public PixelSpacing spacing() {
        return spacing;
    }

    @Override
    public Optional<FrameKey> key() {
        String uid = frame.instance().sopInstanceUid();
        return uid.isBlank() ? Optional.empty() : Optional.of(new FrameKey(uid, frame.index()));
    }

    @Override
    public Caption caption() {
        return StackCaption.of(displaySet, position, attributes);
    }

    @Override
    public Painted paint(PaintOrder order) throws IOException {
        try (LoadedFrame loaded = source.load(frame)) {
            Shades shades = Shades.of(loaded, order.look());
            ShadePainter.paint(shades, order);
            GrayscaleTransforms transforms = loaded.transforms();
            return new Painted(
                    shades.voi(), transforms.vois(), transforms.modality().unit(), badges(order), false);
        }
    }

    @Override
    public Optional<Sample> sample(Point2 point) {
        if (!grid().contains(point)) {
            return Optional.empty();
        }
        return source.ifLoaded(frame).map(loaded -> {
            try (loaded) {
                return sample(loaded, (int) point.x(), (int) point.y());
            }
        });
    }

    private static Sample sample(LoadedFrame loaded, int column, int row) {
        FrameSamples samples = loaded.samples();
        if (samples.layout().samplesPerPixel() >= 3) {
            long at =
                    ((long) row * samples.columns() + column) * samples.layout().samplesPerPixel();
            return new Sample(
                    column,
                    row,
                    "%s %d %d %d"
                            .formatted(
                                    samples.photometric().definedTerm(),
                                    (long) samples.stored(at),
                                    (long) samples.stored(at + 1),
                                    (long) samples.stored(at + 2)));
        }
        double stored = samples.stored(column, row);
        if (Colors.isColor(samples)) {
            return new Sample(column, row, "palette entry " + (long) stored);
        }
        boolean padding =
                loaded.transforms().padding().filter(p -> p.contains(stored)).isPresent();
        String value = Sample.number(
                loaded.transforms().modality().apply(stored),
                loaded.transforms().modality().unit());
        return new Sample(column, row, padding ? "padding" : value);
    }

    private List<String> badges(PaintOrder order) {
        List<String> badges = new ArrayList<>();
        if (attributes.text(Tag.LossyImageCompression).orElse("").equals("01")) {
            double ratio = attributes.decimal(Tag.LossyImageCompressionRatio).orElse(0);
            badges.add(ratio > 1 ? "lossy %d:1".formatted(Math.round(ratio)) : "lossy");
        }
        if (order.look().interpolated() && order.transform().magnification() > 1) {
            badges.add("interpolated");
        }
        if (labels().isEmpty()) {
            badges.add("orientation not stated");
        }
        return badges;
    }
}
