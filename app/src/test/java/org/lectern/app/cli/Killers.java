package org.lectern.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Files made to kill readers and viewers, byte by byte: a few bytes each that declare the impossible. */
final class Killers {
    static final String PATIENT = "ZZMARKED";
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String JPEG = "1.2.840.10008.1.2.4.50";
    private static final String JPEG_LS = "1.2.840.10008.1.2.4.80";
    private static final String JPEG_2000 = "1.2.840.10008.1.2.4.90";
    private static final String RLE = "1.2.840.10008.1.2.5";
    private static final int MANY = 50_000;

    private final Map<String, byte[]> files = new TreeMap<>();
    private int count;

    private Killers() {}

    static Map<String, byte[]> all() throws IOException {
        Killers killers = new Killers();
        killers.dataSets();
        killers.pixels();
        killers.streams();
        killers.strangers();
        return killers.files;
    }

    private void dataSets() throws IOException {
        byte[] level = join(longHeader(0x0040A730, "SQ", -1), item(-1));
        files.put("nested", join(image(EXPLICIT, 16, 16, 16, ""), repeated(level, 100_000)));
        files.put("gigabytes", join(image(EXPLICIT, 16, 16, 16, ""), longHeader(0x7FE00010, "OW", -16), new byte[4]));
        ByteArrayOutputStream million = new ByteArrayOutputStream();
        million.writeBytes(image(EXPLICIT, 16, 16, 16, ""));
        for (int i = 0; i < 1_000_000; i++) {
            million.writeBytes(element((0x0031 << 16) + (i / 50_000 << 17) + 0x1000 + i % 50_000, "CS", "12"));
        }
        files.put("million", million.toByteArray());
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(start("1.2.840.10008.1.2.1.99"));
        try (OutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true), 1 << 16)) {
            out.write(longHeader(0x7FE00010, "OB", -16));
            for (int i = 0; i < 200; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        files.put("deflate", bomb.toByteArray());
    }

    private void pixels() {
        byte[] samples = element(0x7FE00010, "OW", new byte[512]);
        for (String frames : List.of("2147483647", "99999999999", "-1", "0", "abc", "1e9")) {
            files.put("frames " + frames, join(image(EXPLICIT, 16, 16, 16, frames), samples));
        }
        for (int bits : new int[] {0, 1, 13, 24, 64, 65535}) {
            files.put("bits " + bits, join(image(EXPLICIT, 16, 16, bits, ""), samples));
            files.put("huge " + bits, join(image(EXPLICIT, 65535, 65535, bits, ""), samples));
        }
        files.put("large", join(image(EXPLICIT, 40_000, 40_000, 8, ""), samples));
        files.put(
                "slices",
                join(image(EXPLICIT, 16, 16, 16, "2147483647"), element(0x3004000C, "DS", "0\\1\\2"), samples));
        files.put("empty table", join(image(EXPLICIT, 16, 16, 16, ""), table(), samples));
        byte[] overlays = new byte[0];
        for (int group = 0x6000; group <= 0x601E; group += 2) {
            overlays = join(
                    overlays,
                    element(group << 16 | 0x10, "US", shorts(65535)),
                    element(group << 16 | 0x11, "US", shorts(65535)),
                    element(group << 16 | 0x15, "IS", "2147483647"),
                    element(group << 16 | 0x50, "SS", shorts(1, 1)),
                    element(group << 16 | 0x100, "US", shorts(16)),
                    element(group << 16 | 0x102, "US", shorts(15)));
        }
        files.put("overlays", join(image(EXPLICIT, 16, 16, 16, ""), overlays, samples));
    }

    private void streams() {
        byte[] two = {0, 0};
        files.put("fragments", join(image(RLE, 16, 16, 16, ""), encapsulated(Collections.nCopies(MANY, two))));
        files.put(
                "fragments of one frame",
                join(image(JPEG, 16, 16, 8, ""), encapsulated(Collections.nCopies(MANY, new byte[] {-1, -40}))));
        files.put("rle", join(image(RLE, 65535, 65535, 1, ""), encapsulated(List.of(new byte[70]))));
        files.put("j2k", join(image(JPEG_2000, 16, 16, 8, ""), encapsulated(List.of(siz(-1, -1, 1, 1)))));
        files.put("j2k large", join(image(JPEG_2000, 40_000, 40_000, 8, ""), encapsulated(List.of(siz(9, 9, 9, 1)))));
        files.put("j2k parts", join(image(JPEG_2000, 16, 16, 8, ""), encapsulated(List.of(siz(16, 16, 16, 16_384)))));
        files.put(
                "jpeg",
                join(
                        image(JPEG, 40_000, 40_000, 8, ""),
                        encapsulated(List.of(hex("FFD8FFC0000B08FFFFFFFF01011100FFDA0008010100003F000000FFD9")))));
        files.put(
                "jpeg-ls",
                join(
                        image(JPEG_LS, 40_000, 40_000, 8, ""),
                        encapsulated(List.of(hex("FFD8FFF7000B0800100010010111 00FFDA000801010000000000FFD9")))));
    }

    private void strangers() throws IOException {
        files.put("nothing", new byte[0]);
        files.put("text", "Dear colleague,\n".repeat(50).getBytes(StandardCharsets.US_ASCII));
        files.put("zeros", new byte[100_000]);
        files.put("png", join(hex("89504E470D0A1A0A0000000D49484452"), new byte[300]));
        files.put("program", join(hex("7F454C46020101"), new byte[3000]));
        files.put("only meta", start(EXPLICIT));
    }

    static void write(Map<String, byte[]> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private byte[] image(String syntax, int rows, int columns, int bits, String frames) {
        count++;
        return join(
                start(syntax),
                element(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2"),
                element(0x00080018, "UI", "1.2.3." + count),
                element(0x00080060, "CS", "CT"),
                element(0x00100010, "PN", PATIENT + "^X"),
                element(0x00100020, "LO", PATIENT + "-ID"),
                element(0x0020000D, "UI", "1.2"),
                element(0x0020000E, "UI", "1.2.3"),
                element(0x00280002, "US", shorts(1)),
                element(0x00280004, "CS", "MONOCHROME2"),
                frames.isEmpty() ? new byte[0] : element(0x00280008, "IS", frames),
                element(0x00280010, "US", shorts(rows)),
                element(0x00280011, "US", shorts(columns)),
                element(0x00280100, "US", shorts(bits)),
                element(0x00280101, "US", shorts(bits)),
                element(0x00280102, "US", shorts(bits - 1)),
                element(0x00280103, "US", shorts(0)));
    }

    private static byte[] start(String syntax) {
        byte[] uid = element(0x00020010, "UI", syntax);
        return join(
                new byte[128],
                "DICM".getBytes(StandardCharsets.US_ASCII),
                element(0x00020000, "UL", ints(uid.length)),
                uid);
    }

    private static byte[] table() {
        byte[] inside = join(element(0x00283002, "US", shorts(0, 0, 16)), element(0x00283006, "OW", new byte[0]));
        return join(longHeader(0x00283010, "SQ", inside.length + 8), item(inside.length), inside);
    }

    /** SOC and SIZ of so wide and high an image, in tiles of a side, of so many components. */
    private static byte[] siz(int width, int height, int tile, int components) {
        ByteBuffer buffer = ByteBuffer.allocate(42 + 3 * components + 2);
        buffer.putInt(0xFF4FFF51).putShort((short) (38 + 3 * components)).putShort((short) 0);
        buffer.putInt(width)
                .putInt(height)
                .putInt(0)
                .putInt(0)
                .putInt(tile)
                .putInt(tile)
                .putInt(0)
                .putInt(0);
        buffer.putShort((short) components);
        for (int i = 0; i < components; i++) {
            buffer.put((byte) 7).put((byte) 1).put((byte) 1);
        }
        return buffer.putShort((short) 0xFFD9).array();
    }

    private static byte[] encapsulated(List<byte[]> fragments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(longHeader(0x7FE00010, "OB", -1));
        out.writeBytes(item(0));
        for (byte[] fragment : fragments) {
            int padded = fragment.length + fragment.length % 2;
            out.writeBytes(item(padded));
            out.writeBytes(fragment);
            out.writeBytes(new byte[padded - fragment.length]);
        }
        out.writeBytes(hex("FEFFDDE000000000"));
        return out.toByteArray();
    }

    private static byte[] element(int tag, String vr, String value) {
        return element(tag, vr, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] element(int tag, String vr, byte[] value) {
        byte[] padded = value.length % 2 == 0 ? value : join(value, new byte[] {(byte) (vr.equals("UI") ? 0 : ' ')});
        return vr.equals("OB") || vr.equals("OW")
                ? join(longHeader(tag, vr, padded.length), padded)
                : join(shorts(tag >>> 16, tag), vr.getBytes(StandardCharsets.US_ASCII), shorts(padded.length), padded);
    }

    private static byte[] longHeader(int tag, String vr, int length) {
        return join(shorts(tag >>> 16, tag), vr.getBytes(StandardCharsets.US_ASCII), shorts(0), ints(length));
    }

    private static byte[] item(int length) {
        return join(shorts(0xFFFE, 0xE000), ints(length));
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    private static byte[] shorts(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putShort((short) value);
        }
        return buffer.array();
    }

    private static byte[] ints(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
