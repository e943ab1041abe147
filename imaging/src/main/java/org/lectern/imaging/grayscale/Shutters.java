package org.lectern.imaging.grayscale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * The display shutters of an image or presentation state: what is seen is what none of them covers.
 *
 * @param presentationValue grey of what is covered, from 0 for black to 65535 for white
 */
public record Shutters(List<DisplayShutter> shutters, int presentationValue) {
    /** Copies the list. */
    public Shutters {
        shutters = List.copyOf(shutters);
        presentationValue = Math.clamp(presentationValue, 0, 0xFFFF);
    }

    /** No shutter. */
    public static Shutters none() {
        return new Shutters(List.of(), 0);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return shutters.isEmpty();
    }

    /** Whether a pixel is covered. */
    public boolean covers(int column, int row) {
        for (DisplayShutter shutter : shutters) {
            if (shutter.covers(column, row)) {
                return true;
            }
        }
        return false;
    }

    /** The grey of what is covered as {@code 0xFFRRGGBB}. */
    public int argb() {
        int gray = GrayscalePipeline.quantise(presentationValue / 65535.0, 8);
        return 0xFF000000 | gray * 0x010101;
    }

    /** What a data set holds. */
    public static Shutters of(DataSet dataSet, List<Finding> findings) {
        List<DisplayShutter> shutters = new ArrayList<>();
        for (String shape : dataSet.texts(Tag.ShutterShape)) {
            switch (shape) {
                case "RECTANGULAR" -> rectangular(dataSet, findings).ifPresent(shutters::add);
                case "CIRCULAR" -> circular(dataSet, findings).ifPresent(shutters::add);
                case "POLYGONAL" -> polygonal(dataSet, findings).ifPresent(shutters::add);
                case "BITMAP" -> bitmap(dataSet, findings).ifPresent(shutters::add);
                default -> findings.add(new Finding("a shutter of an unknown shape was ignored", Tag.ShutterShape, -1));
            }
        }
        return new Shutters(
                shutters, dataSet.integer(Tag.ShutterPresentationValue).orElse(0));
    }

    private static Optional<DisplayShutter> rectangular(DataSet dataSet, List<Finding> findings) {
        int left = dataSet.integer(Tag.ShutterLeftVerticalEdge).orElse(1);
        int right = dataSet.integer(Tag.ShutterRightVerticalEdge).orElse(Integer.MAX_VALUE);
        int top = dataSet.integer(Tag.ShutterUpperHorizontalEdge).orElse(1);
        int bottom = dataSet.integer(Tag.ShutterLowerHorizontalEdge).orElse(Integer.MAX_VALUE);
        if (right < left || bottom < top) {
            return ignored(Tag.ShutterLeftVerticalEdge, findings);
        }
        return Optional.of(new DisplayShutter.Rectangular(left - 1, right - 1, top - 1, bottom - 1));
    }

    private static Optional<DisplayShutter> circular(DataSet dataSet, List<Finding> findings) {
        int[] center = dataSet.integers(Tag.CenterOfCircularShutter); // row\column
        int radius = dataSet.integer(Tag.RadiusOfCircularShutter).orElse(0);
        return center.length < 2 || radius <= 0
                ? ignored(Tag.CenterOfCircularShutter, findings)
                : Optional.of(new DisplayShutter.Circular(center[1] - 1, center[0] - 1, radius));
    }

    private static Optional<DisplayShutter> polygonal(DataSet dataSet, List<Finding> findings) {
        int[] places = dataSet.integers(Tag.VerticesOfThePolygonalShutter); // row\column pairs
        if (places.length < 6 || places.length > 20_000) {
            return ignored(Tag.VerticesOfThePolygonalShutter, findings);
        }
        List<DisplayShutter.Polygonal.Vertex> vertices = new ArrayList<>();
        for (int i = 0; i + 1 < places.length; i += 2) {
            vertices.add(new DisplayShutter.Polygonal.Vertex(places[i + 1] - 1, places[i] - 1));
        }
        return Optional.of(new DisplayShutter.Polygonal(vertices));
    }

    private static Optional<DisplayShutter> bitmap(DataSet dataSet, List<Finding> findings) {
        int group = dataSet.integer(Tag.ShutterOverlayGroup).orElse(0);
        for (OverlayPlane plane : OverlayPlane.of(dataSet, findings)) {
            try {
                if (plane.group() == group) {
                    return plane.bitmap(0, Optional.empty()).map(DisplayShutter.Bitmap::new);
                }
            } catch (IOException e) {
                findings.add(new Finding("the shutter's overlay cannot be read", Tag.ShutterOverlayGroup, -1));
            }
        }
        return ignored(Tag.ShutterOverlayGroup, findings);
    }

    private static Optional<DisplayShutter> ignored(int tag, List<Finding> findings) {
        findings.add(new Finding("a shutter without a usable shape was ignored", tag, -1));
        return Optional.empty();
    }
}
