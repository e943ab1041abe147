package org.lectern.imaging.dicomweb;

import java.io.IOException;
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
