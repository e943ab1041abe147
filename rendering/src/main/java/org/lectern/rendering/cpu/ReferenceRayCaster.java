package org.lectern.rendering.cpu;

import java.util.Optional;
import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Labels;
import org.lectern.rendering.raycast.Lighting;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.Rgb;
import org.lectern.rendering.raycast.TransferFunction;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Volume;

/** The plain statement of what a picture of a volume is, in double precision and one thread; the others are held to it. */
public final class ReferenceRayCaster implements RayCaster {
    /** Without state. */
    public ReferenceRayCaster() {}

    @Override
    public String name() {
        return "cpu reference";
    }

    @Override
    public void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
        requireRoom(volume, view, look, argb);
        Caster caster = new Caster(volume, view, look);
        for (int row = 0; row < view.height(); row++) {
            for (int column = 0; column < view.width(); column++) {
                argb[row * view.width() + column] =
                        0xFF000000 | caster.ray(view.toPatient(column, row)).packed();
            }
        }
    }

    /** Refuses a picture that is too small and labels on another grid. */
    public static void requireRoom(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
        if (argb.length < (long) view.width() * view.height()) {
            throw new IllegalArgumentException(
                    "%d pixels for a picture of %d × %d".formatted(argb.length, view.width(), view.height()));
        }
        if (look.labels().isPresent() && !look.labels().get().fits(volume)) {
            throw new IllegalArgumentException("the labels are not on the grid of the volume");
        }
    }

    private record Sample(Vector3 index, double value, Optional<Labels.Look> own, int label) {}

    private static final class Caster {
        private final Volume volume;
        private final ReslicePlane view;
        private final VolumeLook look;
        private final Rays rays;
        private final Affine patientToIndex;

        Caster(Volume volume, ReslicePlane view, VolumeLook look) {
            this.volume = volume;
            this.view = view;
            this.look = look;
            this.rays = Rays.of(volume.grid(), view, look.quality());
            this.patientToIndex = volume.indexToPatient().inverse();
        }

        Rgb ray(Vector3 pixel) {
            return look.mode() == Mode.COMPOSITE ? composed(pixel) : projected(pixel);
        }

        private Rgb composed(Vector3 pixel) {
            double red = 0;
            double green = 0;
            double blue = 0;
            double transparency = 1;
            for (int n = 0; n < rays.count(); n++) {
                Optional<Sample> sample = sample(pixel.plus(rays.depthMm(n), view.normal()));
                if (sample.isEmpty()) {
                    continue;
                }
                TransferFunction.Point matter = look.matter().at(sample.get().value);
                Optional<Labels.Look> own = sample.get().own;
                double opacity = own.map(Labels.Look::opacityPerMm).orElse(matter.opacityPerMm());
                double alpha = TransferFunction.overStep(opacity, rays.stepMm());
                if (alpha > 0) {
                    Rgb lit = lit(own.map(Labels.Look::colour).orElse(matter.colour()), sample.get());
                    red += transparency * alpha * lit.red();
                    green += transparency * alpha * lit.green();
                    blue += transparency * alpha * lit.blue();
                    transparency *= 1 - alpha;
                }
            }
            Rgb behind = look.background();
            return new Rgb(
                    Math.min(1, red + transparency * behind.red()),
                    Math.min(1, green + transparency * behind.green()),
                    Math.min(1, blue + transparency * behind.blue()));
        }

        private Rgb projected(Vector3 pixel) {
            double extreme = Double.NaN;
            for (int n = 0; n < rays.count(); n++) {
                Optional<Sample> sample = sample(pixel.plus(rays.depthMm(n), view.normal()));
                if (sample.isPresent()) {
                    double value = sample.get().value;
                    extreme = Double.isNaN(extreme)
                            ? value
                            : look.mode() == Mode.MIP ? Math.max(extreme, value) : Math.min(extreme, value);
                }
            }
            return Double.isNaN(extreme)
                    ? look.background()
                    : look.projection().at(extreme).colour();
        }

        private Optional<Sample> sample(Vector3 patient) {
            Vector3 index = patientToIndex.apply(patient);
            double value = ReferenceReslicer.interpolate(volume, index);
            if (Double.isNaN(value) || !look.clip().keeps(patient, index)) {
                return Optional.empty();
            }
            if (look.sculpt().isPresent() && look.sculpt().get().isGone(index)) {
                return Optional.empty();
            }
            int label = look.labels().map(labels -> labels.at(index)).orElse(0);
            Optional<Labels.Look> own = look.labels().flatMap(labels -> labels.look(label));
            if (own.isPresent() && !own.get().visible()) {
                return Optional.empty();
            }
            return Optional.of(new Sample(index, value, own, label));
        }

        private Rgb lit(Rgb colour, Sample sample) {
            Lighting lighting = look.lighting();
            if (lighting.isFlat()) {
                return colour;
            }
            boolean isSegment = sample.own.isPresent();
            Field field = isSegment ? Field.of(look.labels().orElseThrow(), sample.label) : Field.of(volume);
            Vector3 gradient = gradient(field, sample.index);
            double length = gradient.length();
            if (!(length > 0) || Double.isInfinite(length)) {
                return colour;
            }
            double weight = isSegment ? 1 : Math.min(1, length / lighting.fullGradientPerMm());
            double cosine = Math.min(1, Math.abs(gradient.dot(view.normal())) / length);
            return lighting.lit(colour, weight, cosine);
        }

        /** In patient space, per mm. */
        private Vector3 gradient(Field field, Vector3 index) {
            Vector3 d = field.differences(index);
            Affine inverse = patientToIndex;
            return new Vector3(d.dot(inverse.i()), d.dot(inverse.j()), d.dot(inverse.k()));
        }
    }
}
