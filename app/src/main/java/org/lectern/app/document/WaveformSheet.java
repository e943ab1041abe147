package org.lectern.app.document;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.waveform.WaveformChannel;
import org.lectern.imaging.waveform.WaveformGroup;

/**
 * Where the channels of a waveform lie on a sheet of paper, in millimetres of paper.
 *
 * <p>Twelve leads hang as cardiologists expect them: two columns of six, limb leads on the left and chest leads on the right, each
 * showing the same time. Anything else hangs one channel under the other.
 *
 * @param speedMmPerSecond paper speed, usually 25 or 50
 * @param gainMmPerUnit millimetres for one display unit: mV for an electrocardiogram, else the channel's own range fills the row
 */
public record WaveformSheet(
        double widthMm, double heightMm, double speedMmPerSecond, double gainMmPerUnit, List<Trace> traces) {
    /** Height of one row, mm. */
    public static final double ROW_MM = 24;

    private static final double LEFT_MM = 12;
    private static final double GAP_MM = 8;

    /**
     * One channel on the sheet.
     *
     * @param leftMm where its time starts
     * @param baselineMm where its zero lies, from the top
     * @param mmPerUnit millimetres upwards for one of the channel's units
     * @param samplingHz samples a second
     */
    public record Trace(
            WaveformChannel channel,
            double leftMm,
            double baselineMm,
            double mmPerUnit,
            double samplingHz,
            double speedMmPerSecond) {
        /** Paper position of a sample. */
        public double xMm(int sample) {
            return leftMm + sample / samplingHz * speedMmPerSecond;
        }

        /** Paper height of a sample, NaN where there is none. */
        public double yMm(int sample) {
            return baselineMm - channel.values()[sample] * mmPerUnit;
        }

        /** Seconds from the start of the recording at a paper position. */
        public double seconds(double xMm) {
            return (xMm - leftMm) / speedMmPerSecond;
        }
    }

    /** Copies the list. */
    public WaveformSheet {
        traces = List.copyOf(traces);
    }

    /** The sheet of a group. */
    public static WaveformSheet of(WaveformGroup group, double speedMmPerSecond, double gainMmPerMillivolt) {
        int count = group.channels().size();
        boolean twelveLeads = count == 12 && group.channels().stream().allMatch(channel -> millivolts(channel) > 0);
        int rows = twelveLeads ? 6 : Math.max(1, count);
        double columnMm = group.seconds() * speedMmPerSecond;
        List<Trace> traces = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            WaveformChannel channel = group.channels().get(n);
            int column = n / rows;
            double left = LEFT_MM + column * (columnMm + GAP_MM);
            double middle = (n % rows + 0.5) * ROW_MM;
            double scale = millivolts(channel) > 0 ? millivolts(channel) * gainMmPerMillivolt : fitting(channel);
            double baseline = millivolts(channel) > 0 ? middle : middle + scale * centre(channel);
            traces.add(new Trace(channel, left, baseline, scale, group.samplingHz(), speedMmPerSecond));
        }
        double width = LEFT_MM + (twelveLeads ? 2 : 1) * (columnMm + GAP_MM);
        return new WaveformSheet(width, rows * ROW_MM, speedMmPerSecond, gainMmPerMillivolt, traces);
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
