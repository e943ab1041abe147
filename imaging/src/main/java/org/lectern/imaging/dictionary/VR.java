package org.lectern.imaging.dictionary;

/**
 * The value representations of PS3.5 section 6.2.
 *
 * <p>{@link #itemBytes()} is the width that byte swapping works on: 1 for text and byte streams.
 */
public enum VR {
    AE(Kind.TEXT, 1, false),
    AS(Kind.TEXT, 1, false),
    AT(Kind.BINARY, 2, false),
    CS(Kind.TEXT, 1, false),
    DA(Kind.TEXT, 1, false),
    DS(Kind.TEXT, 1, false),
    DT(Kind.TEXT, 1, false),
    FD(Kind.BINARY, 8, false),
    FL(Kind.BINARY, 4, false),
    IS(Kind.TEXT, 1, false),
    LO(Kind.LOCAL_TEXT, 1, false),
    LT(Kind.LOCAL_TEXT, 1, false),
    OB(Kind.BULK, 1, true),
    OD(Kind.BULK, 8, true),
    OF(Kind.BULK, 4, true),
    OL(Kind.BULK, 4, true),
    OV(Kind.BULK, 8, true),
    OW(Kind.BULK, 2, true),
    PN(Kind.LOCAL_TEXT, 1, false),
    SH(Kind.LOCAL_TEXT, 1, false),
    SL(Kind.BINARY, 4, false),
    SQ(Kind.SEQUENCE, 1, true),
    SS(Kind.BINARY, 2, false),
    ST(Kind.LOCAL_TEXT, 1, false),
    SV(Kind.BINARY, 8, true),
    TM(Kind.TEXT, 1, false),
    UC(Kind.LOCAL_TEXT, 1, true),
    UI(Kind.TEXT, 1, false),
    UL(Kind.BINARY, 4, false),
    UN(Kind.BULK, 1, true),
    UR(Kind.TEXT, 1, true),
    US(Kind.BINARY, 2, false),
    UT(Kind.LOCAL_TEXT, 1, true),
    UV(Kind.BINARY, 8, true);

    private enum Kind {
        TEXT,
        LOCAL_TEXT,
        BINARY,
        BULK,
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[1 << 10];

    static {
        for (VR vr : values()) {
            BY_CODE[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    private final int itemBytes;
    private final boolean longLength;

    VR(Kind kind, int itemBytes, boolean longLength) {
        this.kind = kind;
        this.itemBytes = itemBytes;
        this.longLength = longLength;
    }

    /** The VR spelt by two bytes of an explicit-VR stream, or null when they spell none. */
    public static @org.jspecify.annotations.Nullable VR ofCode(int first, int second) {
        return first < 'A' || first > 'Z' || second < 'A' || second > 'Z' ? null : BY_CODE[index(first, second)];
    }

    /** Width in bytes of one binary item, 1 for text and byte streams. */
    public int itemBytes() {
        return itemBytes;
    }

    /** Width in bytes of one value: that of its item, but 4 for an attribute tag, which is two items. */
    public int valueBytes() {
        return this == AT ? 4 : itemBytes;
    }

    /** Whether the explicit encoding has two reserved bytes and a 32-bit length (PS3.5 table 7.1-1). */
    public boolean hasLongLength() {
        return longLength;
    }

    /** Whether the value is characters. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
    }

    /** Whether Specific Character Set (0008,0005) applies (PS3.5 section 6.1.2.3). */
    public boolean isLocalText() {
        return kind == Kind.LOCAL_TEXT;
    }

    /** Whether a backslash is text here and not a separator (PS3.5 section 6.2). */
    public boolean isSingleText() {
        return this == LT || this == ST || this == UT || this == UR;
    }

    /** Whether the value is a number of fixed width or an attribute tag. */
    public boolean isBinaryNumber() {
        return kind == Kind.BINARY;
    }

    /** Whether the value is an other-type or unknown byte stream. */
    public boolean isBulk() {
        return kind == Kind.BULK;
    }

    /** The byte that brings a value to even length (PS3.5 section 6.2). */
    public byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }

    private static int index(int first, int second) {
        return (first - 'A') << 5 | (second - 'A');
    }
}
