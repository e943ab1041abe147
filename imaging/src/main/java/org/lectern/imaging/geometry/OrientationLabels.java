package org.lectern.imaging.geometry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.dictionary.Tag;

/**
 * The letters at the four edges of a picture (PS3.3 C.7.6.1.1.1): where in the patient each edge points. Derived from
 * Image Orientation (Patient), else from Patient Orientation; empty texts where nothing is known. Flips and turns of the
 * picture answer new labels, so that the letters can never lag behind.
 *
 * <p>An oblique direction takes up to three letters, the largest component first; a component below
 * {@value #LEAST_COMPONENT} (11.5°) is not named.
 */
public record OrientationLabels(String left, String right, String top, String bottom) {
    /** Nothing known. */
    public static final OrientationLabels NONE = new OrientationLabels("", "", "", "");

    private static final double LEAST_COMPONENT = 0.2;

    private static final Map<String, String> OPPOSITES = Map.ofEntries(
            Map.entry("A", "P"),
            Map.entry("P", "A"),
            Map.entry("L", "R"),
            Map.entry("R", "L"),
            Map.entry("H", "F"),
            Map.entry("F", "H"));

    private static final Map<String, String> QUADRUPED_OPPOSITES = Map.ofEntries(
            Map.entry("LE", "RT"),
            Map.entry("RT", "LE"),
            Map.entry("CR", "CD"),
            Map.entry("CD", "CR"),
            Map.entry("PA", "D"),
            Map.entry("PL", "D"),
            Map.entry("D", "V"),
            Map.entry("V", "D"),
            Map.entry("R", "CD"),
            Map.entry("M", "L"),
            Map.entry("L", "M"),
            Map.entry("DI", "PR"),
            Map.entry("PR", "DI"));

    /** The labels of a frame. */
    public static OrientationLabels of(FrameAttributes frame) {
        boolean quadruped = frame.text(Tag.AnatomicalOrientationType).orElse("").equals("QUADRUPED");
        Optional<ImagePlane> plane = ImagePlane.of(frame);
        if (plane.isPresent()) {
            return of(plane.get().rowDirection(), plane.get().columnDirection(), quadruped);
        }
        double[] directions = frame.decimals(Tag.ImageOrientationPatient);
        if (directions.length == 6) {
            Vector3 row = Vector3.of(directions, 0);
            Vector3 column = Vector3.of(directions, 3);
            if (row.length() > 0.9 && column.length() > 0.9 && row.isFinite() && column.isFinite()) {
                return of(row.unit(), column.unit(), quadruped);
            }
        }
        return ofPatientOrientation(frame.texts(Tag.PatientOrientation), quadruped);
    }

    /** The labels of a picture whose columns run along {@code right} and whose rows run along {@code down}. */
    public static OrientationLabels of(Vector3 right, Vector3 down) {
        return of(right, down, false);
    }

    /** The labels by the values of Patient Orientation (0020,0020). */
    public static OrientationLabels ofPatientOrientation(List<String> values, boolean quadruped) {
        if (values.size() != 2) {
            return NONE;
        }
        String right = values.get(0);
        String bottom = values.get(1);
        return new OrientationLabels(opposite(right, quadruped), right, opposite(bottom, quadruped), bottom);
    }

    /** The letters of a direction in the patient. */
    public static String letters(Vector3 direction) {
        return letters(direction, false);
    }

    /** After the picture has been mirrored left to right. */
    public OrientationLabels flippedHorizontally() {
        return new OrientationLabels(/* left= */ right, /* right= */ left, top, bottom);
    }

    /** After the picture has been mirrored top to bottom. */
    public OrientationLabels flippedVertically() {
        return new OrientationLabels(left, right, /* top= */ bottom, /* bottom= */ top);
    }

    /** After the picture has been turned by 90° clockwise: what was left is now on top. */
    public OrientationLabels rotatedClockwise() {
        return new OrientationLabels(/* left= */ bottom, /* right= */ top, /* top= */ left, /* bottom= */ right);
    }

    /** After so many turns by 90° clockwise, negative for the other way. */
    public OrientationLabels rotatedClockwise(int quarterTurns) {
        OrientationLabels labels = this;
        for (int turn = Math.floorMod(quarterTurns, 4); turn > 0; turn--) {
            labels = labels.rotatedClockwise();
        }
        return labels;
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    private static OrientationLabels of(Vector3 right, Vector3 down, boolean quadruped) {
        return new OrientationLabels(
                letters(right.negated(), quadruped),
                letters(right, quadruped),
                letters(down.negated(), quadruped),
                letters(down, quadruped));
    }

    private static String letters(Vector3 direction, boolean quadruped) {
        StringBuilder letters = new StringBuilder();
        double x = Math.abs(direction.x());
        double y = Math.abs(direction.y());
        double z = Math.abs(direction.z());
        for (int round = 0; round < 3; round++) {
            double largest = Math.max(x, Math.max(y, z));
            if (!(largest >= LEAST_COMPONENT)) {
                break;
            }
            if (x == largest) {
                letters.append(letter(direction.x(), quadruped ? "LE" : "L", quadruped ? "RT" : "R"));
                x = -1;
            } else if (y == largest) {
                letters.append(letter(direction.y(), quadruped ? "D" : "P", quadruped ? "V" : "A"));
                y = -1;
            } else {
                letters.append(letter(direction.z(), quadruped ? "CR" : "H", quadruped ? "CD" : "F"));
                z = -1;
            }
        }
        return letters.toString();
    }

    private static String letter(double component, String positive, String negative) {
        return component > 0 ? positive : negative;
    }

    private static String opposite(String letters, boolean quadruped) {
        StringBuilder opposite = new StringBuilder();
        Map<String, String> table = quadruped ? QUADRUPED_OPPOSITES : OPPOSITES;
        for (int at = 0; at < letters.length(); ) {
            int length =
                    quadruped && at + 2 <= letters.length() && table.containsKey(letters.substring(at, at + 2)) ? 2 : 1;
            String other = table.get(letters.substring(at, at + length));
            if (other == null) {
                return ""; // a letter that the standard does not know: nothing is claimed about the other edge
            }
            opposite.append(other);
            at += length;
        }
        return opposite.toString();
    }
}
