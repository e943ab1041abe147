package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.Optional;

/**
 * A request.
 *
 * @param what it is, for people, such as "the search for studies"
 * @param accept the media types asked for
 * @param content what is sent along
 */
record Call(String what, String method, URI uri, String accept, Optional<Content> content) {
    static Call get(String what, URI uri, String accept) {
        return new Call(what, "GET", uri, accept, Optional.empty());
    }

    Call at(URI other) {
        return new Call(what, method, other, accept, content);
    }
}
