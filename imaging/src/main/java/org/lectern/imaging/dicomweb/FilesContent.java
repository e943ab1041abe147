package org.lectern.imaging.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Flow;

/** Files as the parts of a multipart/related body (PS3.18 section 8.6.1.2), read from the disk as they are sent. */
final class FilesContent implements Content {
    private static final int PIECE_BYTES = 128 << 10;

    private final List<SentFile> files;
    private final String boundary = "lectern-" + UUID.randomUUID();
    private volatile long lastProgressNanos = System.nanoTime();

    FilesContent(List<SentFile> files) {
        this.files = List.copyOf(files);
    }

    @Override
    public String mediaType() {
        return "multipart/related; type=\"application/dicom\"; boundary=\"%s\"".formatted(boundary);
    }

    @Override
    public long lastProgressNanos() {
        return lastProgressNanos;
    }

    private byte[] head(int index) {
        return "%s--%s\r\nContent-Type: application/dicom\r\n\r\n"
                .formatted(index == 0 ? "" : "\r\n", boundary)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] foot() {
        return "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.US_ASCII);
    }

    private long length() {
        long length = foot().length;
        for (int i = 0; i < files.size(); i++) {
            length += head(i).length + files.get(i).bytes();
        }
        return length;
    }

    @Override
    public HttpRequest.BodyPublisher publisher() {
        lastProgressNanos = System.nanoTime();
        return HttpRequest.BodyPublishers.fromPublisher(
                subscriber -> subscriber.onSubscribe(new Reading(subscriber)), length());
    }

    /** Reads on as the network asks for more. */
    private final class Reading implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private long wanted;
        private boolean running;
        private boolean over;
        private int index;
        private long left = -1;
        private Optional<FileChannel> open = Optional.empty();

        Reading(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
                if (running || over) {
                    return;
                }
                running = true;
            }
            while (isWanted()) {
                step();
            }
        }

        private synchronized boolean isWanted() {
            running = wanted > 0 && !over;
            if (running) {
                wanted--;
            }
            return running;
        }

        private void step() {
            lastProgressNanos = System.nanoTime();
            try {
                Optional<ByteBuffer> piece = piece();
                if (piece.isPresent()) {
                    subscriber.onNext(piece.get());
                } else {
                    end();
                    subscriber.onComplete();
                }
            } catch (IOException e) {
                end();
                subscriber.onError(new UnreadableException(e));
            }
        }

        private synchronized void end() {
            over = true;
            shut();
        }

        private Optional<ByteBuffer> piece() throws IOException {
            if (index > files.size()) {
                return Optional.empty();
            }
            if (index == files.size()) {
                index++;
                return Optional.of(ByteBuffer.wrap(foot()));
            }
            SentFile file = files.get(index);
            if (left < 0) {
                open = Optional.of(FileChannel.open(file.path(), StandardOpenOption.READ));
                left = file.bytes();
                return Optional.of(ByteBuffer.wrap(head(index)));
            }
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, left));
            while (piece.hasRemaining()) {
                if (open.orElseThrow().read(piece) < 0) {
                    throw new EOFException("a file has become shorter while it was sent");
                }
            }
            left -= piece.capacity();
            if (left == 0) {
                shut();
                left = -1;
                index++;
            }
            return Optional.of(piece.flip());
        }

        private void shut() {
            try {
                if (open.isPresent()) {
                    open.get().close();
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            open = Optional.empty();
        }

        @Override
        public void cancel() {
            end();
        }
    }
}
