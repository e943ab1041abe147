package org.lectern.imaging.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lectern.imaging.dictionary.VR;

/** The character repertoires in force (PS3.3 C.12.1.1.2, PS3.5 section 6.1). */
public final class SpecificCharacterSet {
    /** The default repertoire, ISO-IR 6. */
    public static final SpecificCharacterSet ASCII = new SpecificCharacterSet(StandardCharsets.ISO_8859_1);

    private final Charset charset;

    private SpecificCharacterSet(Charset charset) {
        this.charset = charset;
    }

    /** The repertoires named by the values of Specific Character Set (0008,0005). */
    public static SpecificCharacterSet of(List<String> definedTerms) {
        return definedTerms.contains("ISO_IR 192") ? new SpecificCharacterSet(StandardCharsets.UTF_8) : ASCII;
    }

    /** Characters of a value's bytes; separators and component group delimiters end an escape (PS3.5 6.1.2.5.3). */
    public String decode(byte[] bytes, VR vr) {
        return new String(bytes, charset);
    }

    /** Bytes of a text. */
    public byte[] encode(String text, VR vr) {
        return text.getBytes(charset);
    }
}
