package org.lectern.imaging.codec.jpeg2000;

/** The adaptive run-length decoder of T.814 7.1.3 (MEL): one event at a time. */
final class HtRuns {
    private static final int[] EXPONENTS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5};

    private byte[] data = {};
    private int position;
    private int end;
    private int current;
    private int bitsLeft;
    private int state;
    private int zeros;
    private boolean oneFollows;

    void start(byte[] from, int first, int stop) {
        data = from;
        position = first;
        end = stop;
        current = 0;
        bitsLeft = 0;
        state = 0;
        zeros = 0;
        oneFollows = false;
    }

    boolean event() {
        while (true) {
            if (zeros > 0) {
                zeros--;
                return false;
            }
            if (oneFollows) {
                oneFollows = false;
                return true;
            }
            int exponent = EXPONENTS[state];
            if (bit() == 1) {
                zeros = 1 << exponent;
                state = Math.min(state + 1, EXPONENTS.length - 1);
            } else {
                for (int i = 0; i < exponent; i++) {
                    zeros = zeros << 1 | bit();
                }
                oneFollows = true;
                state = Math.max(state - 1, 0);
            }
        }
    }

    private int bit() {
        if (bitsLeft == 0) {
            bitsLeft = current == 0xFF ? 7 : 8;
            if (position < end) {
                current = data[position] & 0xFF;
                if (++position == end) {
                    current |= 0xF;
                }
            } else {
                current = 0xFF;
            }
        }
        bitsLeft--;
        return current >> bitsLeft & 1;
    }
}
