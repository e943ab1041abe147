package org.lectern.imaging.dicomweb;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A media type with its parameters (RFC 9110 section 8.3.1): names in lower case, quotes taken off. */
record MediaType(String type, Map<String, String> parameters) {
    private static final int LONGEST = 4096;

    MediaType {
        parameters = Map.copyOf(parameters);
    }

    static MediaType parse(String field) {
        String text = field.length() > LONGEST ? field.substring(0, LONGEST) : field;
        int semicolon = text.indexOf(';');
        String type =
                (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        int at = semicolon < 0 ? text.length() : semicolon + 1;
        while (at < text.length()) {
            at = parameter(text, at, parameters);
        }
        return new MediaType(type, parameters);
    }

    /** Reads one parameter; answers where the next begins. */
    private static int parameter(String text, int from, Map<String, String> parameters) {
        int equals = text.indexOf('=', from);
        int semicolon = text.indexOf(';', from);
        if (equals < 0 || semicolon >= 0 && semicolon < equals) {
            return semicolon < 0 ? text.length() : semicolon + 1;
        }
        String name = text.substring(from, equals).strip().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        StringBuilder value = new StringBuilder();
        if (at < text.length() && text.charAt(at) == '"') {
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            semicolon = text.indexOf(';', at);
        } else {
            value.append(text.substring(at, semicolon < 0 ? text.length() : semicolon)
                    .strip());
        }
        parameters.putIfAbsent(name, value.toString());
        return semicolon < 0 ? text.length() : semicolon + 1;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    boolean isMultipart() {
        return type.startsWith("multipart/");
    }

    boolean isJson() {
        return type.equals("application/dicom+json") || type.equals("application/json");
    }

    boolean isHtml() {
        return type.equals("text/html") || type.equals("application/xhtml+xml");
    }
}
