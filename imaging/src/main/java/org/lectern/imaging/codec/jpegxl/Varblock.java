package org.lectern.imaging.codec.jpegxl;

/** The transforms of varblocks (ISO/IEC 18181-1 Annex I.4, DctSelect), in the order of their code. */
enum Varblock {
    DCT8(1, 1, 0, 0),
    HORNUSS(1, 1, 1, 1),
    DCT2(1, 1, 2, 1),
    DCT4(1, 1, 3, 1),
    DCT16(2, 2, 4, 2),
    DCT32(4, 4, 5, 3),
    DCT16X8(2, 1, 6, 4),
    DCT8X16(1, 2, 6, 4),
    DCT32X8(4, 1, 7, 5),
    DCT8X32(1, 4, 7, 5),
    DCT32X16(4, 2, 8, 6),
    DCT16X32(2, 4, 8, 6),
    DCT4X8(1, 1, 9, 1),
    DCT8X4(1, 1, 9, 1),
    AFV0(1, 1, 10, 1),
    AFV1(1, 1, 10, 1),
    AFV2(1, 1, 10, 1),
    AFV3(1, 1, 10, 1),
    DCT64(8, 8, 11, 7),
    DCT64X32(8, 4, 12, 8),
    DCT32X64(4, 8, 12, 8),
    DCT128(16, 16, 13, 9),
    DCT128X64(16, 8, 14, 10),
    DCT64X128(8, 16, 14, 10),
    DCT256(32, 32, 15, 11),
    DCT256X128(32, 16, 16, 12),
    DCT128X256(16, 32, 16, 12);

    static final int ORDERS = 13;
    static final int TABLES = 17;
    private static final Varblock[] BY_CODE = values();

    /** Rows of 8 samples. */
    final int rows;
    /** Columns of 8 samples. */
    final int columns;
    /** Which dequantization matrix it uses. */
    final int table;
    /** Which coefficient order it uses. */
    final int order;

    Varblock(int rows, int columns, int table, int order) {
        this.rows = rows;
        this.columns = columns;
        this.table = table;
        this.order = order;
    }

    static Varblock of(int code) {
        return BY_CODE[code];
    }

    static int count() {
        return BY_CODE.length;
    }

    /** The shortest side in blocks: rows of its coefficients are that many times 8. */
    int shortSide() {
        return Math.min(rows, columns);
    }

    int longSide() {
        return Math.max(rows, columns);
    }

    int blocks() {
        return rows * columns;
    }

    /** A varblock that uses this order, or this table, lying on its side: coefficients are kept that way. */
    static Varblock withOrder(int order) {
        for (Varblock block : BY_CODE) {
            if (block.order == order) {
                return block;
            }
        }
        throw new IllegalArgumentException("There is no coefficient order " + order);
    }

    static Varblock withTable(int table) {
        for (Varblock block : BY_CODE) {
            if (block.table == table) {
                return block;
            }
        }
        throw new IllegalArgumentException("There is no dequantization matrix " + table);
    }
}
