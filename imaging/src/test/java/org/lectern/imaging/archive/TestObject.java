package org.lectern.imaging.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Small DICOM files made byte by byte, explicit little-endian. */
public final class TestObject {
    private final TreeMap<Integer, byte[]> values = new TreeMap<>(Integer::compareUnsigned);
    private final TreeMap<Integer, String> vrs = new TreeMap<>(Integer::compareUnsigned);

    private TestObject() {}

    /** An image of a series of a study of a patient. */
    public static TestObject of(String patientName, String patientId, String study, String series, String sop) {
        return new TestObject()
                .with(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7")
                .with(0x00080018, "UI", sop)
                .with(0x00080020, "DA", "20261121")
                .with(0x00080030, "TM", "091200")
                .with(0x00080050, "SH", "A-1")
                .with(0x00080060, "CS", "CT")
                .with(0x00081030, "LO", "CT chest")
                .with(0x00100010, "PN", patientName)
                .with(0x00100020, "LO", patientId)
                .with(0x00100030, "DA", "19610403")
                .with(0x00100040, "CS", "F")
                .with(0x0020000D, "UI", study)
                .with(0x0020000E, "UI", series)
                .with(0x00200013, "IS", "1");
    }

    public TestObject with(int tag, String vr, String value) {
        return with(tag, vr, value.getBytes(StandardCharsets.UTF_8));
    }

    public TestObject with(int tag, String vr, byte[] value) {
        values.put(tag, value);
        vrs.put(tag, vr);
        return this;
    }

    public TestObject without(int tag) {
        values.remove(tag);
        vrs.remove(tag);
        return this;
    }

    /** Pixel data of so many bytes. */
    public TestObject pixels(int bytes, int seed) {
        byte[] content = new byte[bytes];
        new java.util.Random(seed).nextBytes(content);
        return with(0x00280010, "US", new byte[] {1, 0})
                .with(0x00280011, "US", new byte[] {(byte) bytes, (byte) (bytes >> 8)})
                .with(0x7FE00010, "OB", content);
    }

    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        element(meta, 0x00020002, "UI", values.getOrDefault(0x00080016, new byte[0]));
        element(meta, 0x00020003, "UI", values.getOrDefault(0x00080018, new byte[0]));
        element(meta, 0x00020010, "UI", "1.2.840.10008.1.2.1".getBytes(StandardCharsets.US_ASCII));
        element(out, 0x00020000, "UL", little(meta.size()));
        out.writeBytes(meta.toByteArray());
        for (Map.Entry<Integer, byte[]> entry : values.entrySet()) {
            element(out, entry.getKey(), vrs.get(entry.getKey()), entry.getValue());
        }
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, String vr, byte[] value) {
        int padded = value.length + (value.length & 1);
        out.write(tag >>> 16);
        out.write(tag >>> 24);
        out.write(tag);
        out.write(tag >>> 8);
        out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
        if (vr.equals("OB") || vr.equals("SQ") || vr.equals("UN")) {
            out.write(0);
            out.write(0);
            out.writeBytes(little(padded));
        } else {
            out.write(padded);
            out.write(padded >>> 8);
        }
        out.writeBytes(value);
        if (padded > value.length) {
            out.write(vr.equals("UI") || vr.equals("OB") ? 0 : ' ');
        }
    }

    private static byte[] little(int number) {
        return new byte[] {(byte) number, (byte) (number >>> 8), (byte) (number >>> 16), (byte) (number >>> 24)};
    }

    public Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }
}
