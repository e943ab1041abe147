package org.lectern.app.reading;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.grayscale.DefaultVoi;
import org.lectern.imaging.grayscale.Voi;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;
import org.lectern.rendering.raster.Rasterizer;

/** The frames of a display set, one after the other. */
public final class StackContent implements ViewportContent {
    private static final int AHEAD = 6;

    private final DisplaySet displaySet;
    private final FrameSource source;
    private final Rasterizer rasterizer;
    private final AtomicReference<@Nullable Voi> fallback = new AtomicReference<>();
    private final List<Frame> frames;
    private final AtomicReferenceArray<@Nullable StackPicture> pictures;

    /** A stack whose frames come from a source. */
    public StackContent(DisplaySet displaySet, FrameSource source, Rasterizer rasterizer) {
        if (displaySet.frames().isEmpty()) {
            throw new IllegalArgumentException("a display set without frames is no stack");
        }
        this.displaySet = displaySet;
        this.source = source;
        this.rasterizer = rasterizer;
        this.frames = displaySet.frames();
        this.pictures = new AtomicReferenceArray<>(frames.size());
    }

    @Override
    public DisplaySet displaySet() {
        return displaySet;
    }

    @Override
    public int count() {
        return frames.size();
    }

    @Override
    public int initial() {
        return displaySet.kind() == DisplaySet.Kind.VOLUME ? frames.size() / 2 : 0;
    }

    @Override
    public Picture picture(int position) {
        int index = Math.clamp(position, 0, frames.size() - 1);
        StackPicture known = pictures.get(index);
        if (known == null) {
            known = new StackPicture(this, index);
            pictures.set(index, known);
        }
        return known;
    }

    @Override
    public String modality() {
        return header().text(Tag.Modality).orElse("");
    }

    /** Recommended Display Frame Rate, Cine Rate or Frame Time (PS3.3 C.7.6.5). */
    @Override
    public OptionalDouble recommendedRate() {
        DataSet header = header();
        for (int tag : new int[] {Tag.RecommendedDisplayFrameRate, Tag.CineRate}) {
            double rate = header.decimal(tag).orElse(0);
            if (rate > 0 && rate <= 240) {
                return OptionalDouble.of(rate);
            }
        }
        double time = header.decimal(Tag.FrameTime).orElse(0);
        return time >= 4 && time < 60_000 ? OptionalDouble.of(1000 / time) : OptionalDouble.empty();
    }

    @Override
    public void expect(int position, int direction) {
        for (int i = 1; i <= AHEAD; i++) {
            int next = position + i * (direction < 0 ? -1 : 1);
            if (next >= 0 && next < frames.size()) {
                source.expect(frames.get(next));
            }
        }
    }

    FrameSource source() {
        return source;
    }

    Rasterizer rasterizer() {
        return rasterizer;
    }

    /**
     * The transformation for a frame whose object names none: computed once for the whole stack, so that brightness does
     * not jump from one image to the next.
     */
    Voi fallback(LoadedFrame frame) {
        Voi known = fallback.get();
        if (known == null) {
            known = DefaultVoi.of(frame.dataSet(), frame.transforms(), frame.samples());
            fallback.set(known);
        }
        return known;
    }

    private DataSet header() {
        return frames.getFirst().instance().header();
    }
}
