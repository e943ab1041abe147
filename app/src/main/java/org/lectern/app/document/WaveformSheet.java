package org.lectern.app.document;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.waveform.WaveformChannel;
import org.lectern.imaging.waveform.WaveformGroup;

/**
 * Where the channels of a waveform lie on a sheet of paper, in millimetres of paper.
 *
 * <p>Twelve leads of 10 s hang as cardiologists expect them: four columns of three, each column the next quarter of the recording, and
 * lead II over its whole length below. Anything else hangs one channel under the other.
 *
 * @param speedMmPerSecond paper speed, usually 25 or 50
 * @param gainMmPerUnit millimetres for one display unit: mV for an electrocardiogram, else the channel's own range fills the row
 */
public record WaveformSheet(
        double widthMm, double heightMm, double speedMmPerSecond, double gainMmPerUnit, List<Trace> traces) {
    /** Height of one row, mm. */
    public static final double ROW_MM = 30;

    private static final double LEFT_MM = 12;
    private static final double GAP_MM = 8;

    /**
     * One channel, or a stretch of it, on the sheet.
     *
     * @param from first sample shown
     * @param to end of the samples shown, exclusive
     * @param leftMm where the first sample lies
     * @param baselineMm where its zero lies, from the top
     * @param mmPerUnit millimetres upwards for one of the channel's units
     * @param mmPerSample millimetres of paper from one sample to the next
     */
    public record Trace(
            WaveformChannel channel,
            int from,
            int to,
            double leftMm,
            double baselineMm,
            double mmPerUnit,
            double mmPerSample) {
        /** Paper position of a sample. */
        public double xMm(int sample) {
            return leftMm + (sample - from) * mmPerSample;
        }

        /** Paper height of a sample, NaN where there is none. */
        public double yMm(int sample) {
            return baselineMm - channel.values()[sample] * mmPerUnit;
        }
    }

    /** Copies the list. */
    public WaveformSheet {
        traces = List.copyOf(traces);
    }

    /** The sheet of a group. */
    public static WaveformSheet of(WaveformGroup group, double speedMmPerSecond, double gainMmPerMillivolt) {
        Pen pen = new Pen(speedMmPerSecond / group.samplingHz(), gainMmPerMillivolt);
        boolean twelveLeads = group.channels().size() == 12
                && group.seconds() >= 8
                && group.channels().stream().allMatch(channel -> millivolts(channel) > 0);
        List<Trace> traces = twelveLeads ? quarters(group, pen) : rows(group, pen);
        double width = LEFT_MM + group.seconds() * speedMmPerSecond + (twelveLeads ? 3 * GAP_MM : 0) + GAP_MM;
        double height = ROW_MM * (twelveLeads ? 4 : Math.max(1, traces.size()));
        return new WaveformSheet(width, height, speedMmPerSecond, gainMmPerMillivolt, traces);
    }

    private static List<Trace> quarters(WaveformGroup group, Pen pen) {
        List<Trace> traces = new ArrayList<>();
        int samples = group.channels().getFirst().values().length;
        for (int n = 0; n < 12; n++) {
            int column = n / 3;
            int from = column * samples / 4;
            int to = (column + 1) * samples / 4;
            double left = LEFT_MM + column * GAP_MM + from * pen.mmPerSample;
            traces.add(pen.trace(group.channels().get(n), from, to, left, n % 3));
        }
        traces.add(pen.trace(group.channels().get(1), 0, samples, LEFT_MM, 3));
        return traces;
    }

    private static List<Trace> rows(WaveformGroup group, Pen pen) {
        List<Trace> traces = new ArrayList<>();
        for (WaveformChannel channel : group.channels()) {
            traces.add(pen.trace(channel, 0, channel.values().length, LEFT_MM, traces.size()));
        }
        return traces;
    }

    /** Paper speed and gain. */
    private record Pen(double mmPerSample, double gainMmPerMillivolt) {
        Trace trace(WaveformChannel channel, int from, int to, double leftMm, int row) {
            double middle = (row + 0.5) * ROW_MM;
            boolean volts = millivolts(channel) > 0;
            double scale = volts ? millivolts(channel) * gainMmPerMillivolt : fitting(channel);
            double baseline = volts ? middle : middle + scale * centre(channel);
            return new Trace(channel, from, to, leftMm, baseline, scale, mmPerSample);
        }
    }

    /** Millivolts of one of the channel's units, 0 where it measures no voltage. */
    public static double millivolts(WaveformChannel channel) {
        return switch (channel.unit()) {
            case "uV" -> 0.001;
            case "mV" -> 1;
            case "V" -> 1000;
            default -> 0;
        };
    }

    private static double fitting(WaveformChannel channel) {
        float[] range = channel.range();
        return range[1] > range[0] ? 0.8 * ROW_MM / (range[1] - range[0]) : 1;
    }

    private static double centre(WaveformChannel channel) {
        float[] range = channel.range();
        return (range[0] + range[1]) / 2;
    }
}
