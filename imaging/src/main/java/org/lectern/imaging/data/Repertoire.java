package org.lectern.imaging.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The coded character sets of PS3.3 tables C.12-2 to C.12-5, by their ISO registration numbers.
 *
 * <p>A set lies in G0 (bytes below 80H) or in G1 (bytes from 80H on) and is called there by its escape sequence; the
 * sets of 94 × 94 characters take two bytes a character.
 */
enum Repertoire {
    ASCII(6, "US-ASCII", false, 1, "(B"),
    LATIN_1(100, "ISO-8859-1", true, 1, "-A"),
    LATIN_2(101, "ISO-8859-2", true, 1, "-B"),
    LATIN_3(109, "ISO-8859-3", true, 1, "-C"),
    LATIN_4(110, "ISO-8859-4", true, 1, "-D"),
    CYRILLIC(144, "ISO-8859-5", true, 1, "-L"),
    ARABIC(127, "ISO-8859-6", true, 1, "-G"),
    GREEK(126, "ISO-8859-7", true, 1, "-F"),
    HEBREW(138, "ISO-8859-8", true, 1, "-H"),
    LATIN_5(148, "ISO-8859-9", true, 1, "-M"),
    LATIN_9(203, "ISO-8859-15", true, 1, "-b"),
    THAI(166, "TIS-620", true, 1, "-T"),
    KATAKANA(13, "JIS_X0201", true, 1, ")I"),
    ROMAJI(14, "US-ASCII", false, 1, "(J"),
    JIS_X_0208(87, "EUC-JP", false, 2, "$B"),
    JIS_C_6226(42, "EUC-JP", false, 2, "$@"),
    JIS_X_0212(159, "EUC-JP", false, 2, "$(D"),
    KS_X_1001(149, "EUC-KR", true, 2, "$)C"),
    GB_2312(58, "GB2312", true, 2, "$)A"),
    UTF_8(192, "UTF-8", true, 0, ""),
    GB_18030(-1, "GB18030", true, 0, ""),
    GBK(-2, "GBK", true, 0, "");

    private static final Pattern REGISTRATION = Pattern.compile("(?:ISO)?(?:2022)?(?:IR)?(\\d{1,3})");
    private static final Pattern ISO_8859 = Pattern.compile("(?:ISO)?8859(\\d{1,2})");

    private final int registration;
    private final String charsetName;
    private final boolean upper;
    private final int bytesPerCharacter;
    private final String escape;

    Repertoire(int registration, String charsetName, boolean upper, int bytesPerCharacter, String escape) {
        this.registration = registration;
        this.charsetName = charsetName;
        this.upper = upper;
        this.bytesPerCharacter = bytesPerCharacter;
        this.escape = escape;
    }

    /** The set that a defined term names, also where it is spelt as people spell it: ISO_IR_100, ISO IR 100, UTF-8. */
    static Optional<Repertoire> named(String definedTerm) {
        String term = definedTerm.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return switch (term) {
            case "", "ASCII", "USASCII" -> Optional.of(ASCII);
            case "UTF8", "UNICODE" -> Optional.of(UTF_8);
            case "GB18030" -> Optional.of(GB_18030);
            case "GBK" -> Optional.of(GBK);
            case "GB2312" -> Optional.of(GB_2312);
            case "LATIN1" -> Optional.of(LATIN_1);
            default -> numbered(term);
        };
    }

    private static Optional<Repertoire> numbered(String term) {
        Matcher part = ISO_8859.matcher(term);
        if (part.matches()) {
            String charset = "ISO-8859-" + part.group(1);
            return Arrays.stream(values())
                    .filter(each -> each.charsetName.equals(charset))
                    .findFirst();
        }
        Matcher number = REGISTRATION.matcher(term);
        if (!number.matches()) {
            return Optional.empty();
        }
        int registered = Integer.parseInt(number.group(1));
        return Arrays.stream(values())
                .filter(each -> each.registration == registered)
                .findFirst();
    }

    /** The set that the bytes after an ESC call, if they call one. */
    static Optional<Repertoire> called(byte[] bytes, int afterEscape) {
        for (Repertoire each : values()) {
            if (!each.escape.isEmpty() && each.isCalledAt(bytes, afterEscape)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private boolean isCalledAt(byte[] bytes, int at) {
        if (at + escape.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < escape.length(); i++) {
            if (bytes[at + i] != escape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Looked up only when wanted: most of these load with the extended charsets. */
    Charset charset() {
        return Charset.forName(charsetName);
    }

    /** Whether it lies in G1. */
    boolean isUpper() {
        return upper;
    }

    /** Whether it is used alone, without escapes (PS3.3 table C.12-5). */
    boolean isAlone() {
        return bytesPerCharacter == 0;
    }

    boolean isDouble() {
        return bytesPerCharacter == 2;
    }

    /** The escape sequence without its ESC. */
    byte[] escape() {
        return escape.getBytes(StandardCharsets.US_ASCII);
    }

    /** Characters of a run of bytes of this set, as they lie in the stream. */
    String decode(byte[] bytes, int start, int end) {
        return switch (this) {
            case JIS_X_0208, JIS_C_6226 -> new String(raised(bytes, start, end), charset());
            case JIS_X_0212 -> new String(prefixed(raised(bytes, start, end)), charset());
            default -> new String(bytes, start, end - start, charset());
        };
    }

    /** Bytes of a character, or none where this set has not got it. */
    byte[] encode(String character) {
        byte[] bytes = character.getBytes(charset());
        if (!character.equals(new String(bytes, charset()))) {
            return new byte[0];
        }
        boolean high = bytes[0] < 0;
        return switch (this) {
            case JIS_X_0208, JIS_C_6226 ->
                bytes.length == 2 && bytes[0] != (byte) 0x8E ? lowered(bytes, 0) : new byte[0];
            case JIS_X_0212 -> bytes.length == 3 ? lowered(bytes, 1) : new byte[0];
            default -> high == upper ? bytes : new byte[0];
        };
    }

    private static byte[] raised(byte[] bytes, int start, int end) {
        byte[] raised = Arrays.copyOfRange(bytes, start, end);
        for (int i = 0; i < raised.length; i++) {
            raised[i] |= (byte) 0x80;
        }
        return raised;
    }

    private static byte[] prefixed(byte[] pairs) {
        byte[] prefixed = new byte[(pairs.length + 1) / 2 * 3];
        int count = 0;
        for (int i = 0; i < pairs.length; i++) {
            if (i % 2 == 0) {
                prefixed[count++] = (byte) 0x8F;
            }
            prefixed[count++] = pairs[i];
        }
        return Arrays.copyOf(prefixed, count);
    }

    private static byte[] lowered(byte[] bytes, int start) {
        byte[] lowered = Arrays.copyOfRange(bytes, start, bytes.length);
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] &= 0x7F;
        }
        return lowered;
    }
}
