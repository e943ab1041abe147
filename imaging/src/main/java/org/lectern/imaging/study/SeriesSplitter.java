package org.lectern.imaging.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.imaging.study.FrameKey.Aspect;

/** Splits a series into display sets; the rules are told in docs/display-sets.md. */
final class SeriesSplitter {
    private static final int LEAST_SLICES = 3;

    /** Frames that are accepted in one series: more is a lie in a header. */
    private static final int MOST_FRAMES = 1_000_000;

    private final String seriesUid;
    private final List<Instance> instances;
    private final int mostFrames;
    private final List<DisplaySet> sets = new ArrayList<>();

    private SeriesSplitter(String seriesUid, List<Instance> instances, int mostFrames) {
        this.seriesUid = seriesUid;
        this.instances = instances;
        this.mostFrames = mostFrames;
    }

    static List<DisplaySet> split(String seriesUid, List<Instance> instances) {
        return split(seriesUid, instances, MOST_FRAMES);
    }

    static List<DisplaySet> split(String seriesUid, List<Instance> instances, int mostFrames) {
        return new SeriesSplitter(seriesUid, instances, mostFrames).split();
    }

    private List<DisplaySet> split() {
        List<Instance> stacked = new ArrayList<>();
        for (Instance instance : instances) {
            DisplaySet.Kind kind = ObjectKind.of(instance);
            if (kind == DisplaySet.Kind.STACK && !isFilm(instance)) {
                stacked.add(instance);
            } else {
                alone(instance, kind == DisplaySet.Kind.STACK ? DisplaySet.Kind.CINE : kind);
            }
        }
        Map<Map<Aspect, String>, List<PlacedFrame>> groups = grouped(stacked);
        Set<Aspect> varying = varying(groups.keySet());
        List<Finding> cut = cut(stacked);
        groups.forEach((key, frames) -> add(words(key, varying), frames, cut));
        return sets;
    }

    /** A multi-frame object whose frames have no places of their own in the patient. */
    private static boolean isFilm(Instance instance) {
        return instance.frameCount() > 1
                && instance.header().items(Tag.PerFrameFunctionalGroupsSequence).isEmpty()
                && !instance.header().contains(Tag.GridFrameOffsetVector)
                && !instance.header().contains(Tag.SliceVector);
    }

    private void alone(Instance instance, DisplaySet.Kind kind) {
        List<Frame> frames = new ArrayList<>();
        for (int index = 0; index < Math.min(mostFrames, instance.frameCount()); index++) {
            frames.add(new Frame(instance, index));
        }
        sets.add(new DisplaySet(
                nextKey(),
                kind,
                description(instance, ""),
                frames,
                List.of(instance),
                Optional.empty(),
                cut(List.of(instance))));
    }

    /** Says so when these declare more frames than are accepted. */
    private List<Finding> cut(List<Instance> declaring) {
        long declared =
                declaring.stream().mapToLong(instance -> instance.frameCount()).sum();
        return declared <= mostFrames
                ? List.of()
                : List.of(new Finding(
                        "only the first %d of %d declared frames are taken".formatted(mostFrames, declared),
                        Tag.NumberOfFrames,
                        -1));
    }

    private Map<Map<Aspect, String>, List<PlacedFrame>> grouped(List<Instance> stacked) {
        FrameKey keys = new FrameKey();
        Map<Map<Aspect, String>, List<PlacedFrame>> groups = new LinkedHashMap<>();
        int total = 0;
        for (Instance instance : stacked) {
            for (int index = 0; index < instance.frameCount() && total < mostFrames; index++, total++) {
                PlacedFrame frame = PlacedFrame.of(new Frame(instance, index));
                groups.computeIfAbsent(keys.of(frame), key -> new ArrayList<>()).add(frame);
            }
        }
        return groups;
    }

