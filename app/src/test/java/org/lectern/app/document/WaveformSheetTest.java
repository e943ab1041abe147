package org.lectern.app.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.waveform.WaveformChannel;
import org.lectern.imaging.waveform.WaveformGroup;

class WaveformSheetTest {
    @Test
    void oneMillivoltRisesTenMillimetresAndOneSecondRunsTwentyFive() {
        WaveformSheet.Trace trace = sheet(1, "uV", 0, 1000).traces().getFirst();
        assertEquals(10, trace.yMm(0) - trace.yMm(1), 1e-9);
        assertEquals(25, trace.xMm(500) - trace.xMm(0), 1e-9);
        assertEquals(1, trace.seconds(trace.xMm(500)), 1e-9);
    }

    @Test
    void twelveLeadsHangInTwoColumnsOfSix() {
        List<WaveformSheet.Trace> traces = sheet(12, "mV", 0, 1).traces();
        assertEquals(traces.get(0).leftMm(), traces.get(5).leftMm());
        assertEquals(traces.get(0).baselineMm(), traces.get(6).baselineMm());
        assertEquals(
                5 * WaveformSheet.ROW_MM,
                traces.get(5).baselineMm() - traces.get(0).baselineMm(),
                1e-9);
    }

    @Test
    void aChannelThatMeasuresNoVoltageFillsItsRow() {
        WaveformSheet.Trace trace = sheet(1, "mm[Hg]", 60, 140).traces().getFirst();
        assertEquals(0.8 * WaveformSheet.ROW_MM, trace.yMm(0) - trace.yMm(1), 1e-4);
        assertEquals(0.5 * WaveformSheet.ROW_MM, (trace.yMm(0) + trace.yMm(1)) / 2, 1e-4);
    }

    private static WaveformSheet sheet(int channels, String unit, float first, float second) {
        List<WaveformChannel> list = new ArrayList<>();
        for (int n = 0; n < channels; n++) {
            float[] values = new float[1000];
            values[0] = first;
            values[1] = second;
            java.util.Arrays.fill(values, 2, 1000, second);
            list.add(new WaveformChannel("C" + n, unit, values));
        }
        return WaveformSheet.of(new WaveformGroup("", 500, list), 25, 10);
    }
}
