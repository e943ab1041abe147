package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.ImagePlane;
import org.lectern.imaging.geometry.Vector3;

/** In what frames of one display set must agree, each aspect as the text that a description would show. */
final class FrameKey {
    /** An aspect; those that may be told to the reader come with words. */
    enum Aspect {
        SOP_CLASS(false),
        OBJECT(false),
        FRAME_OF_REFERENCE(false),
        COLOUR(false),
        IMAGE_TYPE(true),
        ORIENTATION(true),
        SIZE(true),
        SPACING(true),
        STACK(true),
        ECHO(true),
        B_VALUE(true);

        private final boolean told;

        Aspect(boolean told) {
            this.told = told;
        }

        boolean isTold() {
            return told;
        }
    }

    private static final double SAME_ORIENTATION_DEGREES = 1;
    private static final Set<String> SCOUTS = Set.of("LOCALIZER", "SCOUT");

    /** Orientations met so far, by cluster. */
    private final List<ImagePlane> orientations = new ArrayList<>();

    private final List<String> orientationNames = new ArrayList<>();

    Map<Aspect, String> of(PlacedFrame placed) {
        FrameAttributes frame = placed.attributes();
        Instance instance = placed.frame().instance();
        Map<Aspect, String> key = new EnumMap<>(Aspect.class);
        key.put(Aspect.SOP_CLASS, instance.sopClassUid());
        key.put(Aspect.OBJECT, object(instance));
        key.put(Aspect.FRAME_OF_REFERENCE, frame.text(Tag.FrameOfReferenceUID).orElse(""));
        key.put(Aspect.COLOUR, isColour(frame) ? "colour" : "");
        key.put(Aspect.IMAGE_TYPE, imageType(frame));
        key.put(Aspect.ORIENTATION, placed.plane().map(this::orientation).orElse(""));
        key.put(Aspect.SIZE, text(frame, Tag.Columns) + " × " + text(frame, Tag.Rows));
        key.put(Aspect.SPACING, placed.plane().map(FrameKey::spacing).orElse(""));
        key.put(Aspect.STACK, frame.text(Tag.StackID).map(id -> "stack " + id).orElse(""));
        if (frame.text(Tag.Modality).orElse("").equals("MR")) {
            key.put(Aspect.ECHO, echo(frame));
            key.put(
                    Aspect.B_VALUE,
                    frame.decimals(Tag.DiffusionBValue).length == 0
                            ? ""
                            : String.format(Locale.ROOT, "b %.0f", frame.decimals(Tag.DiffusionBValue)[0]));
        }
        return key;
    }

    static boolean isColour(FrameAttributes frame) {
        return frame.integer(Tag.SamplesPerPixel).orElse(1) > 1
                || frame.text(Tag.PhotometricInterpretation).orElse("").startsWith("PALETTE");
    }

    static boolean isScout(FrameAttributes frame) {
        return imageTypes(frame).stream().anyMatch(SCOUTS::contains);
    }

    /** Multi-frame objects stand alone, unless they are parts of one concatenation (PS3.3 C.7.6.16.2.2.4). */
    private static String object(Instance instance) {
        if (instance.frameCount() < 2) {
            return "";
        }
        return instance.header().text(Tag.ConcatenationUID).orElse(instance.sopInstanceUid());
    }

    private static List<String> imageTypes(FrameAttributes frame) {
        List<String> types = frame.texts(Tag.FrameType);
        return types.isEmpty() ? frame.texts(Tag.ImageType) : types;
    }

    /** Original or derived; scout; and for MR the kind of picture (magnitude, phase, water, fat …). */
    private static String imageType(FrameAttributes frame) {
        if (isScout(frame)) {
            return "localizer";
        }
        List<String> types = imageTypes(frame);
        String derived = !types.isEmpty() && types.getFirst().equals("DERIVED") ? "derived" : "";
        boolean isMr = frame.text(Tag.Modality).orElse("").equals("MR");
        String kind = isMr && types.size() > 2
                ? String.join(" ", types.subList(2, Math.min(4, types.size()))).toLowerCase(Locale.ROOT)
                : "";
        return (derived + " " + kind).strip();
    }

    private static String echo(FrameAttributes frame) {
        double[] echo = frame.decimals(Tag.EffectiveEchoTime);
        if (echo.length == 0) {
            echo = frame.decimals(Tag.EchoTime);
        }
        return echo.length == 0 ? "" : "TE %s ms".formatted(trimmed(echo[0]));
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    private static String spacing(ImagePlane plane) {
        return String.format(Locale.ROOT, "%.3f × %.3f mm", plane.columnSpacingMm(), plane.rowSpacingMm());
    }

    private String orientation(ImagePlane plane) {
        for (int i = 0; i < orientations.size(); i++) {
            if (plane.isParallelTo(orientations.get(i), SAME_ORIENTATION_DEGREES)) {
                return orientationNames.get(i);
            }
        }
        String name = planeName(plane.normal());
        long same = orientationNames.stream()
                .filter(other -> other.startsWith(name))
                .count();
        orientations.add(plane);
        orientationNames.add(same == 0 ? name : name + " " + (same + 1));
        return orientationNames.getLast();
    }

    /** The patient plane that a normal is closest to. */
    static String planeName(Vector3 normal) {
        double x = Math.abs(normal.x());
        double y = Math.abs(normal.y());
        double z = Math.abs(normal.z());
        if (z >= x && z >= y) {
            return "axial";
        }
        return y >= x ? "coronal" : "sagittal";
    }

    private static String text(FrameAttributes frame, int tag) {
        return Optional.of(frame.integer(tag).orElse(0)).map(String::valueOf).orElse("");
    }
}
