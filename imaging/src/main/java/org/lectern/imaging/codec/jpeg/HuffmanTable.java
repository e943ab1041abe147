package org.lectern.imaging.codec.jpeg;

import java.util.Arrays;

/**
 * A Huffman table (T.81 C.2, F.2.2.3) with a first-level look-up that mostly answers in one step: the code, and where
 * they fit, the additional bits that follow it, already extended to the signed value they stand for (F.2.2.1).
 *
 * <p>Entries of the look-up, indexed by the next {@link #lookupBits} bits of the stream:
 *
 * <pre>
 *   0           no code that short
 *   bits 0-5    bits to consume: code and, when resolved, additional bits
 *   bit 7       resolved: the value is in the entry
 *   bits 8-11   run of zero coefficients
 *   bits 12-16  number of additional bits (SSSS)
 *   bits 17-31  the value, signed
 * </pre>
 */
final class HuffmanTable {
    static final int RESOLVED = 1 << 7;
    /** First-level bits for coefficients: two pairs of tables stay in the first-level cache. */
    static final int COEFFICIENT_BITS = 10;
    /** First-level bits for lossless differences, whose values are longer. */
    static final int DIFFERENCE_BITS = 12;

    private static final int LONGEST = 16;

    final int lookupBits;
    final int[] lookup;
    private final byte[] symbols;
    private final boolean runs;
    /** For each length the first left-aligned 16-bit code that is longer; 0 where there is no code of that length. */
    private final int[] limit = new int[LONGEST + 1];

    private final int[] firstCode = new int[LONGEST + 1];
    private final int[] firstSymbol = new int[LONGEST + 1];

    private HuffmanTable(byte[] symbols, boolean runs, int lookupBits) {
        this.symbols = symbols;
        this.runs = runs;
        this.lookupBits = lookupBits;
        this.lookup = new int[1 << lookupBits];
    }

    /**
     * Builds the table of a DHT segment whose code counts were checked by {@link #isPossible}.
     *
     * @param runs whether symbols are run and size (AC coefficients) rather than size alone
     */
    static HuffmanTable of(int[] counts, byte[] symbols, boolean runs, int lookupBits) {
        HuffmanTable table = new HuffmanTable(symbols, runs, lookupBits);
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= LONGEST; length++) {
            table.firstCode[length] = code;
            table.firstSymbol[length] = symbol;
            for (int i = 0; i < counts[length]; i++) {
                if (length <= lookupBits) {
                    table.enter(code, length, table.entry(symbols[symbol], length));
                }
                code++;
                symbol++;
            }
            table.limit[length] = counts[length] == 0 ? 0 : code << LONGEST - length;
            code <<= 1;
        }
        return table;
    }

    /** Whether so many codes of each length can form a prefix code. */
    static boolean isPossible(int[] counts) {
        int free = 1;
        for (int length = 1; length <= LONGEST; length++) {
            free = (free << 1) - counts[length];
            if (free < 0) {
                return false;
            }
        }
        return true;
    }

    private int entry(byte symbol, int length) {
        int run = runs ? symbol >> 4 & 15 : 0;
        int size = runs ? symbol & 15 : symbol & 0x1f;
        return size << 12 | run << 8 | length;
    }

    private void enter(int code, int length, int entry) {
        int free = lookupBits - length;
        int from = code << free;
        int size = entry >> 12;
        if (size > free) {
            Arrays.fill(lookup, from, from + (1 << free), entry);
            return;
        }
        int rest = free - size;
        for (int bits = 0; bits < 1 << size; bits++) {
            int at = from + (bits << rest);
            int resolved = extend(bits, size) << 17 | entry + size | RESOLVED;
            Arrays.fill(lookup, at, at + (1 << rest), resolved);
        }
    }

    /**
     * The unresolved entry of a code longer than the first level.
     *
     * @param next the next 16 bits of the stream
     * @return 0 when no code begins like this
     */
    int longEntry(int next) {
        for (int length = lookupBits + 1; length <= LONGEST; length++) {
            if (next < limit[length]) {
                int code = next >> LONGEST - length;
                return entry(symbols[firstSymbol[length] + code - firstCode[length]], length);
            }
        }
        return 0;
    }

    /** The signed value that {@code size} additional bits stand for (F.2.2.1, EXTEND). */
    static int extend(int bits, int size) {
        return size > 0 && bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
    }
}
