package org.lectern.imaging.codec.jpegxl;

import org.lectern.imaging.codec.CodecException;

/** A distribution of asymmetric numeral systems with its alias mapping (ISO/IEC 18181-1 Annex C.2.5 and C.2.6). */
final class AnsTable implements SymbolCode {
    private static final int TOTAL = 1 << 12;
    private static final int RUN = 13;
    /** Prefix code of the logarithms of counts: code, length, value. */
    private static final int[][] LOG_CODES = {
        {0, 3, 10}, {2, 3, 7}, {4, 3, 6}, {5, 3, 8}, {6, 3, 9}, {3, 4, 3}, {7, 4, 5},
        {9, 4, 4}, {11, 4, 1}, {15, 4, 2}, {17, 5, 0}, {33, 6, 11}, {65, 7, 13}, {1, 7, 12}
    };

    private static final int[] LOG_TABLE = logTable();

    private final int bucketBits;
    /** By bucket: cutoff, other symbol, count of own symbol, count and offset of the other symbol. */
    private final int[] cutoffs;

    private final int[] others;
    private final int[] counts;
    private final int[] offsets;

    private AnsTable(int[] counts, int logAlphabet) {
        int size = 1 << logAlphabet;
        this.bucketBits = 12 - logAlphabet;
        this.cutoffs = new int[size];
        this.others = new int[size];
        this.offsets = new int[size];
        this.counts = counts;
        alias(counts, size);
    }

    /** Decodes a symbol, keeps the next state in {@code state[0]}. */
    int symbol(BitReader in, int[] state) throws CodecException {
        int current = state[0];
        int index = current & TOTAL - 1;
        int bucket = index >>> bucketBits;
        int position = index & (1 << bucketBits) - 1;
        int symbol = bucket;
        int offset = position;
        if (position >= cutoffs[bucket]) {
            symbol = others[bucket];
            offset += offsets[bucket];
        }
        int following = counts[symbol] * (current >>> 12) + offset;
        if ((following & 0xFFFF0000) == 0) {
            following = following << 16 | in.bits(16);
        }
        state[0] = following;
        return symbol;
    }

    private void alias(int[] frequencies, int size) {
        int bucketSize = 1 << bucketBits;
        int[] under = new int[size];
        int[] over = new int[size];
        int underCount = 0;
        int overCount = 0;
        for (int i = 0; i < size; i++) {
            cutoffs[i] = frequencies[i];
            if (frequencies[i] == TOTAL) {
                onlySymbol(i, bucketSize);
                return;
            }
            if (cutoffs[i] > bucketSize) {
                over[overCount++] = i;
            } else if (cutoffs[i] < bucketSize) {
                under[underCount++] = i;
            }
        }
        while (overCount > 0) {
            int poor = under[--underCount];
            int rich = over[--overCount];
            cutoffs[rich] -= bucketSize - cutoffs[poor];
            others[poor] = rich;
            offsets[poor] = cutoffs[rich];
            if (cutoffs[rich] < bucketSize) {
                under[underCount++] = rich;
            } else if (cutoffs[rich] > bucketSize) {
                over[overCount++] = rich;
            }
        }
        for (int i = 0; i < size; i++) {
            if (cutoffs[i] == bucketSize) {
                others[i] = i;
                offsets[i] = 0;
                cutoffs[i] = 0;
            } else {
                offsets[i] -= cutoffs[i];
            }
        }
    }

    private void onlySymbol(int symbol, int bucketSize) {
        for (int i = 0; i < cutoffs.length; i++) {
            cutoffs[i] = 0;
            others[i] = symbol;
            offsets[i] = i * bucketSize;
        }
    }

    static AnsTable read(BitReader in, int logAlphabet) throws CodecException {
        int size = 1 << logAlphabet;
        int[] counts = new int[size];
        if (in.bool()) {
            if (in.bool()) {
                int first = symbol(in, size, 0);
                int second = symbol(in, size, 0);
                if (first == second) {
                    throw in.error("A distribution names a symbol twice");
                }
                counts[first] = in.bits(12);
                counts[second] = TOTAL - counts[first];
            } else {
                counts[symbol(in, size, 0)] = TOTAL;
            }
        } else if (in.bool()) {
            int alphabet = 1 + symbol(in, size, 0);
            for (int i = 0; i < alphabet; i++) {
                counts[i] = TOTAL / alphabet + (i < TOTAL % alphabet ? 1 : 0);
            }
        } else {
            readCounts(in, counts);
        }
        return new AnsTable(counts, logAlphabet);
    }

    private static int symbol(BitReader in, int size, int offset) throws CodecException {
        int symbol = offset + in.u8();
        if (symbol >= size) {
            throw in.error("A distribution is larger than its alphabet");
        }
        return symbol;
    }

    private static void readCounts(BitReader in, int[] counts) throws CodecException {
        int length = 0;
        while (length < 3 && in.bool()) {
            length++;
        }
        int shift = (in.bits(length) | 1 << length) - 1;
        if (shift > 13) {
            throw in.error("The precision of a distribution is impossible");
        }
        int alphabet = 1 + symbol(in, counts.length, 2);
        int[] logs = new int[alphabet];
        int[] runs = new int[alphabet];
        int omitted = readLogs(in, logs, runs);
        int total = 0;
        int runLeft = 0;
        int repeated = 0;
        for (int i = 0; i < alphabet; i++) {
            if (runs[i] != 0) {
                runLeft = runs[i] - 1;
                repeated = i > 0 ? counts[i - 1] : 0;
            }
            if (runLeft > 0) {
                counts[i] = repeated;
                runLeft--;
            } else if (i != omitted && logs[i] != 0) {
                counts[i] = count(in, logs[i], shift);
            }
            total += counts[i];
        }
        if (runs[omitted] != 0 || counts[omitted] != 0 || total >= TOTAL) {
            throw in.error("The counts of a distribution are impossible");
        }
        counts[omitted] = TOTAL - total;
    }

    private static int count(BitReader in, int log, int shift) throws CodecException {
        int bits = Math.clamp(shift - (13 - log >> 1), 0, log - 1);
        return (1 << log - 1) + (in.bits(bits) << log - 1 - bits);
    }

    /** Answers the symbol whose count is what the others leave: the first of those with the largest logarithm. */
    private static int readLogs(BitReader in, int[] logs, int[] runs) throws CodecException {
        int omitted = -1;
        for (int i = 0; i < logs.length; i++) {
            int entry = LOG_TABLE[in.peek(7)];
            in.skip(entry & 15);
            logs[i] = entry >>> 4;
            if (logs[i] == RUN) {
                int run = in.u8();
                runs[i] = run + 5;
                i += run + 3;
            } else if (omitted < 0 || logs[i] > logs[omitted]) {
                omitted = i;
            }
        }
        if (omitted < 0 || omitted + 1 < logs.length && logs[omitted + 1] == RUN) {
            throw in.error("The runs of a distribution are impossible");
        }
        return omitted;
    }

    private static int[] logTable() {
        int[] table = new int[128];
        for (int[] code : LOG_CODES) {
            for (int i = code[0]; i < table.length; i += 1 << code[1]) {
                table[i] = code[2] << 4 | code[1];
            }
        }
        return table;
    }
}
