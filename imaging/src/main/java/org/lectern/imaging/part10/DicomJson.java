package org.lectern.imaging.part10;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;

/**
 * The DICOM JSON model (PS3.18 Annex F): data sets to JSON and back.
 *
 * <p>File meta information has no place in it. Values left in their files become {@code BulkDataURI}s with offset and
 * length, values on the heap {@code InlineBinary}. Decimal strings keep their digits; a DS or IS that is no number stays
 * a string. JSON is UTF-8 whatever Specific Character Set (0008,0005) says; that element is written as it stands.
 */
public final class DicomJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private DicomJson() {}

    /** Writes one data set as a JSON object. The stream stays open. */
    public static void write(DataSet dataSet, OutputStream out) throws IOException {
        write(dataSet, out, DicomJson::location);
    }

    /**
     * Writes one data set as a JSON object. The stream stays open.
     *
     * @param location where a client finds a bulk value; those without one are written inline
     */
    public static void write(DataSet dataSet, OutputStream out, Function<BulkData, Optional<URI>> location)
            throws IOException {
        try (JsonGenerator json = generator(out)) {
            new JsonWriter(json, location).write(dataSet);
        }
    }

    /** Writes data sets as a JSON array, as DICOMweb answers do. The stream stays open. */
    public static void writeAll(
            Iterable<DataSet> dataSets, OutputStream out, Function<BulkData, Optional<URI>> location)
            throws IOException {
        try (JsonGenerator json = generator(out)) {
            JsonWriter writer = new JsonWriter(json, location);
            json.writeStartArray();
            for (DataSet dataSet : dataSets) {
                writer.write(dataSet);
            }
            json.writeEndArray();
        }
    }

    /**
     * Writes one data set for people and scripts to look at: like {@link #write}, but an empty value among others is an
     * empty string, where the model (PS3.18 section F.2.5) has {@code null}. Text tools and most readers expect that.
     */
    public static void dump(DataSet dataSet, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new JsonWriter(json, DicomJson::location).withEmptyTexts().write(dataSet);
        }
    }

    private static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Reads an object, or an array of objects; bulk values that are elsewhere are left out. */
    public static List<DataSet> read(InputStream in) throws IOException {
        return read(in, uri -> Optional.empty());
    }

    /**
     * Reads an object, or an array of objects.
     *
     * @param resolver what stands at a {@code BulkDataURI}; an element without an answer is left empty
     * @throws DicomFormatException when it is JSON but not of this model, or nested too deep
     */
    public static List<DataSet> read(InputStream in, Function<URI, Optional<BulkData>> resolver) throws IOException {
        List<DataSet> dataSets = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(in)) {
            readEach(json, (tag, uri) -> resolver.apply(uri), dataSets::add);
        }
        return dataSets;
    }

    /** What is told of data sets as they are read. */
    public interface Answers {
        /**
         * A data set.
         *
         * @throws IOException ends the reading
         */
        void next(DataSet dataSet) throws IOException;
    }

    /** Knows what stands at a {@code BulkDataURI}. */
    public interface BulkResolver {
        /** The value of an element, whatever its depth; without an answer the element is left empty. */
        Optional<BulkData> resolve(int tag, URI uri);
    }

    /**
     * Reads an object, or an array of objects, handing each on before the next is read. The stream stays open.
     *
     * @throws DicomFormatException when it is JSON but not of this model, or nested too deep
     */
    public static void readEach(InputStream in, BulkResolver resolver, Answers answers) throws IOException {
        try (JsonParser json = FACTORY.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            readEach(json, resolver, answers);
        }
    }

    private static void readEach(JsonParser json, BulkResolver resolver, Answers answers) throws IOException {
        JsonReader reader = new JsonReader(json, resolver);
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new JsonEOFException(json, JsonToken.NOT_AVAILABLE, "There is nothing");
        }
        boolean array = first == JsonToken.START_ARRAY;
        for (JsonToken token = array ? json.nextToken() : json.currentToken();
                token == JsonToken.START_OBJECT;
                token = json.nextToken()) {
            answers.next(reader.read());
        }
        JsonToken end = json.currentToken();
        if (array ? end != JsonToken.END_ARRAY : end != null) {
            throw reader.refused("Not the DICOM JSON model: data sets are objects");
        }
    }

    /** Where a bulk value lies: its file, with offset and length as a query. */
    private static Optional<URI> location(BulkData data) {
        return data instanceof BulkData.FileRegion region
                ? Optional.of(URI.create(
                        "%s?offset=%d&length=%d".formatted(region.file().toUri(), region.offset(), region.length())))
                : Optional.empty();
    }
}
