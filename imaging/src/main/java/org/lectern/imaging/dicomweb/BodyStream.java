package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * The body of an answer as it arrives, read by one thread. What has arrived and not been read is bounded; a silence
 * longer than allowed ends the reading. Unlike the stream of the JDK it lets the network run some buffers ahead.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<BodyStream> {
    /** Pieces on their way to us; the HTTP client's are of 16 KiB. */
    private static final int AHEAD = 64;

    private final Duration stall;
    private final String peer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private final ArrayDeque<Integer> sizes = new ArrayDeque<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private @Nullable IOException failure;
    private boolean complete;
    private boolean closed;
    private long position;

    private ByteBuffer current = ByteBuffer.allocate(0);

    BodyStream(String peer, Duration stall) {
        this.peer = peer;
        this.stall = stall;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lock.lock();
        try {
            if (closed) {
                given.cancel();
                return;
            }
            subscription = Optional.of(given);
        } finally {
            lock.unlock();
        }
        given.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        lock.lock();
        try {
            int count = 0;
            for (ByteBuffer piece : pieces) {
                if (piece.hasRemaining()) {
                    waiting.add(piece);
                    count++;
                }
            }
            if (count > 0) {
                sizes.add(count);
                arrived.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        subscription.ifPresent(given -> given.request(1));
    }

    @Override
    public void onError(Throwable cause) {
        end(cause instanceof IOException io ? io : new IOException(cause));
    }

    @Override
    public void onComplete() {
        lock.lock();
        try {
            complete = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reading with a failure, at once. */
    void abort(NetworkException reason) {
        lock.lock();
        try {
            waiting.clear();
            sizes.clear();
            failure = reason; // also where the connection has failed already, which it does when a request is cancelled
            arrived.signal();
        } finally {
            lock.unlock();
        }
        close();
    }

    private void end(IOException reason) {
        lock.lock();
        try {
            if (failure == null) {
                failure = reason;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!current.hasRemaining() && !advance()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(into, offset, count);
        position += count;
        return count;
    }

    /** What can be read without waiting, or a part of it. */
    @Override
    public int available() {
        if (current.hasRemaining()) {
            return current.remaining();
        }
        lock.lock();
        try {
            return waiting.isEmpty() ? 0 : waiting.getFirst().remaining();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next piece; false at the end. */
    private boolean advance() throws IOException {
        boolean whole = false;
        lock.lock();
        try {
            long nanos = stall.toNanos();
            while (waiting.isEmpty()) {
                if (failure != null) {
                    throw failure instanceof NetworkException known ? known : Failures.of(peer, failure, position);
                }
                if (complete) {
                    return false;
                }
                if (nanos <= 0) {
                    throw stalled();
                }
                nanos = arrived.awaitNanos(nanos);
            }
            current = waiting.removeFirst();
            int left = sizes.removeFirst() - 1;
            if (left == 0) {
                whole = true;
            } else {
                sizes.addFirst(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Problem.CANCELLED, "Cancelled", "", e);
        } finally {
            lock.unlock();
        }
        if (whole) {
            subscription.ifPresent(given -> given.request(1));
        }
        return true;
    }

    private NetworkException stalled() {
        close();
        return new NetworkException(
                Problem.TIMED_OUT,
                "%s stopped sending after %d bytes: nothing for %d s"
                        .formatted(peer, position, Math.max(1, TimeUnit.NANOSECONDS.toSeconds(stall.toNanos()))),
                "Try again; if it happens often, its administrator or that of the network must look.");
    }

    /** Lets the rest go. A connection in the middle of an answer is given up with it. */
    @Override
    public void close() {
        Optional<Flow.Subscription> given;
        lock.lock();
        try {
            closed = true;
            given = subscription;
            waiting.clear();
            sizes.clear();
            if (!complete && failure == null) {
                failure = new IOException("closed");
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
        current = ByteBuffer.allocate(0);
        given.ifPresent(Flow.Subscription::cancel);
    }
}
