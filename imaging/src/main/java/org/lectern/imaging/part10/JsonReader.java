package org.lectern.imaging.part10;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.data.SpecificCharacterSet;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/** The DICOM JSON model to data sets (PS3.18 section F.2). Text becomes UTF-8, and (0008,0005) says so. */
final class JsonReader {
    private static final SpecificCharacterSet UTF_8 = SpecificCharacterSet.of(List.of("ISO_IR 192"));
    private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");

    private final JsonParser json;
    private final DicomJson.BulkResolver resolver;
    private int depth;

    JsonReader(JsonParser json, DicomJson.BulkResolver resolver) {
        this.json = json;
        this.resolver = resolver;
    }

    /** Reads the object whose start is the current token. */
    DataSet read() throws IOException {
        DataSet.Builder elements = DataSet.builder(UTF_8);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int tag = tag(json.currentName());
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refused("Not the DICOM JSON model: an element is an object");
            }
            elements.put(element(tag));
        }
        if (elements.contains(Tag.SpecificCharacterSet)) {
            elements.put(text(Tag.SpecificCharacterSet, VR.CS, List.of("ISO_IR 192")));
        }
        return elements.build();
    }

    private int tag(String key) throws IOException {
        if (TAG.matcher(key).matches()) {
            return Integer.parseUnsignedInt(key, 16);
        }
        return Dictionary.tag(key).orElseThrow(() -> refused("Not the DICOM JSON model: a key is no tag"));
    }

    private Element element(int tag) throws IOException {
        VR vr = Dictionary.vr(tag);
        @Nullable Element element = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "vr" -> vr = vr(json.getValueAsString(""));
                case "Value" -> element = vr == VR.SQ ? items(tag) : values(tag, vr);
                case "InlineBinary" -> element = new Element.Value(tag, vr, json.getBinaryValue());
                case "BulkDataURI" -> element = elsewhere(tag, vr, json.getValueAsString(""));
                default -> json.skipChildren();
            }
        }
        if (element == null) {
            return vr == VR.SQ ? new Element.Sequence(tag, List.of()) : new Element.Value(tag, vr, new byte[0]);
        }
        return element;
    }

    private VR vr(String code) throws IOException {
        VR vr = code.length() == 2 ? VR.ofCode(code.charAt(0), code.charAt(1)) : null;
        if (vr == null) {
            throw refused("Not the DICOM JSON model: unknown VR");
        }
        return vr;
    }

    private Element elsewhere(int tag, VR vr, String uri) throws IOException {
        try {
            return resolver.resolve(tag, new URI(uri))
                    .<Element>map(data -> new Element.Bulk(tag, vr, data))
                    .orElseGet(() -> new Element.Value(tag, vr, new byte[0]));
        } catch (URISyntaxException e) {
            throw refused("A BulkDataURI is no URI");
        }
    }

    private Element items(int tag) throws IOException {
        if (++depth > DataSetParser.DEEPEST) {
            throw new DicomFormatException(
                    DicomFormatException.Problem.NESTED_TOO_DEEP,
                    "Sequences are nested more than %d deep".formatted(DataSetParser.DEEPEST),
                    tag,
                    json.currentLocation().getByteOffset());
        }
        List<DataSet> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                items.add(read());
            } else if (json.currentToken() == JsonToken.VALUE_NULL) {
                items.add(DataSet.empty());
            } else {
                throw refused("Not the DICOM JSON model: an item is an object");
            }
        }
        depth--;
        return new Element.Sequence(tag, items);
    }

    private Element values(int tag, VR vr) throws IOException {
        List<String> texts = new ArrayList<>();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw refused("Not the DICOM JSON model: Value is an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = json.currentToken();
            if (token == null) {
                throw refused("The JSON ends within a value");
            }
            texts.add(token == JsonToken.START_OBJECT ? name() : token == JsonToken.VALUE_NULL ? "" : json.getText());
        }
        if (vr.isBinaryNumber()) {
            return new Element.Value(tag, vr, binary(vr, texts));
        }
        return text(tag, vr, texts);
    }

    private static Element text(int tag, VR vr, List<String> texts) {
        DataSet one = DataSet.builder(UTF_8)
                .text(tag, vr, texts.toArray(String[]::new))
                .build();
        return one.element(tag).orElseThrow();
    }

    private String name() throws IOException {
        String[] groups = {"", "", ""};
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            int group = switch (key) {
                case "Alphabetic" -> 0;
                case "Ideographic" -> 1;
                case "Phonetic" -> 2;
                default -> -1;
            };
            if (group >= 0) {
                groups[group] = json.getValueAsString("");
            } else {
                json.skipChildren();
            }
        }
        return String.join("=", groups).replaceAll("=+$", "");
    }

    private byte[] binary(VR vr, List<String> texts) throws IOException {
        int width = vr == VR.AT ? 4 : vr.itemBytes();
        ByteBuffer bytes = ByteBuffer.allocate(width * texts.size()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (String text : texts) {
                switch (vr) {
                    case AT -> {
                        int tag = Integer.parseUnsignedInt(text, 16);
                        bytes.putShort((short) (tag >>> 16)).putShort((short) tag);
                    }
                    case FL -> bytes.putFloat((float) floating(text));
                    case FD -> bytes.putDouble(floating(text));
                    case US, SS -> bytes.putShort((short) Long.parseLong(text));
                    case UL, SL -> bytes.putInt((int) Long.parseLong(text));
                    default -> bytes.putLong(new BigInteger(text).longValue());
                }
            }
        } catch (NumberFormatException e) {
            throw refused("A value of VR " + vr + " is no number");
        }
        return bytes.array();
    }

    private static double floating(String text) {
        return switch (text) {
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    DicomFormatException refused(String what) {
        return new DicomFormatException(what, 0, json.currentLocation().getByteOffset());
    }
}
