package org.lectern.imaging.archive;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Text as it is compared: lower case, without diacritics, compatibility forms unified (Unicode NFKD).
 *
 * <p>What is stored holds each word in both spellings that people try for German and Nordic letters: {@code muller} and
 * {@code mueller} for Müller. What is asked is folded once, to the plain spelling, unless the letters were written out.
 */
public final class SearchText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s^=,;\\\\]+");
    private static final int MAX_WORDS = 16;

    private SearchText() {}

    /** The form in which attributes are stored for searching, words apart by one blank. */
    public static String stored(String... parts) {
        Set<String> words = new LinkedHashSet<>();
        for (String part : parts) {
            for (String word : SEPARATORS.split(part)) {
                if (!word.isEmpty()) {
                    words.add(fold(word));
                    if (!isAscii(word)) {
                        words.add(fold(writtenOut(word)));
                    }
                }
            }
        }
        return " " + String.join(" ", words) + " ";
    }

    /** A date in the spellings in which people look for it. */
    static String dates(String da) {
        return da.length() == 8
                ? da + " %s-%s-%s".formatted(da.substring(0, 4), da.substring(4, 6), da.substring(6))
                : da;
    }

    /** The words of a question. */
    public static List<String> words(String question) {
        List<String> words = new ArrayList<>();
        for (String word : SEPARATORS.split(question)) {
            String folded = fold(word);
            if (!folded.isEmpty() && words.size() < MAX_WORDS) {
                words.add(folded);
            }
        }
        return words;
    }

    static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT); // nothing else is there to fold
        }
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return plain.replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("ı", "i")
                .replace("þ", "th");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String writtenOut(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ø", "oe")
                .replace("å", "aa");
    }
}
