package org.lectern.imaging.dicomweb;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.network.Cancellation;

/**
 * An answer whose body is still coming.
 *
 * @param peer the server for people: host and port
 * @param uri where it came from in the end
 * @param wasAuthorized whether credentials had gone with the request
 * @param body read by one thread
 */
record Reply(
        String peer,
        URI uri,
        int status,
        HttpHeaders headers,
        HttpClient.Version version,
        boolean wasAuthorized,
        Body body)
        implements AutoCloseable {
    /** A body and the listening for cancellation that belongs to it. */
    record Body(BodyStream stream, Cancellation.Registration registration) {}

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    List<String> headers(String name) {
        return headers.allValues(name);
    }

    MediaType mediaType() {
        return MediaType.parse(header("content-type").orElse(""));
    }

    InputStream stream() {
        return body.stream();
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Lets go of what has not been read. */
    @Override
    public void close() {
        body.registration().close();
        body.stream().close();
    }
}
