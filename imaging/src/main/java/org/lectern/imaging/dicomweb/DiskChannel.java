package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** A file being written, whose failures are told apart from those of the network. */
record DiskChannel(WritableByteChannel channel) implements WritableByteChannel {
    static DiskChannel open(Path file) throws NetworkException {
        try {
            return new DiskChannel(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** Fills a channel from the network. */
    interface Source {
        long copyTo(WritableByteChannel channel) throws IOException;
    }

    /** Fills a file; answers its length. */
    static long write(Path file, Source source) throws IOException {
        try (DiskChannel channel = open(file)) {
            return source.copyTo(channel);
        }
    }

    static long copy(InputStream in, WritableByteChannel channel, long mostBytes) throws IOException {
        byte[] buffer = new byte[128 << 10];
        long count = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count += read;
            if (count > mostBytes) {
                throw new MultipartReader.FormatException("the answer is longer than %d bytes".formatted(mostBytes));
            }
            for (ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read); piece.hasRemaining(); ) {
                channel.write(piece);
            }
        }
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) throws NetworkException {
        try {
            return channel.write(bytes);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws NetworkException {
        try {
            channel.close();
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    static NetworkException notKept(IOException failure) {
        return failure instanceof NetworkException known
                ? known
                : new NetworkException(
                        Problem.LOCAL_STORAGE,
                        "What arrives cannot be kept on this computer",
                        "Check that there is space on the disk and that its folder can be written to.",
                        failure);
    }
}
