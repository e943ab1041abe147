package org.lectern.imaging.part10;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encodings spelt out by hand, byte by byte and apart from the writer. */
final class Bytes {
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String BIG = "1.2.840.10008.1.2.2";
    static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    static final String JPEG = "1.2.840.10008.1.2.4.50";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean big;

    Bytes() {
        this(false);
    }

    Bytes(boolean big) {
        this.big = big;
    }

    /** Preamble, prefix and a minimal meta group with a right length. */
    static Bytes file(String syntax) {
        Bytes uid = new Bytes().element(0x00020010, "UI", syntax + (syntax.length() % 2 == 0 ? "" : "\0"));
        return new Bytes()
                .raw(new byte[128])
                .text("DICM")
                .header(0x00020000, "UL", 4)
                .u32(uid.size())
                .raw(uid.done());
    }

    Bytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Bytes hex(String digits) {
        return raw(java.util.HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    Bytes text(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes u16(int value) {
        return big ? raw((byte) (value >> 8), (byte) value) : raw((byte) value, (byte) (value >> 8));
    }

    Bytes u32(long value) {
        int low = (int) value & 0xFFFF;
        int high = (int) (value >> 16) & 0xFFFF;
        return big ? u16(high).u16(low) : u16(low).u16(high);
    }

    Bytes tag(int tag) {
        return u16(tag >>> 16).u16(tag & 0xFFFF);
    }

    /** An explicit header with a 16-bit length. */
    Bytes header(int tag, String vr, int length) {
        return tag(tag).text(vr).u16(length);
    }

    /** An explicit header with a 32-bit length. */
    Bytes longHeader(int tag, String vr, long length) {
        return tag(tag).text(vr).u16(0).u32(length);
    }

    /** An implicit header, an item or a delimiter. */
    Bytes implicit(int tag, long length) {
        return tag(tag).u32(length);
    }

    /** An explicit element of a short VR. */
    Bytes element(int tag, String vr, String value) {
        return header(tag, vr, value.length()).text(value);
    }

    Bytes implicitElement(int tag, String value) {
        return implicit(tag, value.length()).text(value);
    }

    int size() {
        return out.size();
    }

    byte[] done() {
        return out.toByteArray();
    }
}
