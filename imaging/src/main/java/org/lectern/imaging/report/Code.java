package org.lectern.imaging.report;

import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** A coded entry (PS3.3 section 8.8): short, long or URN code value, its scheme and its meaning. */
public record Code(String value, String scheme, String meaning) {
    /** The code in the first item of a code sequence. */
    public static Optional<Code> in(DataSet owner, int sequence) {
        return owner.item(sequence).map(Code::of);
    }

    /** The code of one item; what is missing is empty. */
    public static Code of(DataSet item) {
        String value = item.text(Tag.CodeValue)
                .or(() -> item.text(Tag.LongCodeValue))
                .or(() -> item.text(Tag.URNCodeValue))
                .orElse("");
        return new Code(
                value,
                item.text(Tag.CodingSchemeDesignator).orElse(""),
                item.text(Tag.CodeMeaning).orElse(value));
    }

    /** Whether it is this code of this scheme. */
    public boolean is(String value, String scheme) {
        return this.value.equals(value) && this.scheme.equals(scheme);
    }
}
