package org.lectern.imaging.waveform;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * A multiplex group: channels sampled together (PS3.3 C.10.9.1).
 *
 * @param label Multiplex Group Label (003A,0020), empty where there is none
 * @param samplingHz samples a second of each channel
 */
public record WaveformGroup(String label, double samplingHz, List<WaveformChannel> channels) {
    /** Most samples of all channels of a group that are decoded. */
    public static final long MAX_SAMPLES = 200_000_000;

    /** Copies the list. */
    public WaveformGroup {
        channels = List.copyOf(channels);
        if (!(samplingHz > 0)) {
            throw new IllegalArgumentException("Sampling Frequency (003A,001A) must be positive, not " + samplingHz);
        }
    }

    /** Length of the recording in seconds. */
    public double seconds() {
        return channels.isEmpty() ? 0 : channels.getFirst().values().length / samplingHz;
    }

    /**
     * The groups of an object, in their order.
     *
     * @throws IOException when a group contradicts itself or its samples are gone; the message names the attribute
     */
    public static List<WaveformGroup> of(DataSet object) throws IOException {
        List<WaveformGroup> groups = new ArrayList<>();
        for (DataSet group : object.items(Tag.WaveformSequence)) {
            groups.add(group(group));
        }
        return groups;
    }

    private static WaveformGroup group(DataSet group) throws IOException {
        List<DataSet> definitions = group.items(Tag.ChannelDefinitionSequence);
        int channels = group.integer(Tag.NumberOfWaveformChannels).orElse(definitions.size());
        if (channels <= 0 || channels != definitions.size()) {
            throw new IOException("Number of Waveform Channels (003A,0005) is %d, but %d channels are defined"
                    .formatted(channels, definitions.size()));
        }
        double rate = group.decimal(Tag.SamplingFrequency).orElse(0);
        if (!(rate > 0)) {
            throw new IOException("Sampling Frequency (003A,001A) is missing or not positive");
        }
        BulkData data =
                group.bulk(Tag.WaveformData).orElseThrow(() -> new IOException("Waveform Data (5400,1010) is missing"));
        try (Arena arena = Arena.ofConfined()) {
            Samples samples = Samples.of(group, data.map(arena), data.order(), channels);
            List<WaveformChannel> decoded = new ArrayList<>();
            for (int n = 0; n < channels; n++) {
                decoded.add(channel(definitions.get(n), samples, n));
            }
            return new WaveformGroup(group.text(Tag.MultiplexGroupLabel).orElse(""), rate, decoded);
        }
    }

    /** PS3.3 C.10.9.1.4: sample × sensitivity × correction, plus the baseline, which is in the channel's unit. */
    private static WaveformChannel channel(DataSet definition, Samples samples, int n) {
        double gain = definition.decimal(Tag.ChannelSensitivity).orElse(1)
                * definition.decimal(Tag.ChannelSensitivityCorrectionFactor).orElse(1);
        double baseline = definition.decimal(Tag.ChannelBaseline).orElse(0);
        float[] values = new float[samples.count];
        for (int at = 0; at < values.length; at++) {
            int stored = samples.at(at, n);
            values[at] = stored == samples.padding ? Float.NaN : (float) (stored * gain + baseline);
        }
        String unit = definition
                .item(Tag.ChannelSensitivityUnitsSequence)
                .flatMap(code -> code.text(Tag.CodeValue))
                .orElse("1");
        return new WaveformChannel(label(definition, n), unit, values);
    }

    private static String label(DataSet definition, int n) {
        String label = definition
                .text(Tag.ChannelLabel)
                .or(() -> definition.item(Tag.ChannelSourceSequence).flatMap(code -> code.text(Tag.CodeMeaning)))
                .orElse("Channel " + (n + 1));
        return label.replaceFirst("(?i)^lead ", "").replaceFirst("(?i) \\(.*\\)$", "");
    }

    /** The interleaved stored samples of a group. */
    private record Samples(
            MemorySegment bytes, ByteOrder order, int width, boolean signed, int channels, int count, long padding) {
        static Samples of(DataSet group, MemorySegment bytes, ByteOrder order, int channels) throws IOException {
            int bits = group.integer(Tag.WaveformBitsAllocated).orElse(16);
            String interpretation = group.text(Tag.WaveformSampleInterpretation).orElse("SS");
            if ((bits != 8 && bits != 16 && bits != 32) || interpretation.equals("MB") || interpretation.equals("AB")) {
                throw new IOException("Waveform samples of %d bit, %s, are not read".formatted(bits, interpretation));
            }
            long fits = bytes.byteSize() / (bits / 8) / channels;
            long count = Math.min(
                    fits, (long) group.decimal(Tag.NumberOfWaveformSamples).orElse((double) fits));
            if (count * channels > MAX_SAMPLES || count < 0) {
                throw new IOException("Number of Waveform Samples (003A,0010) is beyond what is opened: " + count);
            }
            long padding = group.bulk(Tag.WaveformPaddingValue).isPresent()
                    ? (long) group.decimal(Tag.WaveformPaddingValue).orElse(Long.MIN_VALUE)
                    : Long.MIN_VALUE;
            boolean signed = interpretation.startsWith("S");
            return new Samples(bytes, order, bits / 8, signed, channels, (int) count, padding);
        }

        int at(int sample, int channel) {
            long at = ((long) sample * channels + channel) * width;
            return switch (width) {
                case 1 ->
                    signed
                            ? bytes.get(ValueLayout.JAVA_BYTE, at)
                            : Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at));
                case 2 -> {
                    short value = bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
                    yield signed ? value : Short.toUnsignedInt(value);
                }
                default -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
            };
        }
    }
}
