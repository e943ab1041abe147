package org.lectern.app.retrieval.receiver;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/** Whether something matches the keys of a query (PS3.4 section C.2.2.2). Keys that it does not have do not count. */
final class Matching {
    private Matching() {}

    /**
     * Whether a candidate matches.
     *
     * @param candidate all attributes that it can be asked for
     */
    static boolean matches(DataSet keys, DataSet candidate) {
        for (Element key : keys) {
            int tag = key.tag();
            if (tag == Tag.SpecificCharacterSet || tag == Tag.QueryRetrieveLevel || key.vr() == VR.SQ) {
                continue;
            }
            List<String> asked = keys.texts(tag);
            if (asked.isEmpty() || asked.stream().allMatch(String::isEmpty) || !candidate.contains(tag)) {
                continue; // universal matching, or a key that is not supported
            }
            if (!matches(key.vr(), asked, candidate.texts(tag))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(VR vr, List<String> asked, List<String> values) {
        if (vr == VR.UI) {
            return values.stream().anyMatch(asked::contains);
        }
        String key = String.join("\\", asked);
        if ((vr == VR.DA || vr == VR.TM || vr == VR.DT) && key.contains("-")) {
            return values.stream().anyMatch(value -> within(key, value));
        }
        return asked.stream().anyMatch(wanted -> values.stream().anyMatch(value -> like(vr, wanted, value)));
    }

    private static boolean within(String range, String value) {
        int dash = range.indexOf('-');
        String from = range.substring(0, dash).strip();
        String to = range.substring(dash + 1).strip();
        return !value.isEmpty()
                && (from.isEmpty() || value.compareTo(from) >= 0)
                && (to.isEmpty() || value.compareTo(to) <= 0 || value.startsWith(to));
    }

    private static boolean like(VR vr, String wanted, String value) {
        boolean name = vr == VR.PN;
        String pattern = name ? folded(wanted) : wanted.strip();
        String text = name ? folded(value) : value.strip();
        return wildcards(pattern, text);
    }

    /** Case and diacritics do not count in names (PS3.4 section C.2.2.2.1); nor do empty components at the end. */
    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\^=\\s]+$", "");
    }

    /** {@code *} for any text, {@code ?} for one character; linear in the text for each star. */
    static boolean wildcards(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))
                    && pattern.charAt(p) != '*') {
                p++;
                t++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
