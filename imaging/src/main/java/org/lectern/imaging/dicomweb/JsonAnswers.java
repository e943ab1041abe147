package org.lectern.imaging.dicomweb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.part10.DicomFormatException;
import org.lectern.imaging.part10.DicomJson;

/** Data sets out of an answer in DICOM JSON, one after the other. */
final class JsonAnswers {
    static final String ACCEPT = "application/dicom+json";

    private static final long MOST_BYTES_EACH = 64L << 20;

    private JsonAnswers() {}

    static void read(Reply reply, String what, DicomJson.BulkResolver resolver, DicomJson.Answers answers)
            throws NetworkException {
        MediaType type = reply.mediaType();
        if (!type.isJson() && !type.type().isEmpty()) {
            throw Failures.wrongType(reply, what);
        }
        try {
            InputStream plain = ContentCoding.decoded(reply);
            LimitedStream in = new LimitedStream(plain, MOST_BYTES_EACH);
            DicomJson.readEach(in, resolver, dataSet -> {
                in.renew();
                answers.next(dataSet);
            });
            plain.skip(1 << 10); // nothing should follow; the end is read so that the connection can be used again
        } catch (JsonProcessingException | DicomFormatException | LimitedStream.TooMuchException e) {
            throw garbled(reply, what, e);
        } catch (IOException e) {
            throw Failures.of(reply.peer(), e, reply.body().stream().position());
        }
    }

    /** The cause is left out where it quotes what the server wrote. */
    private static NetworkException garbled(Reply reply, String what, IOException cause) {
        boolean ended = cause instanceof com.fasterxml.jackson.core.io.JsonEOFException;
        boolean large = cause instanceof LimitedStream.TooMuchException || cause instanceof StreamConstraintsException;
        long bytes = reply.body().stream().position();
        if (ended) {
            return new NetworkException(
                    Problem.CUT,
                    "The answer of %s to %s ended in the middle, after %d bytes".formatted(reply.peer(), what, bytes),
                    "Try again.");
        }
        return new NetworkException(
                Problem.PROTOCOL,
                large
                        ? "%s answered %s with a data set beyond all measure".formatted(reply.peer(), what)
                        : "%s answered %s with damaged DICOM JSON, near byte %d".formatted(reply.peer(), what, bytes),
                "Its administrator must look.");
    }
}
