package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.Vector3;

/** How sorted, parallel frames lie, and what is irregular about it, in plain words; images are counted from 1. */
final class StackAnalysis {
    private static final double TILT_DEGREES = 0.5;
    private static final double OUT_OF_LINE_MM = 1.0;

    /** A distance of so many usual ones means that slices are missing … */
    private static final double MISSING_FROM = 1.5;

    /** … unless that is so at more than this part of the distances: then the spacing is mixed. */
    private static final double MOST_MISSING = 0.2;

    /** How far a slice may be from its place on an even grid, as part of the distance. */
    private static final double EVEN_WITHIN = 0.1;

    private final List<PlacedFrame> frames;
    private final ImagePlane first;
    private final Vector3 normal;
    private final List<Double> positions = new ArrayList<>();
    private final List<Double> distances = new ArrayList<>();
    private final List<Finding> findings;

    private StackAnalysis(List<PlacedFrame> frames, List<Finding> findings) {
        this.frames = frames;
        this.findings = findings;
        this.first = frames.getFirst().plane().orElseThrow();
        this.normal = first.normal();
        double start = frames.getFirst().positionMm(normal);
        for (PlacedFrame frame : frames) {
            positions.add(frame.positionMm(normal) - start);
        }
        for (int i = 1; i < frames.size(); i++) {
            distances.add(positions.get(i) - positions.get(i - 1));
        }
    }

    /** The geometry, for frames in ascending order along the normal; empty for one place only. */
    static Optional<StackGeometry> of(List<PlacedFrame> frames, List<Finding> findings) {
        return frames.size() < 2 ? Optional.empty() : new StackAnalysis(frames, findings).geometry();
    }

    private Optional<StackGeometry> geometry() {
        List<Double> apart = distances.stream()
                .filter(distance -> distance > Repeats.SAME_PLACE_MM)
                .sorted()
                .toList();
        if (apart.isEmpty()) {
            return Optional.empty();
        }
        double usual = apart.get(apart.size() / 2);
        boolean doublets = findDoublets(distances.size() - apart.size());
        List<Integer> missing = findMissing(usual, apart.size());
        boolean even = missing.isEmpty() && findMixed(usual);
        double span = positions.getLast();
        double spacing = even && !doublets ? span / distances.size() : usual;
        Vector3 way = frames.getLast().plane().orElseThrow().position().minus(first.position());
        Vector3 step = way.times(spacing / span);
        StackGeometry geometry = new StackGeometry(first, positions, step, missing, even && !doublets);
        findTilt(geometry);
        findOutOfLine(step.times(1 / spacing));
        findThickness(spacing);
        return Optional.of(geometry);
    }

    private boolean findDoublets(int count) {
        if (count > 0) {
            int at = 0;
            while (distances.get(at) > Repeats.SAME_PLACE_MM) {
                at++;
            }
            find(
                    Tag.ImagePositionPatient,
                    String.format(
                            Locale.ROOT,
                            "%d of the images lie at the same place as another (first: images %d and %d)",
                            count,
                            at + 1,
                            at + 2));
        }
        return count > 0;
    }

    private List<Integer> findMissing(double usual, int apart) {
        List<Integer> after = new ArrayList<>();
        int slices = 0;
        for (int i = 0; i < distances.size(); i++) {
            if (distances.get(i) >= MISSING_FROM * usual) {
                after.add(i);
                slices += (int) Math.max(1, Math.min(100_000, Math.round(distances.get(i) / usual) - 1));
            }
        }
        if (after.isEmpty() || after.size() > Math.max(1, (int) (MOST_MISSING * apart))) {
            return List.of();
        }
        int at = after.getFirst();
        String places = after.size() == 1 ? "" : " (the first of %d gaps)".formatted(after.size());
        find(
                Tag.ImagePositionPatient,
                String.format(
                        Locale.ROOT,
                        "%d %s missing between images %d and %d%s: %.1f mm apart instead of %.1f mm",
                        slices,
                        slices == 1 ? "slice is" : "slices are",
                        at + 1,
                        at + 2,
                        places,
                        distances.get(at),
                        usual));
        return after;
    }

    /** Whether the spacing is even. */
    private boolean findMixed(double usual) {
        double mean = positions.getLast() / distances.size();
        for (int i = 0; i < positions.size(); i++) {
            if (Math.abs(positions.get(i) - i * mean) > EVEN_WITHIN * mean) {
                List<Double> sorted = distances.stream()
                        .filter(distance -> distance > Repeats.SAME_PLACE_MM)
                        .sorted()
                        .toList();
                if (sorted.getLast() - sorted.getFirst() > EVEN_WITHIN * usual) {
                    find(
                            Tag.ImagePositionPatient,
                            String.format(
                                    Locale.ROOT,
                                    "slice spacing is mixed: %.1f mm to %.1f mm",
                                    sorted.getFirst(),
                                    sorted.getLast()));
                }
                return false;
            }
        }
        return true;
    }

    private void findTilt(StackGeometry geometry) {
        if (geometry.tiltDegrees() > TILT_DEGREES) {
            find(
                    Tag.GantryDetectorTilt,
                    String.format(
                            Locale.ROOT,
                            "the gantry was tilted by %.1f°; reformatted planes take it into account",
                            geometry.tiltDegrees()));
        }
    }

    private void findOutOfLine(Vector3 stepPerMm) {
        double worst = 0;
        for (int i = 0; i < positions.size(); i++) {
            Vector3 expected = first.position().plus(positions.get(i), stepPerMm);
            worst = Math.max(
                    worst, frames.get(i).plane().orElseThrow().position().distance(expected));
        }
        if (worst > OUT_OF_LINE_MM) {
            find(
                    Tag.ImagePositionPatient,
                    String.format(
                            Locale.ROOT, "slices are shifted sideways against each other by up to %.1f mm", worst));
        }
    }

    private void findThickness(double spacing) {
        double thinnest = Double.POSITIVE_INFINITY;
        double thickest = 0;
        for (PlacedFrame frame : frames) {
            double[] thickness = frame.attributes().decimals(Tag.SliceThickness);
            if (thickness.length == 0 || !(thickness[0] > 0)) {
                return;
            }
            thinnest = Math.min(thinnest, thickness[0]);
            thickest = Math.max(thickest, thickness[0]);
        }
        if (thickest > thinnest * 1.01) {
            find(
                    Tag.SliceThickness,
                    String.format(Locale.ROOT, "slice thickness is mixed: %.1f mm to %.1f mm", thinnest, thickest));
        } else if (thickest > spacing * 1.05) {
            find(
                    Tag.SliceThickness,
                    String.format(Locale.ROOT, "slices overlap: %.2f mm thick every %.2f mm", thickest, spacing));
        } else if (thickest < spacing * 0.9) {
            find(
                    Tag.SliceThickness,
                    String.format(
                            Locale.ROOT,
                            "%.2f mm between slices were not imaged: %.2f mm thick every %.2f mm",
                            spacing - thickest,
                            thickest,
                            spacing));
        }
    }

    private void find(int tag, String what) {
        findings.add(new Finding(what, tag, -1));
    }
}
