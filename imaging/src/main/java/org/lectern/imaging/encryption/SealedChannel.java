package org.lectern.imaging.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** What a channel over a sealed file cannot do, unless it can. */
abstract class SealedChannel extends FileChannel {
    final FileChannel file;

    SealedChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        throw new NonReadableChannelException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int read = read(targets[i]);
            if (read < 0) {
                return total == 0 ? -1 : total;
            }
            total += read;
        }
        return total;
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        throw new NonReadableChannelException();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        throw new NonWritableChannelException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
        }
        return total;
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        throw new NonWritableChannelException();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        throw new UnsupportedOperationException("An encrypted file is written once");
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        throw new NonReadableChannelException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) throws IOException {
        throw new NonWritableChannelException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException("An encrypted file is mapped into an arena only");
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException("Encrypted files are not locked");
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException("Encrypted files are not locked");
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
