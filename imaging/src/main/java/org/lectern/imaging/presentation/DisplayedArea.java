package org.lectern.imaging.presentation;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/**
 * The part of an image to show (PS3.3 C.10.4): pixels counted from 0, ends included, possibly beyond the image.
 *
 * @param aspect height ÷ width of a pixel
 * @param magnification screen pixels per image pixel in the mode MAGNIFY, 1 in others
 */
public record DisplayedArea(
        int left, int top, int right, int bottom, SizeMode mode, double aspect, double magnification) {

    /** Presentation Size Mode (0070,0100). */
    public enum SizeMode {
        SCALE_TO_FIT,
        TRUE_SIZE,
        MAGNIFY
    }

    /** Refuses an empty area. */
    public DisplayedArea {
        if (right < left || bottom < top || !(aspect > 0) || !(magnification > 0)) {
            throw new IllegalArgumentException("An empty displayed area");
        }
    }

    /** An item of the Displayed Area Selection Sequence; corners in either order, as rotated states have them. */
    static Optional<DisplayedArea> of(DataSet item, List<Finding> findings) {
        int[] first = item.integers(Tag.DisplayedAreaTopLeftHandCorner);
        int[] second = item.integers(Tag.DisplayedAreaBottomRightHandCorner);
        if (first.length < 2 || second.length < 2) {
            findings.add(new Finding(
                    "a displayed area without corners was ignored", Tag.DisplayedAreaTopLeftHandCorner, -1));
            return Optional.empty();
        }
        SizeMode mode = switch (item.text(Tag.PresentationSizeMode).orElse("")) {
            case "TRUE SIZE" -> SizeMode.TRUE_SIZE;
            case "MAGNIFY" -> SizeMode.MAGNIFY;
            default -> SizeMode.SCALE_TO_FIT;
        };
        double magnification = mode == SizeMode.MAGNIFY
                ? item.decimal(Tag.PresentationPixelMagnificationRatio).orElse(1)
                : 1;
        return Optional.of(new DisplayedArea(
                Math.min(first[0], second[0]) - 1,
                Math.min(first[1], second[1]) - 1,
                Math.max(first[0], second[0]) - 1,
                Math.max(first[1], second[1]) - 1,
                mode,
                aspect(item),
                magnification > 0 ? magnification : 1));
    }

    private static double aspect(DataSet item) {
        double[] spacing = item.decimals(Tag.PresentationPixelSpacing); // row\column
        double[] ratio = spacing.length == 2 ? spacing : item.decimals(Tag.PresentationPixelAspectRatio);
        return ratio.length == 2 && ratio[0] > 0 && ratio[1] > 0 ? ratio[0] / ratio[1] : 1;
    }
}
