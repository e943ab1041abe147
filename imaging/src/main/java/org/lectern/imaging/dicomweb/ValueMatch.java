package org.lectern.imaging.dicomweb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.VR;

/**
 * Single value and wildcard matching of text (PS3.4 sections C.2.2.2.1 and C.2.2.2.4) on answers of a server that was
 * asked coarsely. Names match whatever their case. Attributes that an answer has not are not compared.
 */
final class ValueMatch {
    private record Wanted(int tag, List<Pattern> patterns) {}

    private final List<Wanted> all = new ArrayList<>();

    ValueMatch(DataSet keys) {
        for (Element element : keys) {
            List<String> values = keys.texts(element.tag());
            boolean literal = element.vr().isText() && !isDateOrTime(element.vr()) && element.vr() != VR.UI;
            if (literal && !values.stream().allMatch(String::isEmpty)) {
                boolean name = element.vr() == VR.PN;
                all.add(new Wanted(
                        element.tag(),
                        values.stream().map(value -> pattern(value, name)).toList()));
            }
        }
    }

    private static boolean isDateOrTime(VR vr) {
        return vr == VR.DA || vr == VR.TM || vr == VR.DT;
    }

    private static Pattern pattern(String value, boolean name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | (name ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0));
    }

    boolean accepts(DataSet answer) {
        return all.stream().allMatch(wanted -> {
            List<String> values = answer.texts(wanted.tag());
            return values.isEmpty()
                    || values.stream()
                            .anyMatch(value -> wanted.patterns().stream()
                                    .anyMatch(pattern -> pattern.matcher(value).matches()));
        });
    }
}
