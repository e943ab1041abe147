package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.Vector3;

/**
 * Takes apart frames that were acquired at the same places several times: phases of the heart, gradient directions,
 * moments after contrast. An attribute may separate them only if it has no more values than there are frames at one
 * place, so that an attribute that changes from slice to slice cannot tear a stack apart. Where no attribute separates
 * them and every place has several frames, the first frames of all places form the first set, and so on.
 */
final class Repeats {
    /** Frames closer than this along the normal are at the same place. */
    static final double SAME_PLACE_MM = 0.01;

    /** A part and the words that tell it from the others. */
    record Part(List<PlacedFrame> frames, String words) {}

    private record Separator(String words, Function<FrameAttributes, String> value) {}

    private static final List<Separator> SEPARATORS = List.of(
            new Separator("direction", Repeats::gradient),
            new Separator(
                    "time point", frame -> first(frame, Tag.TemporalPositionIndex, Tag.TemporalPositionIdentifier)),
            new Separator("phase", frame -> first(frame, Tag.NominalCardiacTriggerDelayTime, Tag.TriggerTime)),
            new Separator("acquisition", frame -> first(frame, Tag.AcquisitionNumber)),
            new Separator("inversion time", frame -> first(frame, Tag.InversionTime, Tag.InversionTimes)),
            new Separator("flip angle", frame -> first(frame, Tag.FlipAngle)),
            new Separator("kernel", frame -> first(frame, Tag.ConvolutionKernel)),
            new Separator("energy", frame -> first(frame, Tag.KVP)));

    private Repeats() {}

    /** The parts, each at different places as far as that can be had; frames must be placed and parallel. */
    static List<Part> separate(List<PlacedFrame> frames, Vector3 normal) {
        Map<Long, List<PlacedFrame>> places = places(frames, normal);
        int most = places.values().stream().mapToInt(List::size).max().orElse(0);
        if (most < 2 || places.size() < 2) {
            return List.of(new Part(frames, "")); // all at one place: moments of one picture, not volumes
        }
        for (Separator separator : SEPARATORS) {
            List<Part> parts = by(separator, frames, most);
            if (parts.size() > 1 && parts.stream().allMatch(part -> most(part, normal) < most)) {
                return parts.stream()
                        .flatMap(part -> separate(part.frames(), normal).stream()
                                .map(inner -> new Part(inner.frames(), (part.words() + " " + inner.words()).strip())))
                        .toList();
            }
        }
        return byRank(frames, normal, most);
    }

    private static int most(Part part, Vector3 normal) {
        return places(part.frames(), normal).values().stream()
                .mapToInt(List::size)
                .max()
                .orElse(0);
    }

    private static List<Part> by(Separator separator, List<PlacedFrame> frames, int most) {
        Map<String, List<PlacedFrame>> groups = new TreeMap<>(Repeats::compareNaturally);
        for (PlacedFrame frame : frames) {
            groups.computeIfAbsent(separator.value().apply(frame.attributes()), key -> new ArrayList<>())
                    .add(frame);
            if (groups.size() > most) {
                return List.of();
            }
        }
        List<Part> parts = new ArrayList<>();
        groups.forEach((value, group) -> parts.add(new Part(group, separator.words() + " " + (parts.size() + 1))));
        return parts;
    }

    private static List<Part> byRank(List<PlacedFrame> frames, Vector3 normal, int most) {
        Map<Long, List<PlacedFrame>> places = places(frames, normal);
        int fewest = places.values().stream().mapToInt(List::size).min().orElse(0);
        if (fewest < 2) {
            return List.of(new Part(frames, "")); // single doublets are a finding, not a second volume
        }
        List<List<PlacedFrame>> ranks = new ArrayList<>();
        for (int rank = 0; rank < most; rank++) {
            ranks.add(new ArrayList<>());
        }
        for (List<PlacedFrame> place : places.values()) {
            place.sort(Comparator.<PlacedFrame>comparingDouble(frame -> time(frame.attributes()))
                    .thenComparingInt(frame -> frame.frame().instance().instanceNumber())
                    .thenComparingInt(frame -> frame.frame().index()));
            for (int rank = 0; rank < place.size(); rank++) {
                ranks.get(rank).add(place.get(rank));
            }
        }
        List<Part> parts = new ArrayList<>();
        for (List<PlacedFrame> rank : ranks) {
            parts.add(new Part(rank, "pass " + (parts.size() + 1)));
        }
        return parts;
    }

    private static Map<Long, List<PlacedFrame>> places(List<PlacedFrame> frames, Vector3 normal) {
        List<PlacedFrame> sorted = new ArrayList<>(frames);
        sorted.sort(Comparator.comparingDouble(frame -> frame.positionMm(normal)));
        Map<Long, List<PlacedFrame>> places = new LinkedHashMap<>();
        double last = Double.NEGATIVE_INFINITY;
        long place = -1;
        for (PlacedFrame frame : sorted) {
            double position = frame.positionMm(normal);
            if (position - last > SAME_PLACE_MM) {
                place++;
            }
            last = position;
            places.computeIfAbsent(place, key -> new ArrayList<>()).add(frame);
        }
        return places;
    }

    /** When a frame was taken, as far as that orders frames of one place. */
    static double time(FrameAttributes frame) {
        for (int tag : new int[] {Tag.TemporalPositionIndex, Tag.NominalCardiacTriggerDelayTime, Tag.TriggerTime}) {
            double[] time = frame.decimals(tag);
            if (time.length > 0) {
                return time[0];
            }
        }
        return 0;
    }

    private static String gradient(FrameAttributes frame) {
        double[] direction = frame.decimals(Tag.DiffusionGradientOrientation);
        if (direction.length == 0) {
            direction = frame.item(Tag.DiffusionGradientDirectionSequence)
                    .orElse(DataSet.empty())
                    .decimals(Tag.DiffusionGradientOrientation);
        }
        return direction.length != 3
                ? ""
                : String.format(Locale.ROOT, "%.4f %.4f %.4f", direction[0], direction[1], direction[2]);
    }

    private static String first(FrameAttributes frame, int... tags) {
        for (int tag : tags) {
            if (frame.text(tag).isPresent()) {
                return frame.text(tag).get();
            }
        }
        return "";
    }

    /** Numbers by value, before other texts. */
    private static int compareNaturally(String one, String other) {
        int byValue = Double.compare(number(one), number(other));
        return byValue != 0 ? byValue : one.compareTo(other);
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
