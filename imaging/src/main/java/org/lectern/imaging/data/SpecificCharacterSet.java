package org.lectern.imaging.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lectern.imaging.dictionary.VR;

/**
 * The character repertoires in force (PS3.3 C.12.1.1.2, PS3.5 section 6.1).
 *
 * <p>Where several are named, or one by an ISO 2022 term, escape sequences in the text switch between them; separators,
 * component delimiters and ends of lines switch back to the first (PS3.5 section 6.1.2.5.3). All sets of the standard
 * are understood when called, whether named or not.
 */
public final class SpecificCharacterSet {
    /** The default repertoire, ISO-IR 6; bytes beyond it are read as Latin-1. */
    public static final SpecificCharacterSet ASCII = new SpecificCharacterSet(List.of(Repertoire.ASCII));

    private static final SpecificCharacterSet LATIN_1 = new SpecificCharacterSet(List.of(Repertoire.LATIN_1));
    private static final SpecificCharacterSet UTF_8 = new SpecificCharacterSet(List.of(Repertoire.UTF_8));
    private static final List<String> LATIN_1_TERM = List.of("ISO_IR 100");
    private static final List<String> UTF_8_TERM = List.of("ISO_IR 192");
    private static final int ESCAPE = 0x1B;

    private final List<Repertoire> repertoires;
    private final Repertoire lower;
    private final Repertoire upper;

    private SpecificCharacterSet(List<Repertoire> repertoires) {
        Repertoire first = repertoires.getFirst();
        this.repertoires = repertoires;
        this.lower = Repertoire.ASCII;
        this.upper = first.isUpper() ? first : Repertoire.LATIN_1;
    }

    /** The repertoires named by the values of Specific Character Set (0008,0005); unknown names count as the default. */
    public static SpecificCharacterSet of(List<String> definedTerms) {
        if (definedTerms.isEmpty()) {
            return ASCII;
        }
        if (definedTerms.equals(LATIN_1_TERM)) {
            return LATIN_1;
        }
        if (definedTerms.equals(UTF_8_TERM)) {
            return UTF_8;
        }
        List<Repertoire> named = definedTerms.stream()
                .map(term -> Repertoire.named(term).orElse(Repertoire.ASCII))
                .toList();
        return new SpecificCharacterSet(named.getFirst().isAlone() ? List.of(named.getFirst()) : named);
    }

    /** Whether a defined term, or a common misspelling of one, is understood. */
    public static boolean isKnown(String definedTerm) {
        return Repertoire.named(definedTerm).isPresent();
    }

    /** Characters of a value's bytes; separators and component group delimiters end an escape (PS3.5 6.1.2.5.3). */
    public String decode(byte[] bytes, VR vr) {
        boolean local = vr.isLocalText() || vr == VR.UN;
        if (!local || isPlain(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        if (upper.isAlone()) {
            return upper.decode(bytes, 0, bytes.length);
        }
        return new Decoder(bytes, vr == VR.PN).run();
    }

    private static boolean isPlain(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0 || each == ESCAPE) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of a text; what no repertoire has becomes a question mark. */
    public byte[] encode(String text, VR vr) {
        if (!vr.isLocalText() && vr != VR.UN) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        if (upper.isAlone()) {
            return text.getBytes(upper.charset());
        }
        return new Encoder(vr == VR.PN).run(text);
    }

    private static boolean isDelimiter(int character, boolean personName) {
        return switch (character) {
            case '\\', '\t', '\n', '\f', '\r' -> true;
            case '^', '=' -> personName;
            default -> false;
        };
    }

    /** One value on its way from bytes; runs of one set are decoded together. */
    private final class Decoder {
        private final byte[] bytes;
        private final boolean personName;
        private final StringBuilder text;
        private Repertoire g0 = lower;
        private Repertoire g1 = upper;

        Decoder(byte[] bytes, boolean personName) {
            this.bytes = bytes;
            this.personName = personName;
            this.text = new StringBuilder(bytes.length);
        }

        String run() {
            int at = 0;
            while (at < bytes.length) {
                if (bytes[at] == ESCAPE) {
                    at = escape(at);
                } else if ((!g0.isDouble() || bytes[at] <= ' ') && isDelimiter(bytes[at], personName)) {
                    text.append((char) bytes[at++]);
                    g0 = lower;
                    g1 = upper;
                } else {
                    Repertoire set = bytes[at] < 0 ? g1 : g0;
                    int end = endOfRun(at, set);
                    text.append(set.decode(bytes, at, end));
                    at = end;
                }
            }
            return text.toString();
        }

        private int escape(int at) {
            Repertoire called = Repertoire.called(bytes, at + 1).orElse(null);
            if (called == null) {
                text.append((char) ESCAPE);
                return at + 1;
            }
            if (called.isUpper()) {
                g1 = called;
            } else {
                g0 = called;
            }
            return at + 1 + called.escape().length;
        }

        private int endOfRun(int start, Repertoire set) {
            boolean high = bytes[start] < 0;
            boolean pairs = set == g0 && set.isDouble();
            int at = start;
            while (at < bytes.length && bytes[at] < 0 == high && bytes[at] != ESCAPE) {
                if (pairs) {
                    if (bytes[at] <= ' ') {
                        break;
                    }
                    at = Math.min(at + 2, bytes.length);
                } else if (!high && isDelimiter(bytes[at], personName)) {
                    break;
                } else {
                    at++;
                }
            }
            return Math.max(at, start + 1);
        }
    }

    /** One value on its way to bytes, with the fewest escapes. */
    private final class Encoder {
        private final boolean personName;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Repertoire g0 = lower;
        private Repertoire g1 = upper;

        Encoder(boolean personName) {
            this.personName = personName;
        }

        byte[] run(String text) {
            text.codePoints().forEach(this::put);
            toLower();
            return bytes.toByteArray();
        }

        private void put(int character) {
            if (character < 0x80) {
                toLower();
                bytes.write(character);
                if (isDelimiter(character, personName)) {
                    g1 = upper;
                }
                return;
            }
            String single = Character.toString(character);
            if (write(g0, single) || write(g1, single)) {
                return;
            }
            for (Repertoire each : repertoires) {
                byte[] encoded = each.encode(single);
                if (encoded.length > 0) {
                    call(each);
                    bytes.writeBytes(encoded);
                    return;
                }
            }
            toLower();
            bytes.write('?');
        }

        private boolean write(Repertoire set, String character) {
            boolean usable = set != Repertoire.LATIN_1 || repertoires.contains(set) || repertoires.size() == 1;
            byte[] encoded = usable ? set.encode(character) : new byte[0];
            bytes.writeBytes(encoded);
            return encoded.length > 0;
        }

        private void call(Repertoire set) {
            bytes.write(ESCAPE);
            bytes.writeBytes(set.escape());
            if (set.isUpper()) {
                g1 = set;
            } else {
                g0 = set;
            }
        }

        private void toLower() {
            if (g0 != lower) {
                call(lower);
            }
        }
    }
}
