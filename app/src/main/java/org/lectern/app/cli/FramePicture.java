package org.lectern.app.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.grayscale.FrameImage;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscalePipeline;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.OverlayBitmap;
import org.lectern.imaging.grayscale.OverlayPlane;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.presentation.DisplayedArea;
import org.lectern.imaging.presentation.GraphicLayer;
import org.lectern.imaging.presentation.PresentationState;
import org.lectern.rendering.raster.CpuRasterizer;
import org.lectern.rendering.raster.Interpolation;
import org.lectern.rendering.raster.OverlayLayer;
import org.lectern.rendering.raster.PixelTarget;
import org.lectern.rendering.raster.RasterImage;
import org.lectern.rendering.raster.RasterScene;
import org.lectern.rendering.view.Affine2;

/** One decoded frame on its way into a picture file. Its memory ends when it is closed. */
final class FramePicture implements AutoCloseable {
    private static final long MOST_PIXELS = 1L << 27;
    private static final int WHITE = 0xFFFFFFFF;

    private final Arena arena;
    private final DataSet dataSet;
    private final String sopInstanceUid;
    private final int frame;
    private final FrameSamples samples;
    private final GrayscaleTransforms transforms;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<OverlayPlane> overlays;
    private List<Voi> vois;
    private GrayscalePipeline pipeline;
    private Shutters shutters;
    private @Nullable PresentationState state;
    private boolean bare;

    private FramePicture(Arena arena, DataSet dataSet, int frame, FrameSamples samples) {
        this.arena = arena;
        this.dataSet = dataSet;
        this.sopInstanceUid = dataSet.text(Tag.SOPInstanceUID).orElse("");
        this.frame = frame;
        this.samples = samples;
        this.transforms = GrayscaleTransforms.of(dataSet, frame);
        this.findings.addAll(transforms.findings());
        this.vois = transforms.vois();
        this.pipeline = transforms.pipeline(dataSet, samples);
        this.shutters = Shutters.of(dataSet, findings);
        this.overlays = OverlayPlane.of(dataSet, findings);
    }

