package org.lectern.imaging.waveform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

class WaveformGroupTest {
    @Test
    void interleavedSamplesBecomeMicrovolts() throws IOException {
        WaveformGroup group = only(group(250, 2, 3, 10, 20, 11, 21, 12, 22).build());
        assertEquals(250, group.samplingHz());
        assertArrayEquals(new float[] {20, 22.5f, 25}, group.channels().get(0).values());
        assertArrayEquals(new float[] {45, 47.5f, 50}, group.channels().get(1).values());
        assertEquals("V1", group.channels().get(1).label());
        assertEquals("uV", group.channels().get(0).unit());
        assertEquals(3 / 250.0, group.seconds());
    }

    @Test
    void thePaddingValueIsNoSample() throws IOException {
        DataSet.Builder group = group(250, 2, 2, 1, 2, -32768, 3).number(Tag.WaveformPaddingValue, VR.SS, -32768);
        WaveformChannel first = only(group.build()).channels().getFirst();
        assertTrue(Float.isNaN(first.values()[1]));
        assertArrayEquals(new float[] {-2.5f, -2.5f}, first.range());
    }

    @Test
    void moreSamplesDeclaredThanPresentAreNotInvented() throws IOException {
        assertEquals(
                2,
                only(group(250, 2, 1_000_000_000, 1, 2, 3, 4).build())
                        .channels()
                        .getFirst()
                        .values()
                        .length);
    }

    @Test
    void contradictionsAreNamed() {
        assertTrue(failure(group(250, 3, 1, 1, 2, 3)).contains("Number of Waveform Channels"));
        assertTrue(failure(group(0, 2, 1, 1, 2)).contains("Sampling Frequency"));
        assertTrue(failure(group(250, 2, 1, 1, 2).number(Tag.WaveformBitsAllocated, 13))
                .contains("13 bit"));
        assertTrue(failure(group(250, 2, 1, 1, 2).remove(Tag.WaveformData)).contains("Waveform Data"));
    }

    private static String failure(DataSet.Builder group) {
        DataSet object =
                DataSet.builder().items(Tag.WaveformSequence, group.build()).build();
        return assertThrows(IOException.class, () -> WaveformGroup.of(object)).getMessage();
    }

    private static WaveformGroup only(DataSet group) throws IOException {
        List<WaveformGroup> groups = WaveformGroup.of(
                DataSet.builder().items(Tag.WaveformSequence, group).build());
        assertEquals(1, groups.size());
        return groups.getFirst();
    }

    private static DataSet.Builder group(double rateHz, int channels, int count, int... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : samples) {
            bytes.putShort((short) sample);
        }
        return DataSet.builder()
                .number(Tag.NumberOfWaveformChannels, channels)
                .number(Tag.NumberOfWaveformSamples, count)
                .number(Tag.SamplingFrequency, rateHz)
                .items(Tag.ChannelDefinitionSequence, channel("Lead I", -5), channel("Lead V1 (x)", -5))
                .number(Tag.WaveformBitsAllocated, 16)
                .text(Tag.WaveformSampleInterpretation, "SS")
                .bulk(Tag.WaveformData, VR.OW, BulkData.InMemory.of(bytes.array()));
    }

    private static DataSet channel(String label, double baseline) {
        return DataSet.builder()
                .text(Tag.ChannelLabel, label)
                .number(Tag.ChannelSensitivity, 2.5)
                .number(Tag.ChannelSensitivityCorrectionFactor, 1)
                .number(Tag.ChannelBaseline, baseline)
                .items(
                        Tag.ChannelSensitivityUnitsSequence,
                        DataSet.builder().text(Tag.CodeValue, "uV").build())
                .build();
    }
}
