package org.lectern.imaging.part10;

import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.VR;

/** How the first bytes of a data set look, whatever a file declares. */
enum Encoding {
    IMPLICIT,
    EXPLICIT,
    BIG;

    TransferSyntax syntax() {
        return switch (this) {
            case IMPLICIT -> TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
            case EXPLICIT -> TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
            case BIG -> TransferSyntax.EXPLICIT_BIG_ENDIAN;
        };
    }

    boolean isThatOf(TransferSyntax declared) {
        return declared.explicitVr() == syntax().explicitVr() && declared.order() == syntax().order();
    }

    /**
     * The encoding that the element at a place is in, or null when there is none to be seen: known element or private
     * group, a VR or a length that fits.
     *
     * @param size bytes of the whole, for lengths
     */
    static @Nullable Encoding detect(byte[] head, int at, long size) {
        return detect(head, at, size, ByteOrder.LITTLE_ENDIAN);
    }

    /** The same, where a byte order is declared and stands unless the other one makes more sense. */
    static @Nullable Encoding detect(byte[] head, int at, long size, ByteOrder expected) {
        if (head.length - at < 8) {
            return null;
        }
        int little = u16(head, at, false) << 16 | u16(head, at + 2, false);
        int big = u16(head, at, true) << 16 | u16(head, at + 2, true);
        boolean spelt = VR.ofCode(head[at + 4], head[at + 5]) != null;
        if (spelt && (isBeginning(little) || isBeginning(big))) {
            return isBig(little, big, expected) ? BIG : EXPLICIT;
        }
        long length = Integer.toUnsignedLong(u16(head, at + 4, false) | u16(head, at + 6, false) << 16);
        boolean fits = length <= size - at - 8 || length == ElementHeader.UNDEFINED;
        return fits && isBeginning(little) && Dictionary.vr(little) != VR.UN ? IMPLICIT : null;
    }

    private static boolean isBig(int little, int big, ByteOrder expected) {
        boolean littleKnown = isBeginning(little) && Dictionary.vr(little) != VR.UN;
        boolean bigKnown = isBeginning(big) && Dictionary.vr(big) != VR.UN;
        return littleKnown == bigKnown ? expected == ByteOrder.BIG_ENDIAN : bigKnown;
    }

    /** Data sets begin in a low group; 0000 is of messages. */
    private static boolean isBeginning(int tag) {
        int group = tag >>> 16;
        return group >= 0x0002 && group <= 0x7FE0 && group != 0x0003 && group != 0x0005 && group != 0x0007;
    }

    private static int u16(byte[] bytes, int at, boolean big) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return big ? first << 8 | second : second << 8 | first;
    }
}
