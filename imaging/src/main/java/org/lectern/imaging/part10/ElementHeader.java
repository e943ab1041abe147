package org.lectern.imaging.part10;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.VR;

/**
 * Tag, VR and length of one element (PS3.5 section 7.1), read into the same object again and again.
 *
 * <p>Where the VR is none, or the length field cannot be right, the other forms of a header are tried: the first whose
 * value is followed by something that looks like an element is taken, and a finding says so.
 */
final class ElementHeader {
    static final int ITEM = 0xFFFEE000;
    static final int ITEM_END = 0xFFFEE00D;
    static final int SEQUENCE_END = 0xFFFEE0DD;
    static final long UNDEFINED = 0xFFFFFFFFL;

    private final Input in;
    private final Findings findings;

    int tag;
    VR vr = VR.UN;
    long length;
    long offset;

    /** Whether the element itself is in explicit VR. */
    boolean explicitVr;

    ElementHeader(Input in, Findings findings) {
        this.in = in;
        this.findings = findings;
    }

    static boolean isDelimiter(int tag) {
        return tag >>> 16 == 0xFFFE;
    }

    /** Whether the eight bytes of a shortest header are there to be read. */
    boolean present(Level level) throws IOException {
        return level.end - in.position() >= 8 && in.has(8);
    }

    /** Reads a header that is {@link #present}; false when its length field is cut off. */
    boolean read(Level level) throws IOException {
        offset = in.position();
        tag = in.tag(0, level.bigEndian);
        if (isDelimiter(tag)) {
            vr = VR.UN;
            explicitVr = level.explicitVr;
            length = in.u32(4, level.bigEndian);
            in.skip(8);
            return true;
        }
        return level.explicitVr ? readExplicit(level) : readImplicit(level);
    }

    private boolean readExplicit(Level level) throws IOException {
        explicitVr = true;
        VR spelt = VR.ofCode(in.u8(4), in.u8(5));
        if (spelt == null) {
            return repairUnknownVr(level);
        }
        vr = spelt;
        if (!vr.hasLongLength()) {
            length = in.u16(6, level.bigEndian);
            in.skip(8);
            return true;
        }
        if (level.end - offset < 12 || !in.has(12)) {
            return false;
        }
        if (in.u16(6, level.bigEndian) != 0 && shortFormFits(level)) {
            findings.add("VR " + vr + " with a 16-bit length field", tag, offset);
            length = in.u16(6, level.bigEndian);
            in.skip(8);
            return true;
        }
        length = in.u32(8, level.bigEndian);
        in.skip(12);
        return true;
    }

    private boolean shortFormFits(Level level) throws IOException {
        return !follows(level, offset + 12, in.u32(8, level.bigEndian))
                && follows(level, offset + 8, in.u16(6, level.bigEndian));
    }

    /** Two bytes that are no VR: an implicit header, or one of a VR not yet known or never valid. */
    private boolean repairUnknownVr(Level level) throws IOException {
        long implicitLength = in.u32(4, level.bigEndian);
        boolean longHeader = level.end - offset >= 12 && in.has(12);
        boolean longForm = longHeader && in.u16(6, level.bigEndian) == 0;
        vr = Dictionary.vr(tag);
        explicitVr = false;
        if (followsLoosely(level, offset + 8, implicitLength)) {
            findings.add("Implicit VR among explicit ones", tag, offset);
            length = implicitLength;
            in.skip(8);
            return true;
        }
        explicitVr = true;
        findings.add("Unknown VR", tag, offset);
        if (longForm && follows(level, offset + 12, in.u32(8, level.bigEndian))) {
            length = in.u32(8, level.bigEndian);
            in.skip(12);
            return true;
        }
        if (follows(level, offset + 8, in.u16(6, level.bigEndian))) {
            length = in.u16(6, level.bigEndian);
            in.skip(8);
            return true;
        }
        length = longForm ? in.u32(8, level.bigEndian) : in.u16(6, level.bigEndian);
        in.skip(longForm ? 12 : 8);
        return true;
    }

    private boolean readImplicit(Level level) throws IOException {
        explicitVr = false;
        length = in.u32(4, false);
        if ((length & 0x5F5F) >= 0x4141 && explicitAfterAll(level)) {
            findings.add("Explicit VR among implicit ones", tag, offset);
            return readExplicit(level);
        }
        vr = Dictionary.vr(tag);
        in.skip(8);
        return true;
    }

    /** Whether what would be a length spells a VR, and as a length leads nowhere. */
    private boolean explicitAfterAll(Level level) throws IOException {
        VR spelt = VR.ofCode(in.u8(4), in.u8(5));
        if (spelt == null || follows(level, offset + 8, length)) {
            return false;
        }
        if (!spelt.hasLongLength()) {
            return follows(level, offset + 8, in.u16(6, level.bigEndian));
        }
        return in.has(12)
                && (in.u32(8, level.bigEndian) == UNDEFINED || follows(level, offset + 12, in.u32(8, level.bigEndian)));
    }

    private boolean followsLoosely(Level level, long valueStart, long valueLength) throws IOException {
        return valueLength == UNDEFINED
                ? ITEM == tagAt(valueStart, level.bigEndian)
                : follows(level, valueStart, valueLength);
    }

    /** Whether after a value of this length there is the end or what looks like the next element. */
    private boolean follows(Level level, long valueStart, long valueLength) throws IOException {
        long next = valueStart + valueLength;
        if (next == level.end) {
            return true;
        }
        if (valueLength == UNDEFINED) {
            return ITEM == tagAt(valueStart, level.bigEndian);
        }
        if (next + 8 > level.end) {
            return false;
        }
        byte[] bytes = in.peek(next, 8);
        return bytes.length == 8 && looksLikeElement(level, bytes);
    }

    private boolean looksLikeElement(Level level, byte[] bytes) {
        int nextTag = tagOf(bytes, level.bigEndian);
        if (isDelimiter(nextTag)) {
            return nextTag == ITEM || nextTag == ITEM_END || nextTag == SEQUENCE_END;
        }
        if (Integer.compareUnsigned(nextTag, tag) <= 0) {
            return false;
        }
        boolean spelt = VR.ofCode(bytes[4], bytes[5]) != null;
        return spelt || Dictionary.isPrivate(nextTag) || Dictionary.vr(nextTag) != VR.UN;
    }

    private int tagAt(long position, boolean bigEndian) throws IOException {
        byte[] bytes = in.peek(position, 4);
        return bytes.length < 4 ? 0 : tagOf(bytes, bigEndian);
    }

    private static int tagOf(byte[] bytes, boolean bigEndian) {
        int group = bigEndian ? u16(bytes[0], bytes[1]) : u16(bytes[1], bytes[0]);
        int element = bigEndian ? u16(bytes[2], bytes[3]) : u16(bytes[3], bytes[2]);
        return group << 16 | element;
    }

    private static int u16(byte high, byte low) {
        return (high & 0xFF) << 8 | (low & 0xFF);
    }

    /** The VR that a stream spells out at this place, if any. */
    static @Nullable VR spelt(byte[] bytes, int at) {
        return VR.ofCode(bytes[at], bytes[at + 1]);
    }

    @Override
    public String toString() {
        return Dictionary.display(tag) + " " + Objects.toString(vr) + " " + length;
    }
}