    private static Set<Aspect> varying(Set<Map<Aspect, String>> keys) {
        Set<Aspect> varying = new TreeSet<>();
        for (Aspect aspect : Aspect.values()) {
            if (aspect.isTold()
                    && keys.stream()
                                    .map(key -> key.getOrDefault(aspect, ""))
                                    .distinct()
                                    .count()
                            > 1) {
                varying.add(aspect);
            }
        }
        return varying;
    }

    private static String words(Map<Aspect, String> key, Set<Aspect> varying) {
        List<String> words = varying.stream()
                .map(aspect -> key.getOrDefault(aspect, ""))
                .filter(word -> !word.isEmpty())
                .toList();
        return String.join(" · ", words);
    }

    private void add(String words, List<PlacedFrame> frames, List<Finding> cut) {
        Optional<Vector3> normal = frames.getFirst().plane().map(plane -> plane.normal());
        if (normal.isEmpty()) {
            frames.sort(Comparator.<PlacedFrame>comparingInt(
                            frame -> frame.frame().instance().instanceNumber())
                    .thenComparingInt(frame -> frame.frame().index()));
            addSet(words, frames, Optional.empty(), new ArrayList<>(cut));
            return;
        }
        for (Repeats.Part part : Repeats.separate(frames, normal.get())) {
            List<PlacedFrame> sorted = new ArrayList<>(part.frames());
            sorted.sort(Comparator.<PlacedFrame>comparingLong(
                            frame -> Math.round(frame.positionMm(normal.get()) / Repeats.SAME_PLACE_MM))
                    .thenComparingDouble(frame -> Repeats.time(frame.attributes()))
                    .thenComparingInt(frame -> frame.frame().instance().instanceNumber())
                    .thenComparingInt(frame -> frame.frame().index()));
            List<Finding> findings = new ArrayList<>(cut);
            Optional<StackGeometry> stack = FrameKey.isScout(sorted.getFirst().attributes())
                    ? Optional.empty()
                    : StackAnalysis.of(sorted, findings);
            String all =
                    words.isEmpty() || part.words().isEmpty() ? words + part.words() : words + " · " + part.words();
            addSet(all, sorted, stack, findings);
        }
    }

    private void addSet(String words, List<PlacedFrame> frames, Optional<StackGeometry> stack, List<Finding> findings) {
        frames.stream().flatMap(frame -> frame.findings().stream()).distinct().forEach(findings::add);
        sets.add(new DisplaySet(
                nextKey(),
                kind(frames, stack),
                description(frames.getFirst().frame().instance(), words),
                frames.stream().map(PlacedFrame::frame).toList(),
                frames.stream()
                        .map(frame -> frame.frame().instance())
                        .distinct()
                        .toList(),
                stack,
                findings));
    }

    private static DisplaySet.Kind kind(List<PlacedFrame> frames, Optional<StackGeometry> stack) {
        FrameAttributes first = frames.getFirst().attributes();
        long places = stack.map(geometry -> geometry.positionsMm().stream()
                        .map(mm -> Math.round(mm / Repeats.SAME_PLACE_MM))
                        .distinct()
                        .count())
                .orElse(0L);
        if (places >= LEAST_SLICES && !FrameKey.isColour(first)) {
            return DisplaySet.Kind.VOLUME;
        }
        boolean isOneObject = frames.size() > 1
                && frames.getFirst()
                        .frame()
                        .instance()
                        .equals(frames.getLast().frame().instance());
        return isOneObject && places < 2 && frames.getFirst().plane().isPresent()
                ? DisplaySet.Kind.CINE
                : DisplaySet.Kind.STACK;
    }

    private String nextKey() {
        return seriesUid + "#" + (sets.size() + 1);
    }

    private static String description(Instance instance, String words) {
        String series = instance.header()
                .text(Tag.SeriesDescription)
                .or(() -> instance.header().text(Tag.ProtocolName))
                .or(() -> instance.header().text(Tag.DocumentTitle))
                .or(() -> instance.header().text(Tag.BodyPartExamined))
                .orElse("");
        if (series.isEmpty() || words.isEmpty()) {
            return series + words;
        }
        return series + " · " + words;
    }
}
