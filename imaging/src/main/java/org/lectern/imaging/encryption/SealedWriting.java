package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import javax.crypto.SecretKey;

/**
 * Writes a sealed file from first to last. Only closing it seals the last chunk; a file whose writer never came to that
 * cannot be read. Safe for several threads, one at a time.
 */
final class SealedWriting extends SealedChannel {
    private static final int TRANSFER_BYTES = 1 << 16;

    private final ChunkCipher cipher;
    private final ByteBuffer plain;
    private final ByteBuffer sealed;
    private long number;
    private long size;
    private boolean failed;

    SealedWriting(FileChannel file, SecretKey dataKey) throws IOException {
        super(file);
        SealedHeader header = SealedHeader.random();
        this.cipher = new ChunkCipher(header, dataKey);
        this.plain = ByteBuffer.allocate(header.chunkBytes());
        this.sealed = ByteBuffer.allocate(header.chunkBytes() + SealedHeader.TAG_BYTES);
        writeFully(ByteBuffer.wrap(header.bytes()));
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        while (source.hasRemaining()) {
            if (!plain.hasRemaining()) {
                seal(false); // the last chunk is never empty unless the file is
            }
            int part = Math.min(source.remaining(), plain.remaining());
            plain.put(plain.position(), source, source.position(), part);
            plain.position(plain.position() + part);
            source.position(source.position() + part);
        }
        size += count;
        return count;
    }

    @Override
    public synchronized int write(ByteBuffer source, long to) throws IOException {
        if (to != size) {
            throw new UnsupportedOperationException("An encrypted file is written from first to last");
        }
        return write(source);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(TRANSFER_BYTES);
        long done = 0;
        while (done < count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
            int read = source.read(buffer);
            if (read <= 0) {
                break;
            }
            write(buffer.flip(), to + done);
            done += read;
        }
        return done;
    }

    private void seal(boolean last) throws IOException {
        plain.flip();
        sealed.clear();
        cipher.seal(number, last, plain, sealed);
        number++;
        plain.clear();
        writeFully(sealed.flip());
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        failed = true;
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        failed = false;
    }

    @Override
    public synchronized long position() {
        return size;
    }

    @Override
    public synchronized FileChannel position(long newPosition) {
        if (newPosition != size) {
            throw new UnsupportedOperationException("An encrypted file is written from first to last");
        }
        return this;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    protected synchronized void implCloseChannel() throws IOException {
        try (file) {
            if (!failed) {
                seal(true);
            }
        }
    }
}
