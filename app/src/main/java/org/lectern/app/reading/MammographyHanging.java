package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.view.Look;

/**
 * How two to four mammograms are hung at first: the right breast left of the left one, chest walls towards the middle,
 * CC above MLO. An image whose Patient Orientation (0020,0020) is known and points the other way is flipped; an image
 * whose orientation is unknown is shown as it is stored.
 */
public record MammographyHanging(GridLayout layout, List<Tile> tiles) {
    private static final int MOST = 4;

    /** One image in its place. */
    public record Tile(DisplaySet displaySet, int position, Look look) {}

    private record View(Tile tile, boolean left, boolean oblique) {}

    /** The hanging of an exam's pictures; empty where these are not two to four mammograms of known side. */
    public static Optional<MammographyHanging> of(List<DisplaySet> pictures) {
        List<View> views = new ArrayList<>();
        for (DisplaySet displaySet : pictures) {
            if (displaySet.frames().size() != displaySet.instances().size()) {
                return Optional.empty();
            }
            for (int i = 0; i < displaySet.frames().size(); i++) {
                DataSet header = displaySet.frames().get(i).instance().header();
                Optional<View> view = view(displaySet, i, header);
                if (view.isEmpty() || views.size() == MOST) {
                    return Optional.empty();
                }
                views.add(view.get());
            }
        }
        if (views.size() < 2) {
            return Optional.empty();
        }
        views.sort(Comparator.comparing(View::oblique).thenComparing(View::left));
        return Optional.of(new MammographyHanging(
                new GridLayout(2, views.size() == 2 ? 1 : 2),
                views.stream().map(View::tile).toList()));
    }

    private static Optional<View> view(DisplaySet displaySet, int position, DataSet header) {
        String side = header.text(Tag.ImageLaterality)
                .or(() -> header.text(Tag.Laterality))
                .orElse("");
        String view = header.text(Tag.ViewPosition).orElse("");
        boolean mammogram = header.text(Tag.Modality).orElse("").equals("MG");
        if (!mammogram || !(side.equals("L") || side.equals("R"))) {
            return Optional.empty();
        }
        boolean left = side.equals("L");
        Look look = upright(header.texts(Tag.PatientOrientation), left);
        return Optional.of(new View(new Tile(displaySet, position, look), left, !view.equals("CC")));
    }

    /** Rows run away from the chest wall in the left breast and towards it in the right one; columns never run upwards. */
    private static Look upright(List<String> orientation, boolean left) {
        Look look = Look.INITIAL;
        if (orientation.size() != 2) {
            return look;
        }
        if (orientation.get(0).startsWith(left ? "P" : "A")) {
            look = look.flippedHorizontally();
        }
        String lateral = left ? "L" : "R";
        if (orientation.get(1).startsWith("H") || orientation.get(1).equals(lateral)) {
            look = look.flippedVertically();
        }
        return look;
    }
}
