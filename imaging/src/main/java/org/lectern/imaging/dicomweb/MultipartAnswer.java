package org.lectern.imaging.dicomweb;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** The parts of a multipart answer, one after the other, and its ways to end badly in words. */
final class MultipartAnswer {
    /** Takes a part; what it leaves is passed over. */
    interface Handler {
        void part(MultipartReader reader, MultipartReader.Head head, int number) throws IOException;
    }

    private final Reply reply;
    private final String what;
    private int whole;

    MultipartAnswer(Reply reply, String what) {
        this.reply = reply;
        this.what = what;
    }

    /** Reads to the end. */
    void read(Handler handler, Cancellation cancellation) throws NetworkException {
        try {
            String boundary = reply.mediaType().parameter("boundary").orElse("");
            MultipartReader reader = new MultipartReader(ContentCoding.decoded(reply), boundary);
            int number = 0;
            for (Optional<MultipartReader.Head> head = reader.next(); head.isPresent(); head = reader.next()) {
                whole = number;
                cancellation.check();
                handler.part(reader, head.get(), ++number);
            }
        } catch (EOFException e) {
            throw new NetworkException(
                    Problem.CUT,
                    "The answer of %s to %s %s, after %d whole ones"
                            .formatted(reply.peer(), what, e.getMessage(), whole),
                    "Try again: what has arrived whole stays.",
                    e);
        } catch (MultipartReader.FormatException e) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "%s breaks the rules of multipart answers: %s, after %d whole ones"
                            .formatted(reply.peer(), e.getMessage(), whole),
                    "A proxy on the way may have changed the answer.",
                    e);
        } catch (IOException e) {
            throw Failures.of(reply.peer(), e, reply.body().stream().position());
        }
    }
}
