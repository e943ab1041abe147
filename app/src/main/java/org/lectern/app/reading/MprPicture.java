package org.lectern.app.reading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.lectern.imaging.grayscale.Voi;
import org.lectern.rendering.measure.Calibration;
import org.lectern.rendering.measure.Roi;
import org.lectern.rendering.measure.RoiStatistics;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.mpr.MprState;
import org.lectern.rendering.mpr.OrthogonalPlanes;
import org.lectern.rendering.mpr.PlaneOrientation;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.Slab;
import org.lectern.rendering.view.Affine2;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Volume;

/**
 * A plane through a volume as it is at one moment. Its pixels are a raster of the volume's finest spacing, for look and
 * measures; it is painted straight from the volume at the screen's own pixels.
 */
public final class MprPicture implements Picture {
    private static final int MOST_PIXELS = 16_000;

    private final MprModel model;
    private final Volume volume;
    private final MprState state;
    private final MprPlane which;
    private final Reslicer reslicer;
    private final int position;
    private final ReslicePlane raster;

    MprPicture(MprModel model, MprPlane which, Reslicer reslicer, int position) {
        this.model = model;
        this.volume = model.volume();
        this.state = model.state();
        this.which = which;
        this.reslicer = reslicer;
        this.position = position;
        double spacing = volume.grid().finestSpacingMm();
        PlaneOrientation upright = PlaneOrientation.of(which); // the raster keeps its size while the planes turn
        this.raster = state.picture(
                which,
                volume.grid().centre(),
                spacing,
                pixels(OrthogonalPlanes.extentMm(volume.grid(), upright.right()), spacing),
                pixels(OrthogonalPlanes.extentMm(volume.grid(), upright.down()), spacing));
    }

    private static int pixels(double extentMm, double spacingMm) {
        return (int) Math.clamp(1 + Math.rint(extentMm / spacingMm), 1, MOST_PIXELS);
    }

    /** Which of the three planes. */
    public MprPlane which() {
        return which;
    }

    /** The reading at that moment. */
    public MprState state() {
        return state;
    }

    /** A patient point in image pixels, projected along the normal. */
    public Point2 project(Vector3 patient) {
        return new Point2(raster.column(patient) + 0.5, raster.row(patient) + 0.5);
    }

    /** The patient point at a point of the image. */
    public Vector3 patient(Point2 image) {
        return raster.toPatient(image.x() - 0.5, image.y() - 0.5);
    }

    /** The direction, in image pixels, in which another plane cuts this one; of length 1. */
    public Point2 direction(MprPlane other) {
        Vector3 line =
                state.orientation(which).normal().cross(state.orientation(other).normal());
        Point2 flat = new Point2(line.dot(raster.right()), line.dot(raster.down()));
        return flat.length() < 1e-9 ? new Point2(1, 0) : flat.times(1 / flat.length());
    }

    /** Whether both would be painted alike: the crosshair may have moved within the plane. */
    public boolean looksLike(Picture picture) {
        return picture instanceof MprPicture other
                && other.volume == volume
                && other.which == which
                && other.state.slab().equals(state.slab())
                && other.raster.centre().distance(raster.centre()) < 1e-6
                && other.raster.right().distance(raster.right()) < 1e-9
                && other.raster.down().distance(raster.down()) < 1e-9;
    }

    @Override
    public Object identity() {
        return List.of(model.displaySet().key(), which, position);
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
        return Optional.of(new ImagePlane(
                raster.toPatient(0, 0),
                raster.right(),
                raster.down(),
                raster.spacingMm(),
                raster.spacingMm(),
                raster.width(),
                raster.height()));
    }

