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
    }

    @Test
    void twelveLeadsHangInFourColumnsOfThreeOverLeadTwo() {
        List<WaveformSheet.Trace> traces = sheet(12, "mV", 0, 1).traces();
        assertEquals(13, traces.size());
        assertEquals(traces.get(0).leftMm(), traces.get(2).leftMm());
        assertEquals(traces.get(0).baselineMm(), traces.get(9).baselineMm());
        assertEquals(1250, traces.get(3).from(), "the second column goes on where the first ended");
        assertEquals(5000, traces.get(11).to());
        assertEquals("C1", traces.get(12).channel().label());
        assertEquals(250, traces.get(12).xMm(5000) - traces.get(12).xMm(0), 1e-9);
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
            float[] values = new float[5000];
            values[0] = first;
            values[1] = second;
            java.util.Arrays.fill(values, 2, 5000, second);
            list.add(new WaveformChannel("C" + n, unit, values));
        }
        return WaveformSheet.of(new WaveformGroup("", 500, list), 25, 10);
    }
}
