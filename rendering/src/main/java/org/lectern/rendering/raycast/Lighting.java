package org.lectern.rendering.raycast;

/**
 * How surfaces take the light of a lamp at the reader's head, two-sided (Phong's model; light, reader and highlight
 * coincide):
 *
 * <pre>
 * d = central differences over ± one voxel along each axis of the grid, from interpolated values; where the neighbour on
 *     one side is nothing, the difference to the other alone; where both are, 0
 * g = gradient in patient space, per mm: Σ d_axis · ∇index_axis   (right on sheared grids too)
 * w = min(1, |g| / fullGradientPerMm)                  flat regions have no surface: they keep their own colour
 * cosθ = |g · normal of the view| / |g|
 * lit(c) = min(1, c · (1 − w + w · (ambient + diffuse · cosθ)) + w · specular · cosθ^shininess)
 * </pre>
 *
 * Only what lies outside the volume, and NaN and padding, counts as nothing for {@code d}; what was cut away does not.
 *
 * @param fullGradientPerMm modality units per mm from which a surface is fully lit; above 0
 */
public record Lighting(double ambient, double diffuse, double specular, double shininess, double fullGradientPerMm) {
    /** All matter shows its own colour. */
    public static final Lighting NONE = new Lighting(1, 0, 0, 1, 1);

    /** Refuses negative parts and a gradient of 0. */
    public Lighting {
        if (!isReasonable(ambient) || !isReasonable(diffuse) || !isReasonable(specular)) {
            throw new IllegalArgumentException("light of " + ambient + ", " + diffuse + ", " + specular);
        }
        if (!(shininess >= 1 && shininess <= 1000)
                || !(fullGradientPerMm > 0)
                || Double.isInfinite(fullGradientPerMm)) {
            throw new IllegalArgumentException(
                    "a shininess of " + shininess + " and full light at " + fullGradientPerMm + " per mm");
        }
    }

    private static boolean isReasonable(double part) {
        return part >= 0 && part <= 4;
    }

    /** Whether gradients make no difference. */
    public boolean isFlat() {
        return ambient == 1 && diffuse == 0 && specular == 0;
    }

    /** A colour in this light. */
    public Rgb lit(Rgb colour, double weight, double cosine) {
        double shade = 1 - weight + weight * (ambient + diffuse * cosine);
        double shine = weight * specular * Math.pow(cosine, shininess);
        return new Rgb(
                Math.min(1, colour.red() * shade + shine),
                Math.min(1, colour.green() * shade + shine),
                Math.min(1, colour.blue() * shade + shine));
    }

    /** The same with gradients in other units. */
    public Lighting withFullGradientPerMm(double gradient) {
        return new Lighting(ambient, diffuse, specular, shininess, gradient);
    }
}
