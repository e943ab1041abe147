package org.lectern.app.document.ui;

import java.util.Objects;

/** Where the style sheet of this package lies. */
final class DocumentStyle {
    private DocumentStyle() {}

    static String sheet() {
        return Objects.requireNonNull(DocumentStyle.class.getResource("document.css"), "document.css")
                .toExternalForm();
    }
}
