package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/** Prefix code (ISO/IEC 18181-1 Annex C.2.4, RFC 7932 section 3). */
final class PrefixCode implements SymbolCode {
    private static final int MAX_LENGTH = 15;
    private static final int[] LENGTH_ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    /** By the next four bits: code length of a code length, in the low nibble how many bits it takes. */
    private static final int[] LENGTH_CODE = {
        0x02, 0x42, 0x32, 0x23, 0x02, 0x42, 0x32, 0x14, 0x02, 0x42, 0x32, 0x23, 0x02, 0x42, 0x32, 0x54
    };

    private final int width;
    /** By the next {@code width} bits: symbol times 16 plus its length. */
    private final int[] table;

    private PrefixCode(int width, int[] table) {
        this.width = width;
        this.table = table;
    }

    int symbol(BitReader in) throws CodecException {
        int entry = table[in.peek(width)];
        in.skip(entry & 15);
        return entry >>> 4;
    }

    static PrefixCode read(BitReader in, int alphabet) throws CodecException {
        if (alphabet == 1) {
            return single(0);
        }
        int kind = in.bits(2);
        return kind == 1 ? simple(in, alphabet) : complex(in, alphabet, kind);
    }

    private static PrefixCode single(int symbol) {
        return new PrefixCode(0, new int[] {symbol << 4});
    }

    private static PrefixCode simple(BitReader in, int alphabet) throws CodecException {
        int count = 1 + in.bits(2);
        int[] symbols = new int[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = in.bits(BitReader.bitsFor(alphabet));
            if (symbols[i] >= alphabet) {
                throw in.error("A prefix code names a symbol beyond its alphabet");
            }
            for (int j = 0; j < i; j++) {
                if (symbols[j] == symbols[i]) {
                    throw in.error("A prefix code names a symbol twice");
                }
            }
        }
        int[] lengths = new int[alphabet];
        switch (count) {
            case 1 -> {
                return single(symbols[0]);
            }
            case 2 -> set(lengths, symbols, 1, 1);
            case 3 -> set(lengths, symbols, 1, 2, 2);
            default -> {
                if (in.bool()) {
                    set(lengths, symbols, 1, 2, 3, 3);
                } else {
                    set(lengths, symbols, 2, 2, 2, 2);
                }
            }
        }
        return canonical(lengths);
    }

    private static void set(int[] lengths, int[] symbols, int... values) {
        for (int i = 0; i < values.length; i++) {
            lengths[symbols[i]] = values[i];
        }
    }

    private static PrefixCode complex(BitReader in, int alphabet, int skipped) throws CodecException {
        int[] lengths = new int[18];
        int space = 32;
        int used = 0;
        int last = 0;
        for (int i = skipped; i < 18 && space > 0; i++) {
            int entry = LENGTH_CODE[in.peek(4)];
            in.skip(entry & 15);
            int length = entry >>> 4;
            lengths[LENGTH_ORDER[i]] = length;
            if (length != 0) {
                space -= 32 >> length;
                used++;
                last = LENGTH_ORDER[i];
            }
        }
        if (used != 1 && space != 0) {
            throw in.error("The lengths of a prefix code are no code");
        }
        PrefixCode ofLengths = used == 1 ? single(last) : canonical(lengths);
        return canonical(symbolLengths(in, alphabet, ofLengths));
    }

    private static int[] symbolLengths(BitReader in, int alphabet, PrefixCode ofLengths) throws CodecException {
        int[] lengths = new int[alphabet];
        int space = 1 << MAX_LENGTH;
        int previous = 8;
        int repeated = 0;
        int repeatedLength = -1;
        int symbol = 0;
        while (symbol < alphabet && space > 0) {
            int code = ofLengths.symbol(in);
            if (code < 16) {
                lengths[symbol++] = code;
                repeated = 0;
                if (code != 0) {
                    previous = code;
                    space -= 1 << MAX_LENGTH >> code;
                }
                continue;
            }
            int extra = code - 14;
            int length = code == 16 ? previous : 0;
            if (repeatedLength != length) {
                repeated = 0;
                repeatedLength = length;
            }
            int before = repeated;
            if (repeated > 0) {
                repeated = repeated - 2 << extra;
            }
            repeated += in.bits(extra) + 3;
            int count = repeated - before;
            if (count < 0 || count > alphabet - symbol) {
                throw in.error("A prefix code is longer than its alphabet");
            }
            Arrays.fill(lengths, symbol, symbol + count, length);
            symbol += count;
            if (length != 0) {
                space -= count << MAX_LENGTH - length;
            }
        }
        if (space != 0) {
            throw in.error("A prefix code is incomplete");
        }
        return lengths;
    }

    /** Codes in order of length, then symbol; the lengths fill the code space. */
    private static PrefixCode canonical(int[] lengths) {
        int width = 0;
        for (int length : lengths) {
            width = Math.max(width, length);
        }
        int[] table = new int[1 << width];
        int code = 0;
        for (int length = 1; length <= width; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    int reversed = Integer.reverse(code) >>> 32 - length;
                    for (int i = reversed; i < table.length; i += 1 << length) {
                        table[i] = symbol << 4 | length;
                    }
                    code++;
                }
            }
            code <<= 1;
        }
        return new PrefixCode(width, table);
    }
}
