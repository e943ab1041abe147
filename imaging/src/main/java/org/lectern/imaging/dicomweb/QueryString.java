package org.lectern.imaging.dicomweb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * An identifier as query parameters (PS3.18 section 8.3.4.1): attributes by tag, characters as percent-encoded UTF-8.
 *
 * <p>Some servers compare percent-encoded values as they stand. For them a value can be coarsened: wildcards take the
 * place of what would have to be encoded, and the answers must be sieved by {@link ValueMatch}.
 */
final class QueryString {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~*?,";

    private final StringBuilder text = new StringBuilder();
    private final boolean coarse;
    private boolean coarsened;

    QueryString(boolean coarse) {
        this.coarse = coarse;
    }

    /** Whether a value has, or when coarse had, characters that need encoding. */
    boolean isEncoded() {
        return coarsened;
    }

    QueryString keys(DataSet keys) {
        keys(keys, "");
        return this;
    }

    private void keys(DataSet keys, String prefix) {
        for (Element element : keys) {
            int tag = element.tag();
            if (tag >>> 16 <= 2 || tag == Tag.SpecificCharacterSet || tag == Tag.QueryRetrieveLevel) {
                continue;
            }
            String name = prefix + "%08X".formatted(tag);
            if (element instanceof Element.Sequence sequence) {
                items(sequence, name);
            } else {
                value(name, element.vr(), keys.texts(tag));
            }
        }
    }

    private void items(Element.Sequence sequence, String name) {
        if (sequence.items().stream().allMatch(DataSet::isEmpty)) {
            parameter("includefield", name);
        } else {
            keys(sequence.items().getFirst(), name + ".");
        }
    }

    private void value(String name, VR vr, List<String> values) {
        if (values.stream().allMatch(String::isEmpty)) {
            parameter("includefield", name);
        } else {
            String value = String.join(vr == VR.UI ? "," : "\\", values);
            coarsened |= value.chars().anyMatch(c -> PLAIN.indexOf(c) < 0);
            parameter(name, coarse ? coarsened(value) : value);
        }
    }

    QueryString parameter(String name, String value) {
        text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(encoded(value));
        return this;
    }

    private static String coarsened(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (PLAIN.indexOf(c) >= 0) {
                plain.append(c);
            } else if (c == '\\') {
                plain.append(',');
            } else if (c < 0x80) {
                plain.append('?');
            } else if (plain.isEmpty() || plain.charAt(plain.length() - 1) != '*') {
                plain.append('*');
            }
        }
        return plain.toString();
    }

    static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