    @Override
    public Optional<FrameOfReference> frameOfReference() {
        return volume.grid().frameOfReference();
    }

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
        DataSet header = model.displaySet().instances().getFirst().header();
        String series = "Series " + header.text(Tag.SeriesNumber).orElse("–");
        Slab slab = state.slab();
        String thickness = slab.thicknessMm() == 0
                ? "plane"
                : "slab " + Words.mm(slab.thicknessMm()) + " "
                        + slab.blend().name().toLowerCase(Locale.ROOT);
        List<String> notices = new ArrayList<>();
        volume.findings().stream().map(Finding::what).distinct().forEach(notices::add);
        return new Caption(
                StackCaption.patient(header),
                StackCaption.present(
                        Words.joined("  ", series, model.displaySet().description()),
                        which.name().toLowerCase(Locale.ROOT) + " reformatted" + (isOblique() ? ", oblique" : "")),
                List.of(thickness, place()),
                notices);
    }

    /** Where the plane lies: along the patient's axis, or for an oblique one along its normal from the volume's middle. */
    private String place() {
        if (isOblique()) {
            double offset = raster.centre()
                    .minus(volume.grid().centre())
                    .dot(state.orientation(which).normal());
            return Words.mm(offset) + " from the middle";
        }
        return switch (which) {
            case AXIAL -> axis(raster.centre().z(), "H ", "F ");
            case CORONAL -> axis(raster.centre().y(), "P ", "A ");
            case SAGITTAL -> axis(raster.centre().x(), "L ", "R ");
        };
    }

    private static String axis(double mm, String positive, String negative) {
        double rounded = Math.rint(mm * 10) / 10;
        return (rounded < 0 ? negative : positive) + Words.mm(Math.abs(rounded));
    }

    private boolean isOblique() {
        double aligned =
                state.orientation(which).normal().dot(PlaneOrientation.of(which).normal());
        return Math.abs(aligned) < 0.9998;
    }

    @Override
    public Painted paint(PaintOrder order) throws IOException {
        int reduction = order.coarse() ? 2 : 1;
        int width = Math.ceilDiv(order.tile().width(), reduction);
        int height = Math.ceilDiv(order.tile().height(), reduction);
        float[] values = new float[width * height];
        reslicer.reslice(volume, onScreen(order, reduction, width, height), state.slab(), values);
        Voi voi = voi(order.look().voi());
        boolean inverted = order.look().inverted();
        int[] target = order.target();
        int tileWidth = order.tile().width();
        int tileHeight = order.tile().height();
        for (int y = 0; y < tileHeight; y++) {
            int from = y / reduction * width;
            for (int x = 0; x < tileWidth; x++) {
                target[y * tileWidth + x] = shade(values[from + x / reduction], voi, inverted);
            }
        }
        return new Painted(
                Optional.of(voi),
                model.vois(),
                unit(),
                order.coarse() ? List.of("reduced") : List.of(),
                order.coarse());
    }

    /** The plane under the screen's pixels: turned and mirrored as the look says. */
    private ReslicePlane onScreen(PaintOrder order, int reduction, int width, int height) {
        Affine2 back = order.transform().toImage();
        Point2 right = back.applyOffset(new Point2(1, 0));
        Point2 down = back.applyOffset(new Point2(0, 1));
        Point2 centre = back.apply(new Point2(width * reduction / 2.0, height * reduction / 2.0));
        return new ReslicePlane(
                patient(centre),
                direction(right),
                direction(down),
                raster.spacingMm() * right.length() * reduction,
                width,
                height);
    }

    private Vector3 direction(Point2 image) {
        return raster.right().times(image.x()).plus(image.y(), raster.down()).unit();
    }

    private Voi voi(VoiChoice choice) {
        return switch (choice) {
            case VoiChoice.Window window -> window.window();
            case VoiChoice.Stored stored ->
                model.vois().get(Math.clamp(stored.option(), 0, model.vois().size() - 1));
        };
    }

    private static int shade(float value, Voi voi, boolean inverted) {
        if (Float.isNaN(value)) {
            return 0xFF000000;
        }
        int gray = (int) (voi.apply(value) * 255 + 0.5);
        return 0xFF000000 | (inverted ? 255 - gray : gray) * 0x010101;
    }

    @Override
    public Optional<Sample> sample(Point2 point) {
        float[] value = new float[1];
        reslicer.reslice(
                volume,
                new ReslicePlane(patient(point), raster.right(), raster.down(), raster.spacingMm(), 1, 1),
                state.slab(),
                value);
        return Float.isNaN(value[0])
                ? Optional.empty()
                : Optional.of(new Sample(
                        (int) Math.floor(point.x()),
                        (int) Math.floor(point.y()),
                        Sample.number(Math.rint(value[0] * 10) / 10, unit())));
    }

    @Override
    public Optional<RoiStatistics> statistics(Roi roi) {
        return Optional.empty();
    }

    private String unit() {
        return model.modality().equals("CT") ? "HU" : "";
    }
}
