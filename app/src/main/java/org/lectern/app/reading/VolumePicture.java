package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.app.annotation.FrameKey;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameOfReference;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.OrientationLabels;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.geometry.SpacingProvenance;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.measure.Calibration;
import org.lectern.rendering.measure.Roi;
import org.lectern.rendering.measure.RoiStatistics;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.Quality;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.view.Affine2;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Volume;

/**
 * A volume as it is seen at one moment. Its pixels are a square raster of the volume's finest spacing, for look and
 * scale; it is painted straight from the volume at the screen's own pixels. A point of it has a depth that nobody knows:
 * it lies in no plane, has no value and carries no marks.
 */
public final class VolumePicture implements Picture {
    private static final int MOST_PIXELS = 16_000;
    private static final int MOST_MOVING = 200_000;
    private static final int BAND = 64;

    private final DataSet header;
    private final VolumeModel model;
    private final Volume volume;
    private final VolumeAspect aspect;
    private final VolumeLook look;
    private final RayCaster caster;
    private final ReslicePlane raster;

    VolumePicture(VolumeModel model, RayCaster caster) {
        this.header = model.displaySet().instances().getFirst().header();
        this.model = model;
        this.volume = model.volume();
        this.aspect = model.aspect();
        this.look = model.look();
        this.caster = caster;
        double spacing = volume.grid().finestSpacingMm();
        int side = (int) Math.clamp(1 + Math.rint(model.sideMm() / spacing), 1, MOST_PIXELS);
        PlaneOrientation orientation = aspect.orientation();
        this.raster =
                new ReslicePlane(volume.grid().centre(), orientation.right(), orientation.down(), spacing, side, side);
    }

    /** Millimetres of one pixel. */
    public double spacingMm() {
        return raster.spacingMm();
    }

    /** The picture's point in front of or behind which a point of the patient lies. */
    Point2 project(Vector3 patient) {
        return new Point2(raster.column(patient) + 0.5, raster.row(patient) + 0.5);
    }

    @Override
    public Object identity() {
        return List.of(model.displaySet().key(), "volume");
    }

    @Override
    public ImageGrid grid() {
        return ImageGrid.ofMm(raster.width(), raster.height(), raster.spacingMm(), raster.spacingMm());
    }

    @Override
    public OrientationLabels labels() {
        return raster.labels();
    }

    @Override
    public Optional<ImagePlane> plane() {
        return Optional.empty();
    }

    @Override
    public Optional<FrameOfReference> frameOfReference() {
        return volume.grid().frameOfReference();
    }

    /** Rays are parallel: across the view a millimetre is the same at every depth. */
    @Override
    public Calibration calibration() {
        return Calibration.of(new PixelSpacing(raster.spacingMm(), raster.spacingMm(), SpacingProvenance.PATIENT));
    }

    @Override
    public Optional<FrameKey> key() {
        return Optional.empty();
    }

    @Override
    public Caption caption() {
        String series = "Series " + header.text(Tag.SeriesNumber).orElse("–");
        List<String> notices = new ArrayList<>();
        volume.findings().stream().map(Finding::what).distinct().forEach(notices::add);
        return new Caption(
                StackCaption.patient(header),
                StackCaption.present(
                        Words.joined("  ", series, model.displaySet().description()),
                        "volume  " + aspect.preset().title()),
                List.of(mode(), place()),
                notices);
    }

    private String mode() {
        return aspect.mode() == Mode.COMPOSITE
                ? "volume rendering"
                : aspect.mode().name() + " of the whole volume";
    }

    private String place() {
        long azimuth = Math.round(aspect.azimuthDegrees()) % 360;
        long elevation = Math.round(aspect.elevationDegrees());
        String height = elevation == 0 ? "" : "%d° from %s".formatted(Math.abs(elevation), elevation > 0 ? "H" : "F");
        return Words.joined("  ", around(azimuth), height);
    }

    /** From where the reader looks, level. */
    private static String around(long azimuth) {
        return switch ((int) azimuth) {
            case 0 -> "from A";
            case 90 -> "from L";
            case 180 -> "from P";
            case 270 -> "from R";
            default ->
                azimuth < 180
                        ? "from A, turned %d° to L".formatted(azimuth)
                        : "from A, turned %d° to R".formatted(360 - azimuth);
        };
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    /** In full in bands from the top, unless something newer waits: then the rest is drawn as while moving. */
    @Override
    public Painted paint(PaintOrder order) {
        boolean moving = order.coarse();
        int height = order.tile().height();
        int top = 0;
        while (top < height) {
            moving = moving || order.overtaken().getAsBoolean();
            int rows = moving ? height - top : Math.min(BAND, height - top);
            cast(order, top, rows, moving ? reduction(order) : 1);
            top += rows;
        }
        return new Painted(Optional.empty(), List.of(), "", moving ? List.of("reduced") : List.of(), moving);
    }

    private static int reduction(PaintOrder order) {
        double pixels = (double) order.tile().width() * order.tile().height();
        return (int) Math.max(2, Math.ceil(Math.sqrt(pixels / MOST_MOVING)));
    }

    private void cast(PaintOrder order, int top, int rows, int reduction) {
        int tileWidth = order.tile().width();
        int width = Math.ceilDiv(tileWidth, reduction);
        int height = Math.ceilDiv(rows, reduction);
        int[] argb = new int[width * height];
        boolean mirrored = order.transform().toImage().determinant() < 0;
        caster.cast(
                volume,
                onScreen(order.transform().toImage(), mirrored, top, reduction, width, height),
                reduction == 1 ? look : look.withQuality(Quality.MOVING),
                argb);
        int negative = order.look().inverted() ? 0xFFFFFF : 0;
        int[] target = order.target();
        for (int y = 0; y < rows; y++) {
            int from = y / reduction * width;
            for (int x = 0; x < tileWidth; x++) {
                int column = x / reduction;
                target[(top + y) * tileWidth + x] = argb[from + (mirrored ? width - 1 - column : column)] ^ negative;
            }
        }
    }

    /** The view of the screen's pixels; a mirrored one is looked at from the same side and mirrored afterwards. */
    private ReslicePlane onScreen(Affine2 back, boolean mirrored, int top, int reduction, int width, int height) {
        Point2 right = back.applyOffset(new Point2(1, 0));
        Point2 down = back.applyOffset(new Point2(0, 1));
        Point2 centre = back.apply(new Point2(width * reduction / 2.0, top + height * reduction / 2.0));
        return new ReslicePlane(
                raster.toPatient(centre.x() - 0.5, centre.y() - 0.5),
                direction(mirrored ? right.times(-1) : right),
                direction(down),
                raster.spacingMm() * right.length() * reduction,
                width,
                height);
    }

    private Vector3 direction(Point2 image) {
        return raster.right().times(image.x()).plus(image.y(), raster.down()).unit();
    }

    @Override
    public Optional<Sample> sample(Point2 point) {
        return Optional.empty();
    }

    @Override
    public Optional<RoiStatistics> statistics(Roi roi) {
        return Optional.empty();
    }
}
