package org.lectern.imaging.encryption;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import javax.crypto.SecretKey;

/**
 * Reads what a sealed file holds. {@link #map(MapMode, long, long, Arena)} decrypts into memory of the arena. Nothing is
 * answered whose seal has not been checked. Safe for several threads, one at a time.
 */
final class SealedReading extends SealedChannel {
    private static final int TRANSFER_BYTES = 1 << 16;

    private final SealedHeader header;
    private final ChunkCipher cipher;
    private final int chunkBytes;
    private final long sealedSize;
    private final long size;
    private final long chunks;
    private final ByteBuffer sealed;
    private final ByteBuffer plain;
    private long loaded = -1;
    private long position;

    SealedReading(FileChannel file, SecretKey dataKey) throws IOException {
        super(file);
        this.header = SealedHeader.read(file);
        this.cipher = new ChunkCipher(header, dataKey);
        this.chunkBytes = header.chunkBytes();
        this.sealedSize = file.size();
        this.size = SealedHeader.plainSize(sealedSize, chunkBytes);
        long body = sealedSize - SealedHeader.BYTES;
        if (body < SealedHeader.TAG_BYTES) {
            throw new SealBrokenException("it has no chunk");
        }
        long sealedChunk = chunkBytes + SealedHeader.TAG_BYTES;
        this.chunks = (body + sealedChunk - 1) / sealedChunk;
        if (body - (chunks - 1) * sealedChunk < SealedHeader.TAG_BYTES) {
            throw new SealBrokenException("its last chunk is cut off");
        }
        this.sealed = ByteBuffer.allocate(chunkBytes + SealedHeader.TAG_BYTES);
        this.plain = ByteBuffer.allocate(chunkBytes);
        if (size == 0) {
            load(0);
        }
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public synchronized int read(ByteBuffer target, long from) throws IOException {
        if (from >= size) {
            return -1;
        }
        int done = 0;
        while (target.hasRemaining() && from + done < size) {
            long at = from + done;
            load(at / chunkBytes);
            int offset = (int) (at % chunkBytes);
            int count = Math.min(target.remaining(), plain.limit() - offset);
            target.put(target.position(), plain, offset, count);
            target.position(target.position() + count);
            done += count;
        }
        return done;
    }

    @Override
    public synchronized MemorySegment map(MapMode mode, long from, long length, Arena arena) throws IOException {
        if (!mode.equals(MapMode.READ_ONLY)) {
            throw new UnsupportedOperationException("An encrypted file is mapped for reading only");
        }
        if (from < 0 || length < 0 || from + length > size) {
            throw new EOFException("An encrypted file is shorter than the part to be mapped");
        }
        MemorySegment mapped = arena.allocate(Math.max(1, length), Long.BYTES).asSlice(0, length);
        long done = 0;
        while (done < length) {
            long at = from + done;
            long number = at / chunkBytes;
            int offset = (int) (at % chunkBytes);
            int held = plainBytes(number);
            int count = (int) Math.min(length - done, held - offset);
            if (offset == 0 && count == held) {
                fetch(number);
                cipher.open(
                        number,
                        number == chunks - 1,
                        sealed,
                        mapped.asSlice(done, count).asByteBuffer());
            } else {
                load(number);
                MemorySegment.copy(MemorySegment.ofArray(plain.array()), offset, mapped, done, count);
            }
            done += count;
        }
        return mapped.asReadOnly();
    }

    private int plainBytes(long number) {
        return (int) Math.min(chunkBytes, size - number * chunkBytes);
    }

    private void load(long number) throws IOException {
        if (loaded == number) {
            return;
        }
        loaded = -1;
        fetch(number);
        plain.clear();
        cipher.open(number, number == chunks - 1, sealed, plain);
        plain.flip();
        loaded = number;
    }

    private void fetch(long number) throws IOException {
        sealed.clear().limit(plainBytes(number) + SealedHeader.TAG_BYTES);
        long start = SealedHeader.BYTES + number * (chunkBytes + SealedHeader.TAG_BYTES);
        while (sealed.hasRemaining()) {
            if (file.read(sealed, start + sealed.position()) < 0) {
                throw new SealBrokenException("it has become shorter");
            }
        }
        sealed.flip();
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(TRANSFER_BYTES);
        long done = 0;
        while (done < count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), count - done));
            int read = read(buffer, from + done);
            if (read < 0) {
                break;
            }
            buffer.flip();
            int written = target.write(buffer);
            done += written;
            if (written < read) {
                break;
            }
        }
        return done;
    }
}
