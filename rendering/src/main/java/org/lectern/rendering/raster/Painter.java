package org.lectern.rendering.raster;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Supplier;
import org.lectern.rendering.view.Affine2;

/** One picture being drawn: what its bands share. */
final class Painter {
    private final RasterScene scene;
    private final PixelTarget target;
    private final Layers layers;
    private final Supplier<RowSampler> samplers;

    private Painter(RasterScene scene, PixelTarget target, Layers layers, Supplier<RowSampler> samplers) {
        this.scene = scene;
        this.target = target;
        this.layers = layers;
        this.samplers = samplers;
    }

    static Painter of(RasterScene scene, PixelTarget target) {
        Affine2 toImage = scene.imageToScreen().inverse();
        return new Painter(scene, target, new Layers(scene, toImage), samplers(scene, target, toImage));
    }

    void paint(int fromRow, int toRow) {
        RowSampler sampler = samplers.get();
        int width = target.width();
        int[] argb = new int[width];
        for (int y = fromRow; y < toRow; y++) {
            Arrays.fill(argb, scene.background());
            sampler.sample(y, argb);
            if (!layers.isEmpty()) {
                layers.paint(y, argb);
            }
            MemorySegment.copy(argb, 0, target.pixels(), ValueLayout.JAVA_INT_UNALIGNED, 4L * width * y, width);
        }
    }

    private static Supplier<RowSampler> samplers(RasterScene scene, PixelTarget target, Affine2 toImage) {
        Affine2 map = scene.imageToScreen();
        boolean upright = map.xy() == 0 && map.yx() == 0;
        boolean turned = map.xx() == 0 && map.yy() == 0;
        boolean exact = scene.interpolation() == Interpolation.NEAREST || isPixelOnPixel(map, upright, turned);
        Source source = source(scene.image(), !exact);
        if (exact) {
            return () -> new NearestRows(source, toImage);
        }
        if (!upright && !turned) {
            return () -> new PointRows(source, toImage, target.width());
        }
        Kernel along = Kernel.of(
                turned ? source.rows() : source.columns(),
                target.width(),
                turned ? map.xy() : map.xx(),
                map.tx(),
                scene.interpolation());
        Kernel across = Kernel.of(
                turned ? source.columns() : source.rows(),
                target.height(),
                turned ? map.yx() : map.yy(),
                map.ty(),
                scene.interpolation());
        return () -> new SeparableRows(source, turned, along, across, target.width());
    }

    private static Source source(RasterImage image, boolean interpolated) {
        return switch (image) {
            case RasterImage.Gray gray -> GraySource.of(gray, interpolated);
            case RasterImage.Color color -> ColorSource.of(color.frame());
        };
    }

    /** Whether each image pixel falls on one screen pixel, so that there is nothing to interpolate. */
    private static boolean isPixelOnPixel(Affine2 map, boolean upright, boolean turned) {
        double x = upright ? map.xx() : map.xy();
        double y = upright ? map.yy() : map.yx();
        return (upright || turned)
                && Math.abs(x) == 1
                && Math.abs(y) == 1
                && map.tx() == Math.rint(map.tx())
                && map.ty() == Math.rint(map.ty());
    }
}
