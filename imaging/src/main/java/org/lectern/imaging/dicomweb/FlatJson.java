package org.lectern.imaging.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** A small JSON object: its texts and numbers by name; what is nested is left out. */
final class FlatJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MOST_BYTES = 1 << 20;

    private FlatJson() {}

    static Map<String, String> read(Reply reply, String what) throws NetworkException {
        try {
            byte[] bytes = reply.stream().readNBytes(MOST_BYTES);
            return read(bytes);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new NetworkException( // without the cause, which quotes what may be a token
                    Problem.PROTOCOL,
                    "%s answered %s with something else than JSON".formatted(reply.peer(), what),
                    "Check the issuer's address.");
        } catch (IOException e) {
            throw Failures.of(reply.peer(), e, reply.body().stream().position());
        }
    }

    private static Map<String, String> read(byte[] bytes) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = FACTORY.createParser(new ByteArrayInputStream(bytes))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token.isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        return fields;
    }
}
