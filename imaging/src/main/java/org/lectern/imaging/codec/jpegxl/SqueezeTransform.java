package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.codec.CodecException;

/** Haar-like transform that halves channels into averages and residuals (ISO/IEC 18181-1 Annex H.6.2). */
final class SqueezeTransform implements Transform {
    private static final int SMALLEST = 8;
    private static final int MAX_SHIFT = 30;
    private static final int MAX_CHANNELS = 4096;

    private record Step(boolean horizontal, boolean inPlace, int begin, int count) {}

    private final List<Step> steps;

    private SqueezeTransform(List<Step> steps) {
        this.steps = steps;
    }

    static SqueezeTransform read(BitReader in) throws CodecException {
        int count = in.u32(0, 0, 1, 4, 9, 6, 41, 8);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean horizontal = in.bool();
            boolean inPlace = in.bool();
            int begin = Transform.begin(in);
            steps.add(new Step(horizontal, inPlace, begin, in.u32(1, 0, 2, 0, 3, 0, 4, 4)));
        }
        return new SqueezeTransform(steps);
    }

    @Override
    public void announce(BitReader in, ModularImage image) throws CodecException {
        if (steps.isEmpty()) {
            addDefaultSteps(in, image);
        }
        for (Step step : steps) {
            announce(in, image, step);
        }
    }

    private void addDefaultSteps(BitReader in, ModularImage image) throws CodecException {
        int first = image.metaChannels();
        int count = image.channels().size() - first;
        if (count < 1) {
            throw in.error("There is no channel to squeeze");
        }
        Channel channel = image.channels().get(first);
        if (count > 2 && image.channels().get(first + 1).hasSizeOf(channel)) {
            steps.add(new Step(true, false, first + 1, 2));
            steps.add(new Step(false, false, first + 1, 2));
        }
        int width = channel.width();
        int height = channel.height();
        if (width <= height && height > SMALLEST) {
            steps.add(new Step(false, true, first, count));
            height = (height + 1) / 2;
        }
        while (width > SMALLEST || height > SMALLEST) {
            if (width > SMALLEST) {
                steps.add(new Step(true, true, first, count));
                width = (width + 1) / 2;
            }
            if (height > SMALLEST) {
                steps.add(new Step(false, true, first, count));
                height = (height + 1) / 2;
            }
        }
    }

    private static void announce(BitReader in, ModularImage image, Step step) throws CodecException {
        List<Channel> channels = image.channels();
        int end = step.begin + step.count;
        if (end > channels.size() || channels.size() + step.count > MAX_CHANNELS) {
            throw in.error("A squeeze is for channels that do not exist");
        }
        if (step.begin < image.metaChannels()) {
            if (end > image.metaChannels() || !step.inPlace) {
                throw in.error("A squeeze mixes a palette with other channels");
            }
            image.setMetaChannels(image.metaChannels() + step.count);
        }
        int at = step.inPlace ? end : channels.size();
        for (int i = 0; i < step.count; i++) {
            Channel whole = channels.get(step.begin + i);
            int hshift = whole.horizontalShift() + (step.horizontal && whole.horizontalShift() >= 0 ? 1 : 0);
            int vshift = whole.verticalShift() + (!step.horizontal && whole.verticalShift() >= 0 ? 1 : 0);
            if (Math.max(hshift, vshift) > MAX_SHIFT) {
                throw in.error("A channel is squeezed too often");
            }
            int width = step.horizontal ? (whole.width() + 1) / 2 : whole.width();
            int height = step.horizontal ? whole.height() : (whole.height() + 1) / 2;
            channels.set(step.begin + i, new Channel(width, height, hshift, vshift));
            int residualWidth = step.horizontal ? whole.width() - width : width;
            int residualHeight = step.horizontal ? height : whole.height() - height;
            channels.add(at + i, new Channel(residualWidth, residualHeight, hshift, vshift));
        }
    }

    @Override
    public void undo(ModularImage image) {
        List<Channel> channels = image.channels();
        for (Step step : steps.reversed()) {
            int at = step.inPlace ? step.begin + step.count : channels.size() - step.count;
            if (step.begin < image.metaChannels()) {
                image.setMetaChannels(image.metaChannels() - step.count);
            }
            for (int i = 0; i < step.count; i++) {
                Channel averages = channels.get(step.begin + i);
                Channel residuals = channels.get(at + i);
                channels.set(
                        step.begin + i,
                        step.horizontal ? undoRows(averages, residuals) : undoColumns(averages, residuals));
            }
            channels.subList(at, at + step.count).clear();
        }
    }

    private static Channel undoRows(Channel averages, Channel residuals) {
        int width = averages.width() + residuals.width();
        Channel whole = new Channel(
                width, averages.height(), Math.max(-1, averages.horizontalShift() - 1), averages.verticalShift());
        int[] to = whole.data();
        int[] from = averages.data();
        int[] rest = residuals.data();
        for (int y = 0; y < whole.height(); y++) {
            int out = y * width;
            int in = y * averages.width();
            int residual = y * residuals.width();
            for (int x = 0; x < residuals.width(); x++) {
                int average = from[in + x];
                int next = x + 1 < averages.width() ? from[in + x + 1] : average;
                int previous = x > 0 ? to[out - 1] : average;
                int difference = rest[residual + x] + tendency(previous, average, next);
                int first = average + difference / 2;
                to[out++] = first;
                to[out++] = first - difference;
            }
            if (averages.width() > residuals.width()) {
                to[out] = from[in + averages.width() - 1];
            }
        }
        return whole;
    }

    private static Channel undoColumns(Channel averages, Channel residuals) {
        int width = averages.width();
        Channel whole = new Channel(
                width,
                averages.height() + residuals.height(),
                averages.horizontalShift(),
                Math.max(-1, averages.verticalShift() - 1));
        int[] to = whole.data();
        int[] from = averages.data();
        int[] rest = residuals.data();
        for (int y = 0; y < residuals.height(); y++) {
            int out = 2 * y * width;
            for (int x = 0; x < width; x++) {
                int here = y * width + x;
                int average = from[here];
                int next = y + 1 < averages.height() ? from[here + width] : average;
                int previous = y > 0 ? to[out - width + x] : average;
                int difference = rest[here] + tendency(previous, average, next);
                int first = average + difference / 2;
                to[out + x] = first;
                to[out + width + x] = first - difference;
            }
        }
        if (averages.height() > residuals.height()) {
            System.arraycopy(from, (averages.height() - 1) * width, to, 2 * residuals.height() * width, width);
        }
        return whole;
    }

    /** The difference to expect where the averages rise or fall. */
    private static int tendency(int previous, int average, int next) {
        if (previous >= average && average >= next) {
            int value = (4 * previous - 3 * next - average + 6) / 12;
            if (value - (value & 1) > 2 * (previous - average)) {
                value = 2 * (previous - average) + 1;
            }
            return value + (value & 1) > 2 * (average - next) ? 2 * (average - next) : value;
        }
        if (previous <= average && average <= next) {
            int value = (4 * previous - 3 * next - average - 6) / 12;
            if (value + (value & 1) < 2 * (previous - average)) {
                value = 2 * (previous - average) - 1;
            }
            return value - (value & 1) < 2 * (average - next) ? 2 * (average - next) : value;
        }
        return 0;
    }
}
