package org.lectern.imaging.dicomweb;

import java.io.IOException;

/** Ends the reading of an answer of which enough is known. */
final class EnoughException extends IOException {
    private static final long serialVersionUID = 1;
}
