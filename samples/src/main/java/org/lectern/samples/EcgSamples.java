package org.lectern.samples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dictionary.VR;

/** A resting 12-lead electrocardiogram of 10 s: 72 beats a minute, R wave of 1.2 mV in lead II. */
final class EcgSamples {
    /** Samples a second. */
    static final int RATE_HZ = 500;

    /** Beats a minute. */
    static final int HEART_RATE = 72;

    /** Microvolt of one stored unit. */
    static final double MICROVOLT = 2.5;

    private static final String[][] LEADS = {
        {"2:1", "Lead I"},
        {"2:2", "Lead II"},
        {"2:61", "Lead III"},
        {"2:62", "aVR"},
        {"2:63", "aVL"},
        {"2:64", "aVF"},
        {"2:3", "Lead V1"},
        {"2:4", "Lead V2"},
        {"2:5", "Lead V3"},
        {"2:6", "Lead V4"},
        {"2:7", "Lead V5"},
        {"2:8", "Lead V6"}
    };

    /** Share of lead II's shape, and of an S wave, in each lead; III, aVR, aVL and aVF follow from I and II. */
    private static final double[][] SHAPE = {
        {0.55, 0.1},
        {1, 0.1},
        {0, 0},
        {0, 0},
        {0, 0},
        {0, 0},
        {0.15, 1.0},
        {0.35, 1.3},
        {0.7, 0.8},
        {1.15, 0.45},
        {1.1, 0.2},
        {0.85, 0.1}
    };

    private EcgSamples() {}

    static void twelveLead(SampleWriter writer) throws IOException {
        DataSet study = new SamplePatient("PRZYKLAD^Ewa", "SAMPLE-0005", "19550605", "F")
                .study("ecg", "Resting ECG", "20260116", "080500")
                .build();
        int count = 10 * RATE_HZ;
        DataSet.Builder waveform = DataSet.builder()
                .text(Tag.WaveformOriginality, "ORIGINAL")
                .text(Tag.MultiplexGroupLabel, "RHYTHM")
                .number(Tag.NumberOfWaveformChannels, LEADS.length)
                .number(Tag.NumberOfWaveformSamples, count)
                .number(Tag.SamplingFrequency, RATE_HZ)
                .items(Tag.ChannelDefinitionSequence, channels())
                .number(Tag.WaveformBitsAllocated, 16)
                .text(Tag.WaveformSampleInterpretation, "SS")
                .bulk(Tag.WaveformData, VR.OW, BulkData.InMemory.of(samples(count)));
        writer.write(
                Path.of("ECG.dcm"),
                new Series(study, "ECG", 1, "12 leads at rest", Uid.TwelveLeadECGWaveformStorage)
                        .object(1)
                        .text(Tag.AcquisitionDateTime, "20260116080500")
                        .items(Tag.WaveformSequence, waveform.build())
                        .build());
    }

    private static DataSet[] channels() {
        DataSet[] channels = new DataSet[LEADS.length];
        DataSet microvolt = code("uV", "UCUM", "microvolt");
        for (int n = 0; n < channels.length; n++) {
            channels[n] = DataSet.builder()
                    .number(Tag.WaveformChannelNumber, n + 1)
                    .text(Tag.ChannelLabel, LEADS[n][1])
                    .items(Tag.ChannelSourceSequence, code(LEADS[n][0], "MDC", LEADS[n][1]))
                    .number(Tag.ChannelSensitivity, MICROVOLT)
                    .items(Tag.ChannelSensitivityUnitsSequence, microvolt)
                    .number(Tag.ChannelSensitivityCorrectionFactor, 1)
                    .number(Tag.ChannelBaseline, 0)
                    .number(Tag.ChannelSampleSkew, 0)
                    .number(Tag.WaveformBitsStored, 16)
                    .number(Tag.FilterLowFrequency, 0.05)
                    .number(Tag.FilterHighFrequency, 150)
                    .build();
        }
        return channels;
    }

    private static byte[] samples(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * LEADS.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < count; at++) {
            double phase = (double) at / RATE_HZ * HEART_RATE / 60 % 1;
            double one = lead(0, phase);
            double two = lead(1, phase);
            double[] volts = new double[LEADS.length];
            for (int n = 0; n < volts.length; n++) {
                volts[n] = switch (n) {
                    case 2 -> two - one;
                    case 3 -> -(one + two) / 2;
                    case 4 -> one - two / 2;
                    case 5 -> two - one / 2;
                    default -> lead(n, phase);
                };
                double microvolts = 1000 * volts[n] + 6 * Noise.normal(at, n, 0, 77);
                bytes.putShort((short) Math.round(microvolts / MICROVOLT));
            }
        }
        return bytes.array();
    }

    private static double lead(int n, double phase) {
        return SHAPE[n][0] * beat(phase) - SHAPE[n][1] * wave(phase, 0.335, 0.011, 0.9);
    }

    /** Lead II over one cycle from 0 to 1, mV: P, Q, R, S and T. */
    static double beat(double phase) {
        return wave(phase, 0.14, 0.028, 0.14)
                - wave(phase, 0.283, 0.008, 0.1)
                + wave(phase, 0.3, 0.0105, 1.2)
                - wave(phase, 0.322, 0.01, 0.22)
                + wave(phase, 0.55, 0.05, 0.32);
    }

    private static double wave(double phase, double centre, double width, double height) {
        double t = (phase - centre) / width;
        return height * Math.exp(-t * t / 2);
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return DataSet.builder()
                .text(Tag.CodeValue, value)
                .text(Tag.CodingSchemeDesignator, scheme)
                .text(Tag.CodeMeaning, meaning)
                .build();
    }
}
