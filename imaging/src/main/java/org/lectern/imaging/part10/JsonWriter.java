package org.lectern.imaging.part10;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.VR;

/** A data set to the DICOM JSON model (PS3.18 section F.2). */
final class JsonWriter {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final int LONGEST_NUMBER = 64;
    private static final String[] NAME_GROUPS = {"Alphabetic", "Ideographic", "Phonetic"};
    private static final Pattern NOTHING_AT_THE_END = Pattern.compile("[ ^]+$");

    private final JsonGenerator json;
    private final Function<BulkData, Optional<URI>> location;
    private boolean emptyTexts;

    JsonWriter(JsonGenerator json, Function<BulkData, Optional<URI>> location) {
        this.json = json;
        this.location = location;
    }

    JsonWriter withEmptyTexts() {
        emptyTexts = true;
        return this;
    }

    void write(DataSet dataSet) throws IOException {
        json.writeStartObject();
        for (Element element : dataSet) {
            int tag = element.tag();
            if ((tag & 0xFFFF) == 0 || tag >>> 16 == 2) {
                continue; // group lengths and meta information (PS3.18 section F.2.2)
            }
            json.writeObjectFieldStart("%08X".formatted(tag));
            json.writeStringField("vr", element.vr().name());
            switch (element) {
                case Element.Value value -> value(dataSet, value);
                case Element.Sequence sequence -> items(sequence);
                case Element.Bulk bulk -> bulk(bulk.data());
                case Element.Encapsulated encapsulated -> fragments(encapsulated);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void items(Element.Sequence sequence) throws IOException {
        if (sequence.items().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("Value");
        for (DataSet item : sequence.items()) {
            write(item);
        }
        json.writeEndArray();
    }

    private void value(DataSet dataSet, Element.Value value) throws IOException {
        if (value.bytes().length == 0) {
            return;
        }
        VR vr = value.vr();
        if (vr.isBulk()) {
            json.writeBinaryField("InlineBinary", value.bytes());
        } else if (vr.isBinaryNumber()) {
            json.writeArrayFieldStart("Value");
            numbers(value);
            json.writeEndArray();
        } else {
            texts(vr, dataSet.texts(value.tag()));
        }
    }

    private void texts(VR vr, List<String> texts) throws IOException {
        if (texts.isEmpty() || texts.size() == 1 && texts.getFirst().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("Value");
        for (String text : texts) {
            if (text.isEmpty()) {
                if (emptyTexts && vr != VR.PN && vr != VR.DS && vr != VR.IS) {
                    json.writeString("");
                } else {
                    json.writeNull();
                }
                continue;
            }
            switch (vr) {
                case PN -> name(text);
                case DS, IS -> decimal(text);
                default -> json.writeString(text);
            }
        }
        json.writeEndArray();
    }

    /** The groups as they are spelt, spaces within included; only what is empty at their ends is left out. */
    private void name(String text) throws IOException {
        json.writeStartObject();
        String[] groups = text.split("=", NAME_GROUPS.length);
        for (int i = 0; i < groups.length; i++) {
            String group = NOTHING_AT_THE_END.matcher(groups[i]).replaceFirst("");
            if (!group.isEmpty()) {
                json.writeStringField(NAME_GROUPS[i], group);
            }
        }
        json.writeEndObject();
    }

    /** The digits as they stand where JSON allows them, the number where it does not, the text where it is none. */
    private void decimal(String text) throws IOException {
        if (text.length() > LONGEST_NUMBER) {
            json.writeString(text);
        } else if (JSON_NUMBER.matcher(text).matches()) {
            json.writeNumber(text);
        } else {
            try {
                json.writeNumber(new BigDecimal(text).toString());
            } catch (NumberFormatException e) {
                json.writeString(text);
            }
        }
    }

    private void numbers(Element.Value value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int width = value.vr() == VR.AT ? 4 : value.vr().itemBytes();
        while (bytes.remaining() >= width) {
            switch (value.vr()) {
                case AT -> json.writeString("%04X%04X".formatted(bytes.getShort() & 0xFFFF, bytes.getShort() & 0xFFFF));
                case US -> json.writeNumber(Short.toUnsignedInt(bytes.getShort()));
                case SS -> json.writeNumber(bytes.getShort());
                case UL -> json.writeNumber(Integer.toUnsignedLong(bytes.getInt()));
                case SL -> json.writeNumber(bytes.getInt());
                case FL -> floating(bytes.getFloat());
                case FD -> floating(bytes.getDouble());
                case UV -> json.writeNumber(new BigInteger(Long.toUnsignedString(bytes.getLong())));
                default -> json.writeNumber(bytes.getLong());
            }
        }
    }

    private void floating(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf");
        }
    }

    private void bulk(BulkData data) throws IOException {
        Optional<URI> uri = location.apply(data);
        if (uri.isPresent()) {
            json.writeStringField("BulkDataURI", uri.get().toString());
        } else if (data.length() > 0) {
            try (Arena arena = Arena.ofConfined()) {
                json.writeBinaryField("InlineBinary", data.map(arena).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    /** Encapsulated pixel data as one region, from the first fragment's item header to the last fragment's end. */
    private void fragments(Element.Encapsulated encapsulated) throws IOException {
        List<BulkData> fragments = encapsulated.fragments();
        if (!fragments.isEmpty()
                && fragments.getFirst() instanceof BulkData.FileRegion first
                && fragments.getLast() instanceof BulkData.FileRegion last) {
            long start = first.offset() - 8;
            bulk(new BulkData.FileRegion(
                    first.file(), start, last.offset() + last.length() - start, ByteOrder.LITTLE_ENDIAN));
        }
    }
}
