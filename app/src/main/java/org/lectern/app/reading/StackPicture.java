package org.lectern.app.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lectern.app.annotation.FrameKey;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.grayscale.Colors;
import org.lectern.imaging.grayscale.FrameImage;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.rendering.measure.Calibration;
import org.lectern.rendering.measure.Roi;
import org.lectern.rendering.measure.RoiStatistics;
import org.lectern.rendering.raster.Interpolation;
import org.lectern.rendering.raster.OverlayLayer;
import org.lectern.rendering.raster.PixelTarget;
import org.lectern.rendering.raster.RasterImage;
import org.lectern.rendering.raster.RasterScene;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;

/** One frame of a stack. */
final class StackPicture implements Picture {
    /** Modalities whose pictures have no fixed place in the body. */
    private static final Set<String> WITHOUT_ORIENTATION = Set.of("US", "IVUS", "ES", "XC", "GM", "SM", "OP", "OPT");

    private static final int OVERLAY = 0xFFC9D1D6;

    private final DisplaySet displaySet;
    private final int position;
    private final Frame frame;
    private final FrameAttributes attributes;
    private final StackContent content;
    private final Calibration calibration;
    private final Optional<ImagePlane> plane;
    private final PixelSpacing spacing;
    private final OrientationLabels labels;

    StackPicture(StackContent content, int position) {
        this.content = content;
        this.displaySet = content.displaySet();
        this.position = position;
        this.frame = displaySet.frames().get(position);
        this.attributes = frame.attributes();
        this.plane = ImagePlane.of(attributes);
        this.calibration = Calibration.of(attributes);
        this.spacing = PixelSpacing.of(attributes);
        this.labels = OrientationLabels.of(attributes);
    }

    @Override
    public Object identity() {
        return List.of(frame.instance().file(), frame.index()); // its place in the series may change while it arrives
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
    public Calibration calibration() {
        return calibration;
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
        try (LoadedFrame loaded = content.source().load(frame)) {
            GrayscalePipeline pipeline = pipeline(loaded, order.look().voi());
            FrameImage shown = FrameImage.of(
                    loaded.dataSet(),
                    loaded.samples(),
                    pipeline.withInverted(order.look().inverted()),
                    new ArrayList<>());
            boolean gray = shown instanceof FrameImage.Gray;
            draw(loaded, shown, order);
            if (!gray && order.look().inverted()) {
                negative(order);
            }
            return new Painted(
                    gray ? Optional.of(pipeline.voi()) : Optional.empty(),
                    gray ? offered(loaded) : List.of(),
                    loaded.transforms().modality().unit(),
                    badges(order),
                    false);
        }
    }

    private void draw(LoadedFrame loaded, FrameImage shown, PaintOrder order) {
        RasterImage image = switch (shown) {
            case FrameImage.Gray gray -> new RasterImage.Gray(gray.samples(), gray.pipeline());
            case FrameImage.Color color -> new RasterImage.Color(color.frame());
        };
        RasterScene scene = new RasterScene(
                image,
                order.transform().toScreen(),
                order.look().interpolated() ? Interpolation.BILINEAR : Interpolation.NEAREST,
                loaded.shutters(),
                loaded.overlays().stream()
                        .map(bits -> new OverlayLayer(bits, OVERLAY))
                        .toList(),
                RasterScene.BLACK);
        content.rasterizer()
                .draw(
                        scene,
                        PixelTarget.of(
                                order.target(),
                                order.tile().width(),
                                order.tile().height()));
    }

    private GrayscalePipeline pipeline(LoadedFrame loaded, VoiChoice choice) {
        List<Voi> offered = loaded.transforms().vois();
        Voi voi = switch (choice) {
            case VoiChoice.Window window -> window.window();
            case VoiChoice.Stored stored
            when !offered.isEmpty() -> offered.get(Math.clamp(stored.option(), 0, offered.size() - 1));
            case VoiChoice.Stored none ->
                loaded.samples().layout().samplesPerPixel() == 1 ? content.fallback(loaded) : Voi.Window.of(128, 256);
        };
        return loaded.transforms().pipeline(voi);
    }

    /** What the object offers, or where it offers nothing the range of its values: what is chosen from stays the same. */
    private List<Voi> offered(LoadedFrame loaded) {
        List<Voi> offered = loaded.transforms().vois();
        return offered.isEmpty() ? List.of(content.fallback(loaded)) : offered;
    }

    private static void negative(PaintOrder order) {
        int size = order.tile().width() * order.tile().height();
        for (int i = 0; i < size; i++) {
            order.target()[i] ^= 0x00FFFFFF;
        }
    }

    @Override
    public Optional<RoiStatistics> statistics(Roi roi) {
        return content.source().ifLoaded(frame).flatMap(loaded -> {
            try (loaded) {
                return loaded.samples().layout().samplesPerPixel() != 1 || Colors.isColor(loaded.samples())
                        ? Optional.empty()
                        : Optional.of(RoiStatistics.of(loaded.samples(), pipeline(loaded, VoiChoice.INITIAL), roi));
            }
        });
    }

    @Override
    public Optional<Sample> sample(Point2 point) {
        if (!grid().contains(point)) {
            return Optional.empty();
        }
        return content.source().ifLoaded(frame).map(loaded -> {
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
        if (attributes.text(Tag.PresentationIntentType).orElse("").equals("FOR PROCESSING")) {
            badges.add("raw, for processing");
        }
        if (labels().isEmpty() && !WITHOUT_ORIENTATION.contains(content.modality())) {
            badges.add("unverified orientation");
        }
        return badges;
    }
}
