package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;

/** One JSON document on standard output. */
final class Json {
    private Json() {}

    /** Writes the document. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    static void print(PrintWriter out, Writing document) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        document.to(json);
        json.close();
        out.println();
        out.flush();
    }
}
