package org.lectern.imaging.dicomweb;

import java.net.http.HttpRequest;

/** What a request carries; can be sent again. */
interface Content {
    /** Its media type. */
    String mediaType();

    /** A publisher of the bytes from the start. */
    HttpRequest.BodyPublisher publisher();

    /** When a byte last went out, as {@link System#nanoTime()}; the start of the sending before. */
    long lastProgressNanos();
}
