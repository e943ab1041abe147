package org.lectern.rendering.raycast;

/** A colour as sent to the screen (sRGB), components from 0 to 1. */
public record Rgb(double red, double green, double blue) {
    /** No light. */
    public static final Rgb BLACK = new Rgb(0, 0, 0);

    /** All light. */
    public static final Rgb WHITE = new Rgb(1, 1, 1);

    /** Refuses components outside 0 to 1. */
    public Rgb {
        if (!isPart(red) || !isPart(green) || !isPart(blue)) {
            throw new IllegalArgumentException("a colour of " + red + ", " + green + ", " + blue);
        }
    }

    /** From {@code 0xRRGGBB}. */
    public static Rgb of(int rgb) {
        return new Rgb((rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
    }

    /** As {@code 0xRRGGBB}, rounded. */
    public int packed() {
        return (int) Math.round(red * 255) << 16 | (int) Math.round(green * 255) << 8 | (int) Math.round(blue * 255);
    }

    /** From here to another colour; {@code part} 0 is here, 1 is there. */
    public Rgb towards(Rgb other, double part) {
        return new Rgb(
                red + part * (other.red - red),
                green + part * (other.green - green),
                blue + part * (other.blue - blue));
    }

    static boolean isPart(double value) {
        return value >= 0 && value <= 1;
    }
}
