package org.lectern.imaging.dicomweb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes up to an allowance that the reader renews whenever it has digested some. */
final class LimitedStream extends FilterInputStream {
    /** There was more than allowed. */
    static final class TooMuchException extends IOException {
        private static final long serialVersionUID = 1;

        TooMuchException(long bytes) {
            super("more than %d bytes in one piece".formatted(bytes));
        }
    }

    private final long allowance;
    private long left;

    LimitedStream(InputStream in, long allowance) {
        super(in);
        this.allowance = allowance;
        this.left = allowance;
    }

    void renew() {
        left = allowance;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new TooMuchException(allowance);
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
