package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Scale;
import org.lectern.rendering.view.ViewTransform;

/**
 * What stands in the corners of a viewport: top left patient and study; top right series, type and date; bottom left
 * window, zoom and scale; bottom right thickness, location and position. Notices and badges stand at the left edge.
 */
public record CornerText(
        List<String> topLeft,
        List<String> topRight,
        List<String> bottomLeft,
        List<String> bottomRight,
        List<String> badges) {

    private static final Set<Integer> BETWEEN_SLICES = Set.of(Tag.ImagePositionPatient, Tag.SliceThickness);

    /** The text of a viewport as it is now. */
    public static Optional<CornerText> of(Viewport viewport) {
        return viewport.picture()
                .flatMap(picture -> viewport.transform().map(transform -> of(viewport, picture.caption(), transform)));
    }

    /**
     * The same while images of the exam are still to come: what lies between two slices says nothing yet about how they
     * were acquired, so that it is not told.
     */
    public static Optional<CornerText> whileArriving(Viewport viewport) {
        return of(viewport).map(text -> text.withoutGaps(viewport));
    }

    private CornerText withoutGaps(Viewport viewport) {
        List<String> gaps = viewport.content().stream()
                .flatMap(content -> content.displaySet().findings().stream())
                .filter(finding -> BETWEEN_SLICES.contains(finding.tag()))
                .map(Finding::what)
                .toList();
        List<String> told = new ArrayList<>(List.of("images are still to come"));
        badges.stream().filter(badge -> !gaps.contains(badge)).forEach(told::add);
        List<String> place = bottomRight.stream()
                .map(line -> line.replaceFirst(" *" + StackCaption.SPACING + ".*$", ""))
                .filter(line -> !line.isEmpty())
                .toList();
        return new CornerText(topLeft, topRight, bottomLeft, place, told);
    }

    private static CornerText of(Viewport viewport, Picture.Caption caption, ViewTransform transform) {
        List<String> bottomLeft = new ArrayList<>();
        viewport.painted().voi().ifPresent(voi -> bottomLeft.add(window(viewport.layer(), voi)));
        if (viewport.layer().inverted()) {
            bottomLeft.add("inverted");
        }
        bottomLeft.add(zoom(viewport.look(), transform));
        List<String> badges = new ArrayList<>(caption.notices());
        badges.addAll(viewport.painted().badges());
        return new CornerText(
                caption.topLeft(), caption.topRight(), List.copyOf(bottomLeft), caption.bottomRight(), badges);
    }

    /** The window in words: {@code C 40  W 400  Soft tissue}. */
    public static String window(LayerLook layer, Voi voi) {
        String name = layer.voi() instanceof VoiChoice.Window chosen ? chosen.name() : voi.explanation();
        return switch (voi) {
            case Voi.Window window ->
                Words.joined("  ", "C " + number(window.center()), "W " + number(window.width()), name)
                        + (window.function() == Voi.Function.SIGMOID ? "  sigmoid" : "");
            case Voi.Table table -> Words.joined("  ", "VOI LUT", name);
        };
    }

    private static String zoom(Look look, ViewTransform transform) {
        String factor = String.format(Locale.ROOT, "%.2f", transform.magnification())
                .replaceFirst("0+$", "")
                .replaceFirst("\\.$", "");
        String mode = look.zoom() == 1 || !(look.scale() instanceof Scale.Fit)
                ? look.scale().label()
                : "free";
        if (look.scale() instanceof Scale.NativePixel && look.zoom() != 1) {
            mode = "free";
        }
        return "× " + factor + "  " + mode;
    }

    private static String number(double value) {
        double rounded = Math.abs(value) >= 10 ? Math.rint(value) : Math.rint(value * 100) / 100;
        String text = rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
        return text.replace("-", "−");
    }
}