    /**
     * Decodes a frame.
     *
     * @param number of the frame, from 1
     */
    static FramePicture open(DicomFile file, int number) throws IOException {
        Arena arena = Arena.ofShared();
        try (ImagePixels pixels = ImagePixels.of(file)) {
            if (number < 1 || number > pixels.frameCount()) {
                throw new IOException("%s has frames 1 to %d, not %d"
                        .formatted(file.path().getFileName(), pixels.frameCount(), number));
            }
            pixels.check(number - 1);
            MemorySegment memory = arena.allocate(pixels.layout().frameBytes(), 8);
            PhotometricInterpretation photometric = pixels.decode(number - 1, memory);
            FrameSamples samples = FrameSamples.of(pixels, photometric, memory);
            return new FramePicture(arena, file.dataSet(), number - 1, samples);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    List<Voi> vois() {
        return vois;
    }

    /** What the person who asked should know about the picture. */
    List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        findings.forEach(finding -> all.add(finding.toString()));
        return all;
    }

    void apply(@Nullable PresentationState presentation) throws IOException {
        if (presentation == null) {
            return;
        }
        if (!presentation.appliesTo(sopInstanceUid, frame)) {
            throw new IOException("the presentation state is for other images than this one");
        }
        state = presentation;
        findings.addAll(presentation.findings());
        vois = presentation.voisFor(sopInstanceUid, frame);
        pipeline = presentation.pipeline(sopInstanceUid, frame, transforms, samples);
        shutters = presentation.shutters();
    }

    void choose(Voi voi) {
        if (!samples.photometric().isMonochrome()) {
            remarks.add("a colour image has no window; it is shown as it is");
        }
        pipeline = pipeline.withVoi(voi);
    }

    void invert(boolean negative) {
        pipeline = pipeline.withInverted(negative);
    }

    void hideLayers(boolean hide) {
        bare = hide;
    }

    void write(int @Nullable [] size, Path out) throws IOException {
        RasterImage image = switch (FrameImage.of(dataSet, samples, pipeline, findings)) {
            case FrameImage.Gray gray -> new RasterImage.Gray(gray.samples(), gray.pipeline());
            case FrameImage.Color color -> new RasterImage.Color(color.frame());
        };
        if (image instanceof RasterImage.Gray && vois.isEmpty() && pipeline.voi() instanceof Voi.Window window) {
            remarks.add("no window in the object; shown with centre %s, width %s%s"
                    .formatted(
                            window.center(),
                            window.width(),
                            window.explanation().isEmpty() ? "" : " (" + window.explanation() + ")"));
        }
        boolean onSide = state != null && state.rotationDegrees() % 180 != 0;
        int width = size != null ? size[0] : onSide ? samples.rows() : samples.columns();
        int height = size != null ? size[1] : onSide ? samples.columns() : samples.rows();
        if ((long) width * height > MOST_PIXELS) {
            throw new IOException("%d × %d pixels are too many for one picture; use --size".formatted(width, height));
        }
        Affine2 placed = size == null ? turned() : fitted(turned(), width, height);
        RasterScene scene = new RasterScene(
                image, placed, Interpolation.BILINEAR, bare ? Shutters.none() : shutters, layers(), RasterScene.BLACK);
        int[] argb = new int[width * height];
        CpuRasterizer.sequential().draw(scene, PixelTarget.of(argb, width, height));
        PngFile.write(argb, width, height, out);
    }

    /** From image pixels to the turned and flipped picture at one to one: rotation first (PS3.3 C.10.6). */
    private Affine2 turned() {
        double w = samples.columns();
        double h = samples.rows();
        int degrees = state == null ? 0 : state.rotationDegrees();
        Affine2 map = switch (degrees) {
            case 90 -> new Affine2(0, -1, 1, 0, h, 0);
            case 180 -> new Affine2(-1, 0, 0, -1, w, h);
            case 270 -> new Affine2(0, 1, -1, 0, 0, w);
            default -> Affine2.IDENTITY;
        };
        double across = degrees % 180 == 0 ? w : h;
        return state != null && state.flippedHorizontally()
                ? new Affine2(-map.xx(), -map.xy(), map.yx(), map.yy(), across - map.tx(), map.ty())
                : map;
    }

    /** The displayed area, or the whole image, as large as it fits with the shape that its pixels have. */
    private Affine2 fitted(Affine2 turn, int width, int height) {
        Optional<DisplayedArea> area = Optional.ofNullable(state).flatMap(s -> s.areaFor(sopInstanceUid, frame));
        double aspect = area.map(DisplayedArea::aspect)
                .orElseGet(() -> PixelSpacing.of(dataSet, frame).aspect());
        double left = area.map(DisplayedArea::left).orElse(0);
        double top = area.map(DisplayedArea::top).orElse(0);
        double right = area.map(DisplayedArea::right).orElse(samples.columns() - 1) + 1.0;
        double bottom = area.map(DisplayedArea::bottom).orElse(samples.rows() - 1) + 1.0;
        double shownWidth = Math.abs(turn.xx()) * (right - left) + Math.abs(turn.xy()) * (bottom - top) * aspect;
        double shownHeight = Math.abs(turn.yx()) * (right - left) + Math.abs(turn.yy()) * (bottom - top) * aspect;
        double scale = Math.min(width / shownWidth, height / shownHeight);
        Affine2 scaled = new Affine2(
                turn.xx() * scale, turn.xy() * aspect * scale, turn.yx() * scale, turn.yy() * aspect * scale, 0, 0);
        double middleX = (left + right) / 2;
        double middleY = (top + bottom) / 2;
        return new Affine2(
                scaled.xx(),
                scaled.xy(),
                scaled.yx(),
                scaled.yy(),
                width / 2.0 - (scaled.xx() * middleX + scaled.xy() * middleY),
                height / 2.0 - (scaled.yx() * middleX + scaled.yy() * middleY));
    }

    private List<OverlayLayer> layers() throws IOException {
        List<OverlayLayer> layers = new ArrayList<>();
        if (bare) {
            return layers;
        }
        if (state == null) {
            for (OverlayPlane plane : overlays) {
                add(plane, WHITE, layers);
            }
            return layers;
        }
        for (PresentationState.ActiveOverlay active : state.activeOverlays(overlays)) {
            int gray = state.layers().stream()
                    .filter(layer -> layer.name().equals(active.layer()))
                    .mapToInt(GraphicLayer::grayscaleValue)
                    .findFirst()
                    .orElse(0xFFFF);
            add(active.plane(), 0xFF000000 | GrayscalePipeline.quantise(gray / 65535.0, 8) * 0x010101, layers);
        }
        return layers;
    }

    private void add(OverlayPlane plane, int argb, List<OverlayLayer> layers) throws IOException {
        Optional<OverlayBitmap> bitmap = plane.bitmap(frame, Optional.of(samples));
        bitmap.ifPresent(bits -> layers.add(new OverlayLayer(bits, argb)));
    }

    @Override
    public void close() {
        arena.close();
    }
}
