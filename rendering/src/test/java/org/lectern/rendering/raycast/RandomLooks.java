package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.TransferFunction.Point;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.ModalityScale;
import org.lectern.rendering.volume.Phantoms;
import org.lectern.rendering.volume.SampleType;
import org.lectern.rendering.volume.Volume;

/** Volumes, views and looks of all kinds from a seed, to hold one ray caster to another. */
public final class RandomLooks {
    private static final int PADDING = 7;

    private final Random random;

    /** From a seed. */
    public RandomLooks(long seed) {
        this.random = new Random(seed);
    }

    /** Three soft balls in empty space on a sheared grid, with a hole of padding in one. */
    public Volume cloud(SampleType type) throws IOException {
        Grid oblique = Phantoms.obliqueGrid();
        Affine steps = oblique.indexToPatient();
        Grid grid = new Grid(
                43, 37, 29, new Affine(steps.i(), steps.j(), steps.k().times(0.6), steps.origin()), Optional.empty());
        OptionalInt padding = type == SampleType.FLOAT32 ? OptionalInt.empty() : OptionalInt.of(PADDING);
        return Phantoms.volume(grid, type, new ModalityScale(2, -10), padding, (i, j, k) -> stored(type, i, j, k));
    }

    private static double stored(SampleType type, int i, int j, int k) {
        Vector3 p = new Vector3(i, j, k);
        if (p.distance(new Vector3(30, 24, 18)) < 4) {
            return type == SampleType.FLOAT32 ? Double.NaN : PADDING;
        }
        double ball = Math.max(
                100 - 9 * p.distance(new Vector3(30, 26, 18)),
                Math.max(80 - 10 * p.distance(new Vector3(10, 10, 8)), 60 - 12 * p.distance(new Vector3(42, 2, 28))));
        return ball > 0 ? 10 + Math.rint(ball) : 9;
    }

    /** Blocks of labels 0 to 4. */
    public Volume segments(Grid grid) throws IOException {
        return Phantoms.volume(
                grid,
                SampleType.UINT8,
                ModalityScale.IDENTITY,
                OptionalInt.empty(),
                (i, j, k) -> i > 20 && j > 20 ? 1 + k / 9 : 0);
    }

    /** From anywhere, near or far. */
    public ReslicePlane view(Grid grid, int size) {
        ReslicePlane fitted =
                Orbit.fitted(grid, Orbit.orientation(random.nextDouble(360), random.nextDouble(-90, 90)), size, size);
        return fitted.sized(fitted.spacingMm() * random.nextDouble(0.3, 1.2), size, size);
    }

    /** A look; every third composed, every fourth with labels, every fifth sculpted, every second clipped. */
    public VolumeLook look(Grid grid, Volume segments, int turn) {
        VolumeLook look = VolumeLook.of(matter())
                .withMode(turn % 3 == 1 ? Mode.values()[1 + turn % 2] : Mode.COMPOSITE)
                .withProjection(TransferFunction.window(random.nextInt(50, 150), random.nextInt(60, 250)))
                .withQuality(new Quality(random.nextDouble(0.4, 1.6)))
                .withBackground(new Rgb(0, random.nextDouble(), 0));
        if (turn % 2 == 0) {
            look = look.withLighting(new Lighting(0.3, 0.6, 0.4, 20, 5)).withClip(clip(grid));
        }
        if (turn % 4 == 3) {
            look = look.withLabels(new Labels(
                    segments,
                    Map.of(
                            1, Labels.Look.solid(new Rgb(0.2, 0.4, 0.9)),
                            2, Labels.Look.hidden(),
                            3, new Labels.Look(new Rgb(0.9, 0.4, 0.1), 0.3, true))));
        }
        if (turn % 5 == 4) {
            List<Point2> outline = List.of(new Point2(3, 4), new Point2(40, 9), new Point2(30, 44), new Point2(20, 12));
            Sculpt.Side side = turn % 2 == 0 ? Sculpt.Side.INSIDE : Sculpt.Side.OUTSIDE;
            look = look.withSculpt(Sculpt.whole(grid).cut(view(grid, 48), outline, side));
        }
        return look;
    }

    private TransferFunction matter() {
        List<Point> points = new ArrayList<>();
        points.add(new Point(20, Rgb.BLACK, 0));
        for (int i = 0; i < 3; i++) {
            Rgb colour = new Rgb(random.nextDouble(), random.nextDouble(), random.nextDouble());
            points.add(new Point(random.nextInt(21, 200), colour, random.nextInt(3) * random.nextDouble(0.4)));
        }
        points.sort(Comparator.comparingDouble(Point::value));
        return new TransferFunction(points);
    }

    private Clip clip(Grid grid) {
        Vector3 towards = new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).unit();
        Vector3 point = grid.centre().plus(random.nextDouble(-8, 4), towards);
        Clip.Box box = new Clip.Box(
                new Vector3(random.nextDouble(5), random.nextDouble(5), random.nextDouble(3)),
                new Vector3(
                        grid.columns() - random.nextDouble(5),
                        grid.rows() - random.nextDouble(5),
                        grid.slices() - random.nextDouble(3)));
        return Clip.NONE.within(box).and(Clip.HalfSpace.through(point, towards));
    }

    /**
     * Pixels differ by 2 levels of 255 at most, but for one in a hundred whose ray passes a face of a cut or of a gap
     * within the rounding of a float.
     */
    public static void assertAlike(int[] expected, int[] actual, String what) {
        int off = 0;
        for (int pixel = 0; pixel < expected.length; pixel++) {
            for (int shift = 0; shift < 32; shift += 8) {
                if (Math.abs((expected[pixel] >>> shift & 0xFF) - (actual[pixel] >>> shift & 0xFF)) > 2) {
                    off++;
                    break;
                }
            }
        }
        assertTrue(off * 100 <= expected.length, off + " of " + expected.length + " pixels differ; " + what);
    }
}
