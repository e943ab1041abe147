package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.lectern.imaging.dimse.Visits;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.network.ObjectSink;

/** One line for each association: who came from where, and what was taken of it. Safe for several threads. */
final class VisitorsBook implements Visits, ObjectSink {
    private final ObjectSink sink;
    private final PrintWriter out;
    private final boolean json;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();

    VisitorsBook(ObjectSink sink, PrintWriter out, boolean json) {
        this.sink = sink;
        this.out = out;
        this.json = json;
    }

    synchronized void listening(String aeTitle, int port) throws IOException {
        if (json) {
            line(document -> {
                document.writeStringField("listening", aeTitle);
                document.writeNumberField("port", port);
            });
        } else {
            out.printf("%s listens at port %d%n", aeTitle, port);
            out.flush();
        }
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public Path newFile() throws IOException {
        return sink.newFile();
    }

    @Override
    public Outcome take(Received object) throws IOException {
        String from = object.from();
        try {
            Outcome outcome = sink.take(object);
            count(taken, from);
            return outcome;
        } catch (IOException e) {
            count(refused, from);
            throw e;
        }
    }

    private synchronized void count(Map<String, Integer> counts, String from) {
        counts.merge(from, 1, Integer::sum);
    }

    @Override
    public void discard(Path file) {
        sink.discard(file);
    }

    @Override
    public synchronized void went(Negotiated agreed, String peer) {
        String who = agreed.callingAe();
        int good = taken.getOrDefault(who, 0);
        int bad = refused.getOrDefault(who, 0);
        taken.remove(who);
        refused.remove(who);
        if (json) {
            try {
                line(document -> {
                    document.writeStringField("caller", who);
                    document.writeStringField("from", peer);
                    document.writeNumberField("taken", good);
                    document.writeNumberField("refused", bad);
                });
            } catch (IOException e) {
                return; // nobody reads any more
            }
        } else {
            out.printf(
                    "%s from %s: %d objects taken%s%n",
                    Failures.oneLine(who), peer, good, bad == 0 ? "" : ", %d refused".formatted(bad));
            out.flush();
        }
    }

    private void line(Json.Writing fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator document = new JsonFactory().createGenerator(text)) {
            document.writeStartObject();
            fields.to(document);
            document.writeEndObject();
        }
        out.println(text);
        out.flush();
    }
}
